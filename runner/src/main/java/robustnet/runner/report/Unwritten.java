package robustnet.runner.report;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.child.Failure;
import robustnet.runner.child.TestResult;
import robustnet.runner.child.Verdict;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.course.TodoMark;

/// Finds the exercises that another one needs and that are not written yet.
public final class Unwritten {
    private static final Pattern MARK = Pattern.compile("TODO (\\d+\\.\\d+)(?!\\d)");

    private Unwritten() {}

    /// The other exercises whose stubs were called while the tests ran: named in a failure or in
    /// what the program printed, as a thread of its own does when a stub ends it. Empty where all
    /// tests passed.
    public static List<ExerciseInfo> neededBy(ExerciseResult result, Course course) {
        if (!(result instanceof ExerciseResult.Ran(var exercise, var run)) || run.allPassed()) {
            return List.of();
        }
        var texts =
                Stream.concat(
                        run.tests().stream().flatMap(Unwritten::texts), Stream.of(run.output()));
        return texts.flatMap(text -> MARK.matcher(text).results().map(Unwritten::id))
                .distinct()
                .filter(id -> !id.equals(exercise.id()))
                .flatMap(id -> course.exercise(id).stream())
                .filter(other -> !TodoMark.finished(other))
                .toList();
    }

    private static String id(MatchResult mark) {
        return mark.group(1);
    }

    private static Stream<String> texts(TestResult test) {
        return switch (test.verdict()) {
            case Verdict.Passed _ -> Stream.of();
            case Verdict.NotRun(_, var text) -> Stream.of(text);
            case Verdict.Failed(var failure) -> texts(failure);
        };
    }

    private static Stream<String> texts(Failure failure) {
        var own =
                Stream.concat(
                        Stream.of(failure.message()),
                        failure.notes().stream().map(Failure.Note::text));
        return Stream.concat(own, failure.cause().stream().flatMap(Unwritten::texts));
    }
}
