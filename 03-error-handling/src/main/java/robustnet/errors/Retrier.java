package robustnet.errors;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/// Runs a task again when it fails: a bounded number of times, within a deadline, with pauses.
///
/// ```
///                  ┌──────────── pause ◄───────────┐
///                  ▼                               │ retryable, attempts and
///   call ───► ATTEMPTING ──── IOException ───► FAILED   time left, no interrupt
///                  │                               │
///                  │ result                        │ otherwise
///                  ▼                               ▼
///              SUCCEEDED                        GAVE UP: throws the last failure,
///                                               the earlier ones suppressed in it
/// ```
///
/// Immutable; safe for use by many threads if its delays, sleeper and listener are.
public final class Retrier {
    /// What is tried.
    ///
    /// @param <T> what it returns
    @FunctionalInterface
    public interface Task<T> {
        /// Runs one attempt.
        ///
        /// @param attempt its number, 1 for the first
        /// @throws IOException if it failed, in a way that may be worth another attempt
        T run(int attempt) throws IOException;
    }

    /// Creates a retrier.
    ///
    /// @param maxAttempts how many attempts a call makes at most, the first one included; 1 or more
    /// @param delays the pause before a retry, by the retry's number: 0 for the first. Usually
    ///   `retry -> backoff.delay(retry, random)`. May be asked for a pause that never begins, also
    ///   for one after the last attempt
    /// @param sleeper sleeps through the pauses
    /// @param listener is told what happens, in the thread of the call; quick, throws nothing
    /// @throws IllegalArgumentException if `maxAttempts` is less than 1
    public Retrier(
            int maxAttempts,
            IntFunction<Duration> delays,
            Sleeper sleeper,
            Consumer<? super RetryEvent> listener) {
        throw new UnsupportedOperationException("TODO 3.4: keep the settings");
    }

    /// Runs `task` until an attempt succeeds, and returns what that attempt returned.
    ///
    /// It gives up when a failure is not retryable, when the last attempt has failed, when the next
    /// pause would not end before the deadline (at once then, without sleeping through what is
    /// left), and when the thread is interrupted, in an attempt or in a pause. No attempt begins
    /// once the deadline has passed; the task itself must see to it that none takes longer. A
    /// result that comes after the deadline is a result.
    ///
    /// An interrupt ends a pause at once, and no other attempt begins. After one in an attempt no
    /// pause begins either. The thread's interrupt status is set when this method throws. A
    /// [SocketTimeoutException] that `task` throws is no interrupt, although its type says that it
    /// is an `InterruptedIOException`.
    ///
    /// Only an [IOException] is ever retried. Anything else that `task` throws is a bug: it is
    /// thrown on at once, and the listener is not told.
    ///
    /// @param deadline when the whole call must be over
    /// @param retryable whether another attempt is allowed after this failure; usually `e ->
    ///   FailureKind.of(e).isRetryable(sent, idempotent)`
    /// @param task what is tried; it may throw the same exception object more than once
    /// @throws IOException what the last attempt threw, with what the earlier attempts threw as its
    ///   suppressed exceptions, in order, whatever the reason to give up
    /// @throws SocketTimeoutException if the deadline had passed before the first attempt, so that
    ///   there was none
    public <T> T call(Deadline deadline, Predicate<? super IOException> retryable, Task<T> task)
            throws IOException {
        throw new UnsupportedOperationException("TODO 3.4: try, pause, try again");
    }
}
