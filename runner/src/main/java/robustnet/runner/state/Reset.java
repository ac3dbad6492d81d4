package robustnet.runner.state;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import robustnet.runner.course.Course;
import robustnet.runner.course.CourseException;
import robustnet.runner.course.ExerciseInfo;

/// Begins an exercise anew.
public final class Reset {
    private Reset() {}

    /// Puts the starters of `exercise` back, and keeps what was there.
    ///
    /// @return what was changed; empty if the files are the starters already
    /// @throws CourseException if a starter is not known or a file cannot be written; nothing was
    ///   changed then
    public static Optional<Kept> of(Course course, Starters starters, ExerciseInfo exercise) {
        var contents = new LinkedHashMap<Path, Optional<byte[]>>();
        for (var file : exercise.editFiles()) {
            var name = course.relative(file);
            var starter =
                    starters.of(file)
                            .orElseThrow(
                                    () ->
                                            new CourseException(
                                                    "No untouched copy of %s is known, so nothing was changed. With git: git restore --source=COMMIT %s"
                                                            .formatted(name, name)));
            if (starters.touched(file)) {
                contents.put(file, Optional.of(starter.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return new Keep(course.root()).change("reset " + exercise.id(), contents);
    }
}
