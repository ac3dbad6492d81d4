package robustnet.runner.report;

import java.util.List;
import java.util.stream.Stream;
import robustnet.runner.child.PrintedText;
import robustnet.runner.child.RunResult;
import robustnet.runner.child.TestOutput;
import robustnet.runner.child.TestResult;
import robustnet.runner.child.Verdict;
import robustnet.runner.course.ExerciseInfo;

/// What of a program's output a report shows, and where. Many tests provoke errors that are logged
/// as they should be, and pass: to read that below a failure misleads. So what is shown is
/// - below a test that failed, what was printed while it ran;
/// - below all tests, what was printed to standard output while others ran: in this course only
///   learners themselves print there, so that they look for it;
/// - the number of the lines that were logged meanwhile.
///
/// All of it is shown as it came where no test is to blame; where all was asked for, too.
final class ShownOutput {
    private static final int MOST = 20;
    private static final int LEAST = 6;
    private static final int OF_ALL_FAILURES = 40;
    private static final int OF_OTHERS = 10;

    private final ExerciseInfo exercise;
    private final RunResult run;
    private final OwnFrames own;
    private final Style style;
    private final Printed printed;
    private final long blamed;
    private final boolean asItCame;
    private final boolean all;
    private int left = OF_ALL_FAILURES;

    /// @param all whether nothing is left out
    ShownOutput(ExerciseInfo exercise, RunResult run, OwnFrames own, Style style, boolean all) {
        this.exercise = exercise;
        this.run = run;
        this.own = own;
        this.style = style;
        this.all = all;
        printed = new Printed(all);
        blamed = run.tests().stream().filter(ShownOutput::isBlamed).count();
        asItCame = all || blamed == 0;
    }

    /// The lines below the failure of `test`. The first failures have the most room.
    List<String> below(TestResult test) {
        var output = run.printed().of(test.test()).all();
        if (!isBlamed(test) || output.text().isBlank()) {
            return List.of();
        }
        if (all) {
            return printed.lines("printed while it ran", output, MOST);
        }
        if (left <= 0) {
            return List.of(style.dim("printed while it ran: see --verbose"));
        }
        var shown = new PrintedText(own.only(output.text()), output.omitted());
        int most = Math.clamp(OF_ALL_FAILURES / blamed, LEAST, MOST);
        var lines = printed.lines("printed while it ran", shown, most);
        left -= lines.size() - 1;
        return lines;
    }

    /// The lines below all tests.
    List<String> rest() {
        if (asItCame) {
            return printed.lines(run);
        }
        var said = new StringBuilder();
        long omitted = 0;
        long logged = 0;
        for (var output : others()) {
            said.append(output.standard().text());
            omitted += output.standard().omitted();
            logged += output.logged();
        }
        var others = new PrintedText(said.toString(), omitted);
        return Stream.concat(
                        printed
                                .lines("System.out while other tests ran", others, OF_OTHERS)
                                .stream(),
                        leftOut(logged))
                .toList();
    }

    private List<TestOutput> others() {
        var ofTests =
                run.tests().stream()
                        .filter(test -> !isBlamed(test))
                        .map(test -> run.printed().of(test.test()));
        return Stream.concat(ofTests, Stream.of(run.printed().outside())).toList();
    }

    private Stream<String> leftOut(long logged) {
        return logged == 0
                ? Stream.empty()
                : Stream.of(
                        style.dim(
                                "not shown: %d %s logged while other tests ran (./learn check %s --verbose)"
                                        .formatted(
                                                logged,
                                                logged == 1 ? "line" : "lines",
                                                exercise.id())));
    }

    /// Whether `test` ran and did not pass. What a class did before its tests counts for none.
    private static boolean isBlamed(TestResult test) {
        return switch (test.verdict()) {
            case Verdict.Passed _ -> false;
            case Verdict.Failed _ -> !test.took().isZero();
            case Verdict.NotRun(var reason, _) -> reason != Verdict.Reason.NEVER_STARTED;
        };
    }
}
