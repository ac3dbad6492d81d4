package robustnet.testkit;

import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Closes a socket unless it is called off in time: the only way to bound a write, for which
/// java.net has no timeout.
///
/// Use it in a try-with-resources around the write; closing it calls it off and waits until its
/// thread is gone.
final class Watchdog implements AutoCloseable {
    private final CountDownLatch calledOff = new CountDownLatch(1);
    private final AtomicBoolean decided = new AtomicBoolean();
    private final Thread thread;
    private volatile boolean fired;

    private Watchdog(Socket socket, Duration patience) {
        thread = Thread.ofVirtual().name("peer-watchdog").start(() -> watch(socket, patience));
    }

    static Watchdog over(Socket socket, Duration patience) {
        return new Watchdog(socket, patience);
    }

    /// Whether it closed the socket.
    boolean fired() {
        return fired;
    }

    @Override
    public void close() {
        decided.set(true);
        calledOff.countDown();
        Threads.join(thread);
    }

    private void watch(Socket socket, Duration patience) {
        try {
            if (calledOff.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            return;
        }
        if (decided.compareAndSet(false, true)) {
            // E4: said before the close, because the writer asks as soon as its write fails
            fired = true;
            Threads.closeQuietly(socket);
        }
    }
}
