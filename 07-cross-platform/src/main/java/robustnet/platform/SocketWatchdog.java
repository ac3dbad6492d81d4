package robustnet.platform;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// Closes a socket unless it is called off in time: no timeout of a socket bounds a write, nor a
/// handshake as a whole (E4). Given, for exercise 7.7.
final class SocketWatchdog implements AutoCloseable {
    private final CountDownLatch calledOff = new CountDownLatch(1);

    private SocketWatchdog() {}

    /// Starts to watch.
    ///
    /// @param raw the socket of the TCP connection, not a TLS socket on top of it: to close that
    ///   one can hang behind the very write that is to be ended (T10)
    /// @param limit how long the work may take; 0 or less for none at all
    static SocketWatchdog closing(Socket raw, Duration limit) {
        var watchdog = new SocketWatchdog();
        Thread.ofVirtual().name("socket-watchdog").start(() -> watchdog.watch(raw, limit));
        return watchdog;
    }

    private void watch(Socket raw, Duration limit) {
        try {
            if (!calledOff.await(limit.toNanos(), NANOSECONDS)) {
                raw.close();
            }
        } catch (InterruptedException | IOException _) {
            // Nobody interrupts it; and the socket is closed as well as can be.
        }
    }

    /// Calls it off. It may close the socket for a moment longer, if the limit is just reached.
    @Override
    public void close() {
        calledOff.countDown();
    }
}
