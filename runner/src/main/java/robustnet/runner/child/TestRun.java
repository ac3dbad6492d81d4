package robustnet.runner.child;

import robustnet.runner.compile.Tools;

/// Runs tests in a fresh JVM and tells the truth about each of them, whatever becomes of the JVM.
/// Safe for use by several threads: each call has a JVM of its own.
public final class TestRun {
    private final Tools tools;
    private final ChildLimits limits;

    public TestRun(Tools tools, ChildLimits limits) {
        this.tools = tools;
        this.limits = limits;
    }

    /// Runs the tests of `request` and returns when the child is gone.
    ///
    /// @throws InterruptedException if interrupted; the child is killed first
    public RunResult run(TestRequest request) throws InterruptedException {
        throw new UnsupportedOperationException("being written: " + tools + limits + request);
    }
}
