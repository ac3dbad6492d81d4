package robustnet.runner.diagnosis;

import static java.util.Comparator.naturalOrder;
import static robustnet.runner.diagnosis.Fit.NONE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.course.Chapter;
import robustnet.runner.course.Course;
import robustnet.runner.mistake.Mistake;

/// Compares failures with those of the course's catalogue of mistakes.
public final class Diagnoses {
    /// More would be no help.
    private static final int MOST = 2;

    private final Course course;

    private Diagnoses(Course course) {
        this.course = course;
    }

    /// For the mistakes of `course`. Nothing is read before it is needed.
    public static Diagnoses of(Course course) {
        return new Diagnoses(course);
    }

    /// The mistakes that `result` looks like: none on a pass, several only if they fit exactly and
    /// cannot be told apart, and never more than two. What cannot be read is not there: nobody's
    /// check fails for it.
    public List<Diagnosis> of(ExerciseResult result) {
        var chapter = course.chapterOf(result.exercise());
        return likeliest(result).stream()
                .limit(MOST)
                .flatMap(mistake -> told(mistake, chapter))
                .toList();
    }

    /// The names of all mistakes that fit `result` best, such as `1.4-trusts-one-read`.
    public List<String> likeliest(ExerciseResult result) {
        if (result.passed() || !(result instanceof ExerciseResult.Ran(var exercise, var run))) {
            return List.of();
        }
        var symptoms = Symptoms.of(exercise, run.tests());
        if (symptoms.failures().isEmpty()) {
            return List.of();
        }
        try {
            var file = SignatureFile.read(SignatureFile.of(course.chapterOf(exercise)));
            return likeliest(file.signatures(exercise.id()), symptoms);
        } catch (IOException | UncheckedIOException _) {
            return List.of();
        }
    }

    static List<String> likeliest(List<Signature> signatures, Symptoms symptoms) {
        var best = signatures.stream().map(s -> s.fit(symptoms)).max(naturalOrder()).orElse(NONE);
        var likeliest =
                signatures.stream()
                        .filter(s -> s.fit(symptoms).equals(best))
                        .map(Signature::mistake)
                        .toList();
        return switch (best.how()) {
            case NOT -> List.of();
            case NEARLY -> likeliest.size() == 1 ? likeliest : List.of();
            case EXACTLY -> likeliest;
        };
    }

    private Stream<Diagnosis> told(String name, Chapter chapter) {
        var file = chapter.mistakes().resolve(name + ".patch");
        if (!Files.isRegularFile(file)) {
            return Stream.of();
        }
        var mistake = Mistake.read(file);
        return Stream.of(
                new Diagnosis(
                        mistake.words(),
                        mistake.belief(),
                        new PitfallLink(course, chapter).to(mistake.pitfalls())));
    }
}
