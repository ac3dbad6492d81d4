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
    private static final Duration LONGEST = Duration.ofDays(1);

    /// Creates a backoff.
    ///
    /// @throws IllegalArgumentException if `base` is 0 or negative, `cap` is less than `base`, or
    ///   `cap` is more than a day
    public Backoff {
        if (!base.isPositive()) {
            throw new IllegalArgumentException("base must be more than 0, not " + base);
        }
        if (cap.compareTo(base) < 0 || cap.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "cap must be from base (%s) to a day, not %s".formatted(base, cap));
        }
    }

    /// Returns the longest delay before retry number `retry`: `base * 2^retry`, or `cap` if that is
    /// less.
    ///
    /// @param retry 0 for the first retry, any number of them
    /// @throws IllegalArgumentException if `retry` is negative
    public Duration ceiling(int retry) {
        if (retry < 0) {
            throw new IllegalArgumentException("retry must be 0 or more, not " + retry);
        }
        long nanos = base.toNanos();
        // E7: only as many doublings as a long can hold, which is more than any cap allows
        int doublings = Math.min(retry, Long.numberOfLeadingZeros(nanos) - 1);
        return Duration.ofNanos(Math.min(nanos << doublings, cap.toNanos()));
    }

    /// Returns the delay before retry number `retry`: evenly spread from 0 to [#ceiling(int)], both
    /// included, also at the cap. The same state of `random` gives the same delay.
    ///
    /// @param retry 0 for the first retry, any number of them
    /// @param random where the spread comes from
    /// @throws IllegalArgumentException if `retry` is negative
    public Duration delay(int retry, RandomGenerator random) {
        // E7b: the cap bounds the range, not the result, so nobody waits exactly the cap together
        return Duration.ofNanos(random.nextLong(ceiling(retry).toNanos() + 1));
    }
}
