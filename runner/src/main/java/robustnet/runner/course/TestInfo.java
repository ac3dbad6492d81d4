package robustnet.runner.course;

import java.time.Duration;
import java.util.Objects;

/// A test method of an exercise. Parameterised, repeated and dynamic tests are one test, whatever
/// their invocations.
///
/// @param className the binary name of the class that declares it; for a nested one
///   `robustnet.basics.FramesTest$Reading`
/// @param method the method's name, unique in its class
/// @param displayName the sentence that the learner reads
/// @param weight its share of the exercise's points, relative to the other tests; at least 1
/// @param timeLimit its deadline
public record TestInfo(
        String className, String method, String displayName, int weight, Duration timeLimit) {
    /// The deadline of a test without `@TimeLimit`.
    public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(5);

    public TestInfo {
        Objects.requireNonNull(className);
        Objects.requireNonNull(method);
        Objects.requireNonNull(displayName);
        Objects.requireNonNull(timeLimit);
    }

    /// The name that a mistake's `Caught-by:` uses: `FramesTest.method`, for a nested class
    /// `FramesTest.Reading.method`.
    public String shortName() {
        return className.substring(className.lastIndexOf('.') + 1).replace('$', '.') + "." + method;
    }
}
