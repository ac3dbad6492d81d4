package robustnet.runner.dev;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import robustnet.runner.check.Checker;
import robustnet.runner.check.QuickCheck;
import robustnet.runner.child.TestResult;
import robustnet.runner.compile.Subject;
import robustnet.runner.course.Course;
import robustnet.runner.course.CourseException;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.mistake.Mistake;
import robustnet.runner.mistake.PatchedReference;

/// Runs all tests of an exercise on a mistake, until one of them fails: a race is not lost every
/// time. Safe for use by several threads.
record MistakeRun(Course course, Checker checker, QuickCheck quick) {
    private static final int TRIES = 10;

    /// In a JVM that may have served other mistakes, where that can be.
    ///
    /// @throws CourseException if the mistake does not apply, does not compile, or fails no test
    List<TestResult> quickly(ExerciseInfo exercise, Mistake mistake) throws InterruptedException {
        Optional<List<TestResult>> results;
        try (var patched = patched(exercise, mistake)) {
            var subject = Subject.of("the mistake", patched.sources());
            results = quick.results(exercise, subject, patched.changed(), exercise.tests());
        }
        return results.filter(MistakeRun::oneFails).isPresent()
                ? results.get()
                : alone(exercise, mistake);
    }

    /// In a JVM of its own, as a learner's code is checked.
    ///
    /// @throws CourseException if the mistake does not apply, does not compile, or fails no test in
    ///   several runs
    List<TestResult> alone(ExerciseInfo exercise, Mistake mistake) throws InterruptedException {
        try (var patched = patched(exercise, mistake)) {
            var subject = Subject.of("the mistake", patched.sources());
            for (int i = 0; i < TRIES; i++) {
                var result = checker.check(exercise, subject);
                if (!Verdicts.notRun(result).isEmpty()) {
                    throw new CourseException(mistake.name() + ": " + Verdicts.notRun(result));
                }
                if (oneFails(Verdicts.tests(result))) {
                    return Verdicts.tests(result);
                }
            }
        }
        throw new CourseException(
                "%s fails no test in %d runs of all tests of %s"
                        .formatted(mistake.name(), TRIES, exercise.id()));
    }

    private PatchedReference patched(ExerciseInfo exercise, Mistake mistake) {
        try {
            return PatchedReference.of(course.chapterOf(exercise), mistake.patch());
        } catch (IOException e) {
            throw new CourseException(mistake.name() + " does not apply: " + e.getMessage(), e);
        }
    }

    private static boolean oneFails(List<TestResult> results) {
        return results.stream().anyMatch(r -> Verdicts.caught(r.verdict()));
    }
}
