package robustnet.runner.dev;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.child.Failure;
import robustnet.runner.child.TestResult;
import robustnet.runner.child.Verdict;
import robustnet.runner.compile.Compilation;

/// What results say, as text.
final class Verdicts {
    /// These say that nothing was tried, so nothing was caught either.
    private static final Set<Verdict.Reason> NOTHING_TRIED =
            Set.of(
                    Verdict.Reason.SKIPPED,
                    Verdict.Reason.ABORTED,
                    Verdict.Reason.NEVER_STARTED,
                    Verdict.Reason.NOT_FOUND);

    private Verdicts() {}

    /// Whether the code under test was judged and found wrong.
    static boolean caught(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed _ -> false;
            case Verdict.Failed _ -> true;
            case Verdict.NotRun(var reason, _) -> !NOTHING_TRIED.contains(reason);
        };
    }

    /// All that a learner would read: messages and notes.
    static String text(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed _ -> "passed";
            case Verdict.NotRun(var reason, var text) -> reason + ": " + text;
            case Verdict.Failed(var failure) -> text(failure);
        };
    }

    private static String text(Failure failure) {
        var lines = new ArrayList<String>();
        lines.add(failure.type() + ": " + failure.message().strip());
        failure.notes().forEach(note -> lines.add(note.text().strip()));
        failure.cause().ifPresent(cause -> lines.add("caused by " + text(cause)));
        return String.join("\n", lines);
    }

    /// The results of the single tests; empty where nothing ran.
    static List<TestResult> tests(ExerciseResult result) {
        return result instanceof ExerciseResult.Ran(_, var run) ? run.tests() : List.of();
    }

    /// Why nothing ran; empty where tests ran.
    static String notRun(ExerciseResult result) {
        return switch (result) {
            case ExerciseResult.Ran _ -> "";
            case ExerciseResult.NoTests _ -> "there is no test";
            case ExerciseResult.NotCompiled(_, var problems) ->
                    problems.stream()
                            .map(Verdicts::text)
                            .collect(Collectors.joining("\n", "does not compile\n", ""));
        };
    }

    private static String text(Compilation.Problem problem) {
        return problem.where().isEmpty() ? problem.text() : problem.where() + ": " + problem.text();
    }
}
