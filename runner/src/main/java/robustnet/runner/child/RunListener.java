package robustnet.runner.child;

import robustnet.runner.course.TestInfo;

/// Hears of the tests of a run while they run. Called by the thread that runs them.
public interface RunListener {
    /// One that does not listen.
    RunListener NONE = new RunListener() {};

    /// A test has begun.
    default void started(TestInfo test) {}

    /// A test has ended. What happens later, such as a failure after all tests of its class, may
    /// still cost it its verdict.
    default void finished(TestResult result) {}
}
