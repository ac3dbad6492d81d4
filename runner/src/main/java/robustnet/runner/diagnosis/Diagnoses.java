package robustnet.runner.diagnosis;

import java.util.List;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.course.Course;

/// Compares failures with those of the course's catalogue of mistakes.
public final class Diagnoses {
    private Diagnoses() {}

    /// For the mistakes of `course`.
    public static Diagnoses of(Course course) {
        return new Diagnoses();
    }

    /// The mistakes that `result` looks like: none on a pass, several only if they cannot be told
    /// apart.
    public List<Diagnosis> of(ExerciseResult result) {
        return List.of();
    }
}
