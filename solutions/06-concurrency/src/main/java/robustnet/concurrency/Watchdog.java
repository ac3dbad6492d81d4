package robustnet.concurrency;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;

/// Bounds a piece of work as a whole: it acts when the work takes too long. A timeout of a socket
/// bounds each read instead, and no write at all.
///
/// ```
///   try (var _ = Watchdog.cuttingOff(socket, limit)) {
///       // work that fails with an IOException if the socket is closed meanwhile
///   }
///
///               after `limit`: acts
///   WATCHING ─────────────────────────► BITTEN      close() throws
///       │
///       └─────────────────────────────► CALLED_OFF  close() returns, and nothing will happen
///               close()
/// ```
///
/// Watching costs no thread. Given, for exercise 6.1.
final class Watchdog implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofDays(365);

    private enum State {
        WATCHING,
        BITTEN,
        CALLED_OFF
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.WATCHING);
    private final Future<?> timer;

    private Watchdog(Duration limit, Runnable action) {
        var bounded = limit.compareTo(LONGEST) < 0 ? limit : LONGEST;
        timer =
                ForkJoinPool.commonPool()
                        .schedule(() -> bite(action), bounded.toNanos(), NANOSECONDS);
    }

    /// Starts to watch.
    ///
    /// @param limit how long the work may take; more than 365 days count as 365 days
    /// @param action run on a virtual thread of its own when the limit is reached
    static Watchdog after(Duration limit, Runnable action) {
        return new Watchdog(limit, action);
    }

    /// Starts to watch work on a socket, which is cut off when the limit is reached.
    static Watchdog cuttingOff(Socket socket, Duration limit) {
        return new Watchdog(limit, () -> cutOff(socket));
    }

    /// Closes a socket, also beneath a write that is stuck. `SSLSocket.close()` would wait for that
    /// write, to say goodbye behind it, unless it may linger for no time at all. To interrupt the
    /// thread is no way out: then the write closes the TLS socket, which writes, and so on.
    static void cutOff(Socket socket) {
        try {
            if (socket instanceof SSLSocket) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException _) {
            // It is closed as well as can be.
        }
    }

    private void bite(Runnable action) {
        if (state.compareAndSet(State.WATCHING, State.BITTEN)) {
            Thread.ofVirtual().name("watchdog").start(action);
        }
    }

    /// Calls the watchdog off.
    ///
    /// @throws SocketTimeoutException if it has acted, or is about to
    @Override
    public void close() throws SocketTimeoutException {
        timer.cancel(false);
        if (!state.compareAndSet(State.WATCHING, State.CALLED_OFF) && state.get() == State.BITTEN) {
            throw new SocketTimeoutException("it took too long");
        }
    }
}
