package robustnet.runner.child;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import robustnet.runner.course.TestInfo;

/// Makes failures as they leave a child.
public final class Failures {
    private static final String ASSERTION = "org.opentest4j.AssertionFailedError";

    private Failures() {}

    public static Failure assertion(String message) {
        return failure(ASSERTION, message);
    }

    public static Failure failure(String type, String message) {
        return new Failure(
                type,
                message,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                "");
    }

    public static TestResult result(String method, Verdict verdict) {
        return new TestResult(test(method), verdict, Duration.ZERO);
    }

    public static TestResult failed(String method, String message) {
        return result(method, new Verdict.Failed(assertion(message)));
    }

    public static TestInfo test(String method) {
        return new TestInfo(
                "robustnet.basics.FramesTest", method, method, 1, TestInfo.DEFAULT_LIMIT);
    }
}
