package robustnet.errors;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import robustnet.errors.RetryEvent.Reason;

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

    private final int maxAttempts;
    private final IntFunction<Duration> delays;
    private final Sleeper sleeper;
    private final Consumer<? super RetryEvent> listener;

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
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts must be 1 or more, not " + maxAttempts);
        }
        this.maxAttempts = maxAttempts;
        this.delays = delays;
        this.sleeper = sleeper;
        this.listener = listener;
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
        if (deadline.hasPassed()) {
            var tooLate = new SocketTimeoutException("the deadline has passed: not even tried");
            throw giveUp(Reason.DEADLINE, 0, tooLate);
        }
        var earlier = new ArrayList<IOException>();
        for (int attempt = 1; ; attempt++) {
            try {
                var result = task.run(attempt);
                listener.accept(new RetryEvent.Succeeded(attempt));
                return result;
            } catch (IOException failure) {
                var reason =
                        retryable.test(failure)
                                ? pause(attempt, failure, deadline)
                                : Optional.of(Reason.NOT_RETRYABLE);
                if (reason.isPresent()) {
                    addHistory(failure, earlier);
                    throw giveUp(reason.get(), attempt, failure);
                }
                earlier.add(failure);
            }
        }
    }

    /// Sleeps until the next attempt may begin, or tells why there is none.
    private Optional<Reason> pause(int attempt, IOException failure, Deadline deadline) {
        if (attempt == maxAttempts) { // E8: attempts, not retries; and no pause after the last one
            return Optional.of(Reason.ATTEMPTS);
        }
        // E10: a blocked virtual thread learns of its interrupt by a mere SocketException
        if (Thread.currentThread().isInterrupted()) {
            return Optional.of(Reason.INTERRUPTED);
        }
        var pause = delays.apply(attempt - 1);
        if (pause.compareTo(deadline.remaining()) >= 0) { // E9: there would be no time to try
            return Optional.of(Reason.DEADLINE);
        }
        listener.accept(new RetryEvent.Retrying(attempt, failure, pause));
        try {
            sleeper.sleep(pause);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // E10: for those who called us
            return Optional.of(Reason.INTERRUPTED);
        }
        if (Thread.currentThread().isInterrupted()) { // E10: a sleeper may only set the status
            return Optional.of(Reason.INTERRUPTED);
        }
        // E9: a sleep may take longer than it was asked to
        return deadline.hasPassed() ? Optional.of(Reason.DEADLINE) : Optional.empty();
    }

    /// E11: the first failure often tells the cause, the last one only its consequence.
    private static void addHistory(IOException last, List<IOException> earlier) {
        earlier.stream()
                .filter(failure -> failure != last) // nothing can be suppressed in itself
                .forEach(last::addSuppressed);
    }

    private IOException giveUp(Reason reason, int attempts, IOException failure) {
        listener.accept(new RetryEvent.GaveUp(attempts, reason, failure));
        return failure;
    }
}
