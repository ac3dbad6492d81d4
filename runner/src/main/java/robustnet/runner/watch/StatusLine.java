package robustnet.runner.watch;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.child.RunResult;
import robustnet.runner.child.TestResult;
import robustnet.runner.report.Style;
import robustnet.runner.report.TextReport;

/// One line on what the loop is at.
final class StatusLine {
    private StatusLine() {}

    static String of(Phase phase, Style style) {
        return switch (phase) {
            case Phase.Waiting(var byHand) ->
                    style.dim(
                            byHand
                                    ? "not checked yet: press Enter"
                                    : "not checked yet: save the file, or press Enter");
            case Phase.Checking(var ticks, var slow) ->
                    style.bold("checking …")
                            + "  "
                            + style.dim(slow ? "Esc cancels  " : "")
                            + ticks(ticks, style);
            case Phase.NotChecked(var text) -> style.bad(text);
            case Phase.Checked(var result, _) -> verdict(result, style);
            case Phase.CheckingAll(var exercise, var number, var count, var ticks) ->
                    style.bold("checking all …")
                            + "  %d of %d: %s  ".formatted(number, count, exercise.id())
                            + style.dim("Esc cancels  ")
                            + ticks(ticks, style);
            case Phase.Cancelled(var text) -> text;
            case Phase.CheckedAll(var summary, var allPassed) ->
                    allPassed ? style.good(summary) : summary;
        };
    }

    private static String verdict(ExerciseResult result, Style style) {
        return switch (result) {
            case ExerciseResult.NotCompiled _ -> style.bad("does not compile");
            case ExerciseResult.NoTests _ ->
                    style.bad("there are no tests, so nothing was checked");
            case ExerciseResult.Ran ran when ran.passed() ->
                    style.good("passed: " + count(ran.run()) + " in " + seconds(took(ran.run())));
            case ExerciseResult.Ran ran when TextReport.isNotStarted(ran) ->
                    "not started: " + ran.run().tests().size() + " tests wait for your code";
            case ExerciseResult.Ran ran ->
                    style.bad(count(ran.run()) + " passed in " + seconds(took(ran.run())));
        };
    }

    /// `7 of 10 tests`
    static String count(RunResult run) {
        long passed = run.tests().stream().filter(TestResult::passed).count();
        return passed + " of " + run.tests().size() + " tests";
    }

    /// What the tests themselves took, all together.
    static Duration took(RunResult run) {
        return run.tests().stream().map(TestResult::took).reduce(Duration.ZERO, Duration::plus);
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
    }

    private static String ticks(Ticks ticks, Style style) {
        if (ticks.compiling()) {
            return style.dim("compiling");
        }
        var marks =
                ticks.marks().stream().map(mark -> mark(mark, style)).collect(Collectors.joining());
        return ticks.running()
                .map(test -> marks + "  " + style.dim(test.displayName()))
                .orElse(marks);
    }

    private static String mark(Ticks.Mark mark, Style style) {
        return switch (mark) {
            case OPEN -> style.dim("·");
            case PASSED -> style.good("✓");
            case FAILED -> style.bad("✗");
        };
    }
}
