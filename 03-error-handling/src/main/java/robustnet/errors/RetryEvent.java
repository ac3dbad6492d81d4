package robustnet.errors;

import java.io.IOException;
import java.time.Duration;

/// What a [Retrier] tells its listener, in this order for each call:
///
/// ```
///   Retrying, Retrying, ...  then  Succeeded  or  GaveUp
/// ```
public sealed interface RetryEvent {
    /// An attempt has failed, and the pause before the next one begins now. Not told where none
    /// begins.
    ///
    /// @param attempt the attempt that has failed, 1 for the first
    /// @param failure what it threw
    /// @param pause how long the retrier is about to sleep
    record Retrying(int attempt, IOException failure, Duration pause) implements RetryEvent {}

    /// An attempt has succeeded.
    ///
    /// @param attempts how many there were, this one included
    record Succeeded(int attempts) implements RetryEvent {}

    /// There will be no other attempt.
    ///
    /// @param attempts how many there were; 0 if the deadline had passed before the first
    /// @param reason why; where several reasons apply, any of them
    /// @param failure what the call is about to throw
    record GaveUp(int attempts, Reason reason, IOException failure) implements RetryEvent {}

    /// Why a retrier gives up.
    enum Reason {
        /// The failure is none that another attempt could mend.
        NOT_RETRYABLE,
        /// That was the last attempt.
        ATTEMPTS,
        /// No time is left for the pause and another attempt.
        DEADLINE,
        /// The thread was interrupted.
        INTERRUPTED
    }
}
