package robustnet.runner.watch;

import java.time.Duration;

/// The time since a save.
///
/// @param began on the clock of [System#nanoTime()]
record Stopwatch(long began) {
    /// How long an old report may stand beside a check that runs.
    private static final Duration SLOW = Duration.ofSeconds(2);

    Duration total() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /// How many nanoseconds are left until the check is a slow one; 0 if it is.
    long untilSlow() {
        return Math.max(0, SLOW.minus(total()).toNanos());
    }
}
