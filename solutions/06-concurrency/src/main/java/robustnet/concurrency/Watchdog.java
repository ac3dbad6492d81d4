package robustnet.concurrency;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/// Bounds a piece of work as a whole: it acts when the work takes too long. A timeout of a socket
/// bounds each read instead, and no write at all.
///
/// ```
///   try (var _ = Watchdog.interruptingAfter(limit)) {
///       // work on a socket, on a virtual thread
///   }
///
///               after `limit`: acts
///   WATCHING ─────────────────────────► BITTEN      close() throws
///       │
///       └─────────────────────────────► CALLED_OFF  close() returns, and nothing will happen
///               close()
/// ```
///
/// To interrupt a *virtual* thread that is blocked in a read or a write closes the socket. That
/// works for TLS as well, where `SSLSocket.close()` would wait behind a stuck write. A platform
/// thread would not notice (C7). Watching costs no thread. Given, for exercise 6.1.
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

    /// Starts to watch the current thread, a virtual one, and interrupts it when the limit is
    /// reached.
    static Watchdog interruptingAfter(Duration limit) {
        return new Watchdog(limit, Thread.currentThread()::interrupt);
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
