package robustnet.runner.dev;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import robustnet.runner.course.Course;
import robustnet.runner.course.CourseException;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.diagnosis.Signature;
import robustnet.runner.diagnosis.SignatureFile;
import robustnet.runner.mistake.Mistake;

/// Writes down how mistakes fail their exercises' tests.
///
/// @param repeat how often each is run, at least 1
/// @param add whether what was written down before counts as well
record Recording(Course course, MistakeRun run, int repeat, boolean add) {
    /// @throws CourseException if it does not apply, does not compile, or fails no test
    Signature of(ExerciseInfo exercise, Mistake mistake) throws InterruptedException {
        var signature = add ? before(exercise, mistake) : Optional.<Signature>empty();
        for (int i = 0; i < repeat; i++) {
            var seen = Signature.of(exercise, mistake, run.quickly(exercise, mistake));
            signature = Optional.of(signature.map(s -> s.and(seen)).orElse(seen));
        }
        return signature.orElseThrow();
    }

    /// What is known of a mistake, if neither it nor the exercise's tests have changed since.
    private Optional<Signature> before(ExerciseInfo exercise, Mistake mistake) {
        var file = SignatureFile.read(course.chapterOf(exercise));
        return file.signature(exercise, mistake).filter(_ -> file.hasTestsOf(exercise));
    }

    /// What to type so that an exercise's mistakes are recorded.
    static String how(ExerciseInfo exercise) {
        return "./learn dev diagnose --record " + exercise.id();
    }

    /// Writes the signatures of an exercise's mistakes in place of those that are there.
    ///
    /// @throws CourseException if the file cannot be written
    void write(ExerciseInfo exercise, List<Signature> signatures) {
        var chapter = course.chapterOf(exercise);
        var file = SignatureFile.of(chapter);
        try {
            SignatureFile.read(chapter).with(exercise, signatures).write(file);
        } catch (IOException e) {
            throw new CourseException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
