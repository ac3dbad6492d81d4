package robustnet.runner.watch;

import java.nio.file.Files;
import java.util.Optional;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;

/// Files that somebody has deleted.
final class Missing {
    private Missing() {}

    /// What to say of the first file of an exercise that is not there; empty if all are.
    static Optional<String> of(ExerciseInfo exercise, Course course) {
        return exercise.editFiles().stream()
                .filter(file -> !Files.isRegularFile(file))
                .findFirst()
                .map(course::relative)
                .map(it -> it + " is missing: save it again, or press r for the starter.");
    }
}
