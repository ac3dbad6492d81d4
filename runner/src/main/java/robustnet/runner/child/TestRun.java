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
        try {
            return watch(start(request), request, listener, began);
        } catch (IOException e) {
            var outcomes = new Outcomes(request.tests(), listener);
            return result(outcomes, Ending.notStarted(e), new ChildOutput(0), began);
        }
    }

    private ChildProcess start(TestRequest request) throws IOException {
        var order = request.alone(newToken());
        return ChildProcess.start(ChildCommand.forTests(request, tools), order, limits.output());
    }

    /// Follows a child that has the request to its end, and closes it. If the JVM crashes, or dies
    /// before it comes to a test, what was not done is run once more in a fresh one: seldom is it
    /// the fault of the code under test.
    ///
    /// @throws InterruptedException if interrupted; the child is killed first
    RunResult watch(ChildProcess child, TestRequest request, RunListener listener, long began)
            throws InterruptedException {
        var outcomes = new Outcomes(request.tests(), listener);
        var ending = follow(child, outcomes, request, began);
        var first = result(outcomes, ending, child.output(), began);
        boolean isInnocent = ending.reason() == Verdict.Reason.DIED && !outcomes.hasBegun();
        if (!ending.isCrash() && !isInnocent) {
            return first;
        }
        var rest = request.only(first.open());
        var restOutcomes = new Outcomes(rest.tests(), listener);
        try {
            var again = start(rest);
            var last = follow(again, restOutcomes, rest, began);
            if (ending.isCrash()) {
                last = last.secondTime();
            }
            var second = result(restOutcomes, last, again.output(), began);
            return first.with(second, last.reason() == ending.reason() ? "" : ending.text());
        } catch (IOException _) {
            return first;
        }
    }

    private Ending follow(ChildProcess child, Outcomes outcomes, TestRequest request, long began)
            throws InterruptedException {
        try (child) {
            return new Watch(child, outcomes, limits, request.courseSources(), began).untilItEnds();
        }
    }

    private static RunResult result(
            Outcomes outcomes, Ending ending, ChildOutput output, long began) {
        var results = outcomes.results(ending);
        var printed = Printout.of(output, results.stream().map(TestResult::test).toList());
        var took = Duration.ofNanos(System.nanoTime() - began);
        return new RunResult(
                results, ending.isCrash() ? printed.withoutBanner() : printed, took, "");
    }

    static String newToken() {
        var token = new byte[16];
        new SecureRandom().nextBytes(token);
        return HexFormat.of().formatHex(token);
    }
}
