package robustnet.runner.child;

import java.time.Duration;

/// How long a child JVM may take and how much of its output is kept.
///
/// @param start until the tests are found, and between two tests
/// @param grace how far a test may overrun its own deadline before the JVM is killed
/// @param total the whole run, whatever the tests say
/// @param output how many bytes of the learner's output are kept
public record ChildLimits(Duration start, Duration grace, Duration total, int output) {
    public static ChildLimits defaults() {
        return new ChildLimits(
                Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofMinutes(10), 64 * 1024);
    }
}
