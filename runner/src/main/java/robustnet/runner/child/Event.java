package robustnet.runner.child;

import java.util.List;

/// What the child tells, as the parent sees it.
sealed interface Event {
    record Discovered(int tests) implements Event {}

    record Started(TestKey key, String name) implements Event {}

    /// A test has ended, as standard error is told: what came of it stands in standard output.
    record Ended() implements Event {}

    /// @param failure null where there is none
    record Finished(
            TestKey key, String name, Part part, Outcome outcome, String reason, Failure failure)
            implements Event {}

    /// The code under test called `System.exit`.
    ///
    /// @param call `Runtime.exit() called with status: 3`
    record Exit(String call, List<Failure.Frame> frames) implements Event {}

    record OutOfMemory() implements Event {}

    /// The test framework itself gave up.
    record Crashed(Failure failure) implements Event {}

    /// All tests of the request are done.
    record Done() implements Event {}

    /// The child is as it was before the request, and waits for another one.
    record Ready() implements Event {}

    /// The child's output has ended.
    record EndOfOutput() implements Event {}

    enum Outcome {
        PASSED,
        FAILED,
        SKIPPED,
        ABORTED
    }
}
