package robustnet.runner.child;

import java.time.Duration;
import robustnet.runner.course.TestInfo;

/// What came of one expected test.
///
/// @param took how long it ran, all invocations together; zero if it did not
public record TestResult(TestInfo test, Verdict verdict, Duration took) {
    public boolean passed() {
        return verdict instanceof Verdict.Passed;
    }

    /// Whether nobody knows, because the JVM died before it ended.
    boolean isOpen() {
        return verdict instanceof Verdict.NotRun(var reason, _)
                && (reason == Verdict.Reason.DIED || reason == Verdict.Reason.NEVER_STARTED);
    }
}
