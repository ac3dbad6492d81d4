package robustnet.tls;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/// Closes a socket when a piece of work on it takes too long. That is the only way to bound a
/// handshake or a write as a whole: a timeout of the socket bounds each read, and no write at all.
///
/// ```
///   try (var watchdog = Watchdog.closing(raw, limit)) {
///       // work that fails with an IOException if the socket is closed meanwhile
///   }
///
///               after `limit`: closes the socket
///   WATCHING ──────────────────────────────────────► BITTEN
///       │
///       └──────────────────────────────────────────► CALLED_OFF     the socket stays as it is
///                         close()
/// ```
///
/// The socket must be the raw one: to close an `SSLSocket` can hang behind the very write that is
/// to be ended. Safe for use by many threads. Given, for exercises 5.2 and 5.3.
final class Watchdog implements AutoCloseable {
    private enum State {
        WATCHING,
        BITTEN,
        CALLED_OFF
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.WATCHING);
    private final CountDownLatch calledOff = new CountDownLatch(1);

    private Watchdog(Socket socket, Duration limit) {
        Thread.ofVirtual().name("watchdog").start(() -> watch(socket, limit));
    }

    /// Starts to watch.
    ///
    /// @param socket the raw socket
    /// @param limit how long the work may take; 0 or less for none at all
    static Watchdog closing(Socket socket, Duration limit) {
        return new Watchdog(socket, limit);
    }

    private void watch(Socket socket, Duration limit) {
        try {
            boolean inTime = calledOff.await(NANOSECONDS.convert(limit), NANOSECONDS);
            if (!inTime && state.compareAndSet(State.WATCHING, State.BITTEN)) {
                socket.close();
            }
        } catch (InterruptedException | IOException _) {
            // Nobody interrupts it; and the socket is closed as well as can be.
        }
    }

    /// Whether the limit was reached before the watchdog was called off.
    boolean hasBitten() {
        return state.get() == State.BITTEN;
    }

    /// Calls the watchdog off. Once this has returned, a socket that it has left open stays open.
    @Override
    public void close() {
        if (state.compareAndSet(State.WATCHING, State.CALLED_OFF)) {
            calledOff.countDown();
        }
    }
}
