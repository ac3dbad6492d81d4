package robustnet.runner.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.child.Failure;
import robustnet.runner.child.TestResult;
import robustnet.runner.child.Verdict;
import robustnet.runner.course.Course;
import robustnet.runner.course.CourseException;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.course.TodoMark;

/// Finds the exercises that another one needs and that are not written yet.
public final class Unwritten {
    private static final Pattern MARK = Pattern.compile("TODO (\\d+\\.\\d+)(?!\\d)");

    /// A comment to the end of its line, or the name of a type.
    private static final Pattern COMMENT_OR_TYPE = Pattern.compile("//.*|\\b[A-Z]\\w*");

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

    /// The other exercises of its chapter whose types the reference of `exercise` names: worth
    /// knowing before one begins. Earlier chapters need not be written, their references stand in.
    ///
    /// @throws CourseException if a source cannot be read
    public static List<ExerciseInfo> below(ExerciseInfo exercise, Course course) {
        var chapter = course.chapterOf(exercise);
        var types =
                exercise.editFiles().stream()
                        .map(file -> chapter.counterpart(file, chapter.referenceSources()))
                        .flatMap(Unwritten::typesIn)
                        .collect(Collectors.toSet());
        return chapter.exercises().stream()
                .filter(other -> !other.equals(exercise))
                .filter(
                        other ->
                                other.editFiles().stream()
                                        .map(Unwritten::type)
                                        .anyMatch(types::contains))
                .filter(other -> !TodoMark.finished(other))
                .toList();
    }

    private static Stream<String> typesIn(Path file) {
        if (!Files.isRegularFile(file)) {
            return Stream.of();
        }
        try {
            return COMMENT_OR_TYPE
                    .matcher(Files.readString(file))
                    .results()
                    .map(MatchResult::group)
                    .filter(found -> !found.startsWith("//"));
        } catch (IOException e) {
            throw new CourseException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static String type(Path file) {
        return file.getFileName().toString().replace(".java", "");
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
