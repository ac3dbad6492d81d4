package robustnet.tls;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/// Closes a socket or a channel when a piece of work on it takes too long. That is the only way to
/// bound a handshake or a write as a whole: a timeout of a socket bounds each read, and no write at
/// all; a blocking channel knows no timeout.
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
/// A socket must be the raw one: to close an `SSLSocket` can hang behind the very write that is to
/// be ended (T10). Safe for use by many threads. Given, for exercises 5.2, 5.3, 7.5 and 7.7.
public final class Watchdog implements AutoCloseable {
    private enum State {
        WATCHING,
        BITTEN,
        CALLED_OFF
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.WATCHING);
    private final CountDownLatch calledOff = new CountDownLatch(1);

    private Watchdog() {}

    /// Starts to watch.
    ///
    /// @param watched the raw socket, or the channel
    /// @param limit how long the work may take; 0 or less for none at all
    public static Watchdog closing(Closeable watched, Duration limit) {
        var watchdog = new Watchdog();
        Thread.ofVirtual().name("watchdog").start(() -> watchdog.watch(watched, limit));
        return watchdog;
    }

    private void watch(Closeable watched, Duration limit) {
        try {
            boolean inTime = calledOff.await(NANOSECONDS.convert(limit), NANOSECONDS);
            if (!inTime && state.compareAndSet(State.WATCHING, State.BITTEN)) {
                watched.close();
            }
        } catch (InterruptedException | IOException _) {
            // Nobody interrupts it; and it is closed as well as can be.
        }
    }

    /// Whether the limit was reached before the watchdog was called off.
    public boolean hasBitten() {
        return state.get() == State.BITTEN;
    }

    /// Calls the watchdog off. Once this has returned, what it has left open stays open.
    @Override
    public void close() {
        if (state.compareAndSet(State.WATCHING, State.CALLED_OFF)) {
            calledOff.countDown();
        }
    }
}
