package robustnet.runner.dev;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import robustnet.runner.check.Checker;
import robustnet.runner.check.QuickCheck;
import robustnet.runner.child.Verdict;
import robustnet.runner.compile.Subject;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.course.TestInfo;
import robustnet.runner.mistake.Mistake;
import robustnet.runner.mistake.PatchedReference;

/// A mistake applies to the reference, compiles, and fails the test that it names with the text
/// that it names. Where a first look finds that, it is so; whatever else it finds is tried again
/// from nothing, compiled as a whole and in a JVM of its own.
record MistakeRule(Course course, Checker checker, QuickCheck quick) {
    private static final String NAME = "mistake";

    void check(ExerciseInfo exercise, Mistake mistake, Tally tally) throws InterruptedException {
        tally.check(NAME, course.relative(mistake.file()), problem(exercise, mistake));
    }

    private Optional<String> problem(ExerciseInfo exercise, Mistake mistake)
            throws InterruptedException {
        if (!mistake.missing().isEmpty()) {
            return Optional.of("its header lacks " + String.join(", ", mistake.missing()));
        }
        var test =
                exercise.tests().stream()
                        .filter(t -> t.shortName().equals(mistake.caughtBy()))
                        .findFirst();
        if (test.isEmpty()) {
            return Optional.of(
                    "exercise %s has no test %s".formatted(exercise.id(), mistake.caughtBy()));
        }
        try (var patched = PatchedReference.of(course.chapterOf(exercise), mistake.patch())) {
            return problem(exercise, mistake, test.get(), patched);
        } catch (IOException e) {
            return Optional.of("it does not apply: " + e.getMessage());
        }
    }

    private Optional<String> problem(
            ExerciseInfo exercise, Mistake mistake, TestInfo test, PatchedReference patched)
            throws InterruptedException {
        var subject = Subject.of("the mistake", patched.sources());
        var firstLook = quick.verdict(exercise, subject, patched.changed(), test);
        if (firstLook.filter(v -> Verdicts.caught(v) && says(v, mistake)).isPresent()) {
            return Optional.empty();
        }
        var result = checker.check(exercise, subject, List.of(test), 1).getFirst();
        if (!Verdicts.notRun(result).isEmpty()) {
            return Optional.of(Verdicts.notRun(result));
        }
        var verdict = Verdicts.tests(result).getFirst().verdict();
        var text = Verdicts.text(verdict);
        if (!Verdicts.caught(verdict)) {
            return Optional.of("%s does not catch it: %s".formatted(mistake.caughtBy(), text));
        }
        if (!says(verdict, mistake)) {
            return Optional.of(
                    "%s catches it, but without saying \"%s\". It says:\n%s"
                            .formatted(mistake.caughtBy(), mistake.says(), text));
        }
        return Optional.empty();
    }

    private static boolean says(Verdict verdict, Mistake mistake) {
        return Verdicts.text(verdict).contains(mistake.says());
    }
}
