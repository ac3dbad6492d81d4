package robustnet.runner.child;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
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
    /// @return one result for each test of the request; that the JVM does not even start is a
    ///   result too
    /// @throws InterruptedException if interrupted; the child is killed first
    public RunResult run(TestRequest request) throws InterruptedException {
        return run(request, RunListener.NONE);
    }

    /// The same, with somebody who hears of it meanwhile.
    ///
    /// @throws InterruptedException if interrupted; the child is killed first
    public RunResult run(TestRequest request, RunListener listener) throws InterruptedException {
        long began = System.nanoTime();
        var order = request.alone(newToken());
        var command = ChildCommand.forTests(request, tools);
        try (var child = ChildProcess.start(command, order, limits.output())) {
            return watch(child, request, listener, began);
        } catch (IOException e) {
            var tally = new Tally(request.tests(), listener);
            return result(tally, Ending.notStarted(e), new CappedOutput(0), began);
        }
    }

    /// Follows a child that has the request to its end, and closes it.
    ///
    /// @throws InterruptedException if interrupted; the child is killed first
    RunResult watch(ChildProcess child, TestRequest request, RunListener listener, long began)
            throws InterruptedException {
        var tally = new Tally(request.tests(), listener);
        Ending ending;
        try (child) {
            ending = new Watch(child, tally, limits, began).untilItEnds();
        }
        return result(tally, ending, child.output(), began);
    }

    private static RunResult result(Tally tally, Ending ending, CappedOutput output, long began) {
        return new RunResult(
                tally.results(ending),
                output.text(),
                output.omitted(),
                Duration.ofNanos(System.nanoTime() - began));
    }

    static String newToken() {
        var token = new byte[16];
        new SecureRandom().nextBytes(token);
        return HexFormat.of().formatHex(token);
    }
}
