package robustnet.runner.child;

/// What is known of one expected test. Only [Passed] earns points.
public sealed interface Verdict {
    /// It ran, all its invocations, and passed.
    record Passed() implements Verdict {}

    /// It ran and failed. With several invocations: the first that failed.
    record Failed(Failure failure) implements Verdict {}

    /// It did not run to its end, so nobody knows.
    ///
    /// @param text one sentence for the learner
    record NotRun(Reason reason, String text) implements Verdict {}

    /// Why a test did not run to its end.
    enum Reason {
        /// Disabled, or a condition was not met: skipped is not passed.
        SKIPPED,
        /// An assumption did not hold: skipped is not passed.
        ABORTED,
        /// The JVM died while it ran.
        DIED,
        /// The JVM was killed at the deadline.
        KILLED,
        /// The code under test ended the JVM.
        EXITED,
        /// The heap was full.
        OUT_OF_MEMORY,
        /// The JVM ended before its turn came.
        NEVER_STARTED,
        /// No such test was found, or it had no invocation.
        NOT_FOUND
    }
}
