package robustnet.runner.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.child.Failures;
import robustnet.runner.child.RunResult;
import robustnet.runner.child.TestResult;
import robustnet.runner.child.Verdict;
import robustnet.runner.course.Chapter;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.course.TestInfo;

/// Two chapters: 1.1 One and 1.2 Two, 2.1 Three. None of their sources says anything.
final class Tiny {
    private Tiny() {}

    static Course course(Path root) {
        return new Course(
                root,
                List.of(
                        chapter(
                                root,
                                "01",
                                exercise(root, "01", "1.1", "One"),
                                exercise(root, "01", "1.2", "Two")),
                        chapter(root, "02", exercise(root, "02", "2.1", "Three"))));
    }

    private static Chapter chapter(Path root, String number, ExerciseInfo... exercises) {
        return new Chapter(
                number, "tiny", root.resolve(number + "-tiny"), "tiny", List.of(exercises));
    }

    private static ExerciseInfo exercise(Path root, String chapter, String id, String name) {
        var folder = root.resolve(chapter + "-tiny/src");
        return new ExerciseInfo(
                id,
                name,
                2,
                5,
                false,
                "tiny." + name + "Test",
                folder.resolve("test/java/tiny/" + name + "Test.java"),
                List.of(folder.resolve("main/java/tiny/" + name + ".java")),
                IntStream.rangeClosed(1, 3).mapToObj(i -> test(name, i)).toList());
    }

    private static TestInfo test(String name, int number) {
        return new TestInfo(
                "tiny." + name + "Test",
                "test" + number,
                "test %d of %s holds (B%d)".formatted(number, name, number),
                1,
                Duration.ofSeconds(5));
    }

    /// The exercise with its first tests passed and the rest failed.
    static ExerciseResult result(ExerciseInfo exercise, int passed) {
        return result(exercise, passed, "two bytes came");
    }

    static ExerciseResult result(ExerciseInfo exercise, int passed, String message) {
        var tests =
                IntStream.range(0, exercise.tests().size())
                        .mapToObj(
                                i ->
                                        new TestResult(
                                                exercise.tests().get(i),
                                                i < passed
                                                        ? new Verdict.Passed()
                                                        : new Verdict.Failed(
                                                                Failures.assertion(message)),
                                                Duration.ofMillis(70)))
                        .toList();
        return new ExerciseResult.Ran(
                exercise, new RunResult(tests, "", 0, Duration.ofMillis(300)));
    }

    /// The exercise with all tests stopped at its stub.
    static ExerciseResult untouched(ExerciseInfo exercise) {
        var stub =
                new Verdict.Failed(
                        Failures.failure(
                                "java.lang.UnsupportedOperationException",
                                "TODO " + exercise.id()));
        var tests =
                exercise.tests().stream()
                        .map(test -> new TestResult(test, stub, Duration.ofMillis(1)))
                        .toList();
        return new ExerciseResult.Ran(
                exercise, new RunResult(tests, "", 0, Duration.ofMillis(300)));
    }

    /// Writes the sources of all exercises.
    static void write(Course course) {
        course.exercises()
                .forEach(e -> save(e.editFiles().getFirst(), "class " + e.title() + " {}"));
    }

    static void save(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
