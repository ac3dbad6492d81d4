package robustnet.concurrency;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The accept loop of a server: it hands out connections, and outlives failures.
final class Acceptor {
    private static final Logger log = LoggerFactory.getLogger(Acceptor.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);
    private static final Duration LAST_WAIT = Duration.ofMillis(250);

    private final ServerSocket listener;
    private final Consumer<Socket> admission;
    private final ServerEvents events;
    private final Runnable waitForStop;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch left = new CountDownLatch(1);
    private final Thread thread;
    private boolean hasLogged;
    private long lastLog;

    /// @param admission gets each connection, and must not block
    /// @param waitForStop returns when the process may end, as far as the server is concerned
    Acceptor(
            ServerSocket listener,
            Consumer<Socket> admission,
            Runnable waitForStop,
            ServerEvents events) {
        this.listener = listener;
        this.admission = admission;
        this.waitForStop = waitForStop;
        this.events = events;
        // C5: virtual threads are daemons, and would not keep the process alive
        thread =
                Thread.ofPlatform()
                        .daemon(false)
                        .name("server-acceptor-" + listener.getLocalPort())
                        .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    /// Closes the listener, and waits until nobody more is admitted.
    void stop() {
        stopped.countDown();
        Sockets.close(listener);
        try {
            if (Thread.currentThread() != thread) {
                left.await(LAST_WAIT.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            acceptClients();
        } finally {
            left.countDown();
        }
        waitForStop.run(); // C5: in its grace, the server has virtual threads only
    }

    private void acceptClients() {
        var pause = FIRST_PAUSE;
        while (!listener.isClosed()) {
            try {
                admission.accept(listener.accept());
                pause = FIRST_PAUSE;
            } catch (IOException e) {
                if (listener.isClosed() || !endure(e, pause)) {
                    return;
                }
                pause = pause.multipliedBy(2);
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
            }
        }
    }

    /// C2: files may have run out, and some will be closed; to try again at once costs a core.
    ///
    /// @return whether to go on
    private boolean endure(IOException failure, Duration pause) {
        long now = System.nanoTime();
        if (!hasLogged || now - lastLog > LOG_INTERVAL.toNanos()) {
            hasLogged = true;
            lastLog = now;
            log.warn("cannot accept a client, and will go on trying: {}", failure.toString());
        }
        events.acceptFailed(failure);
        try {
            return !stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            return true; // nobody interrupts it but by mistake
        }
    }
}
