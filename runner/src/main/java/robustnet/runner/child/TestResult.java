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
}
