package robustnet.basics;

import java.time.Duration;

/// What `java.net` takes for a timeout: milliseconds in an `int`, of which 0 means "wait for ever".
final class Timeouts {
    private Timeouts() {}

    /// Returns `timeout` in milliseconds, rounded up, so never 0; at most [Integer#MAX_VALUE] (24
    /// days).
    ///
    /// @throws IllegalArgumentException if `timeout` is 0 or negative
    static int millis(Duration timeout) {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("a timeout must be more than 0, not " + timeout);
        }
        if (timeout.compareTo(Duration.ofMillis(Integer.MAX_VALUE)) > 0) {
            return Integer.MAX_VALUE;
        }
        return (int) timeout.plusNanos(999_999).toMillis();
    }
}
