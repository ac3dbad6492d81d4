package robustnet.errors;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before a retry: a random time below a ceiling that doubles from retry to retry,
/// up to a cap. This is exponential backoff with full jitter.
///
/// ```
///   base = 100 ms, cap = 1 s
///
///   retry    ceiling   delay: anywhere in
///     0       100 ms   |=|
///     1       200 ms   |===|
///     2       400 ms   |=======|
///     3       800 ms   |===============|
///     4         1 s    |===================|    the cap
///   200         1 s    |===================|    and no overflow
/// ```
///
/// Immutable; it holds no random state and no count, so it can be shared by everyone.
///
/// @param base the ceiling of the first delay; more than 0
/// @param cap the highest ceiling; not less than `base`, at most a day
public record Backoff(Duration base, Duration cap) {
    /// Creates a backoff.
    ///
    /// @throws IllegalArgumentException if `base` is 0 or negative, `cap` is less than `base`, or
    ///   `cap` is more than a day
    public Backoff {
        throw new UnsupportedOperationException("TODO 3.2: check base and cap");
    }

    /// Returns the longest delay before retry number `retry`: `base * 2^retry`, or `cap` if that is
    /// less.
    ///
    /// @param retry 0 for the first retry, any number of them
    /// @throws IllegalArgumentException if `retry` is negative
    public Duration ceiling(int retry) {
        throw new UnsupportedOperationException("TODO 3.2: double up to the cap");
    }

    /// Returns the delay before retry number `retry`: evenly spread from 0 to [#ceiling(int)], both
    /// included, also at the cap. The same state of `random` gives the same delay.
    ///
    /// @param retry 0 for the first retry, any number of them
    /// @param random where the spread comes from
    /// @throws IllegalArgumentException if `retry` is negative
    public Duration delay(int retry, RandomGenerator random) {
        throw new UnsupportedOperationException("TODO 3.2: draw a delay");
    }
}
