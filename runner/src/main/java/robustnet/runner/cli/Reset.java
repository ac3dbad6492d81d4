package robustnet.runner.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import robustnet.runner.course.CourseException;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.state.Keep;
import robustnet.runner.state.Kept;

/// Begins an exercise anew.
final class Reset {
    private Reset() {}

    /// Puts the starters of `exercise` back, and keeps what was there.
    ///
    /// @return what was changed; empty if the files are the starters already
    /// @throws robustnet.runner.course.CourseException if a starter is not known or a file cannot
    ///   be written; nothing was changed then
    static Optional<Kept> of(Desk desk, ExerciseInfo exercise) {
        var contents = new LinkedHashMap<Path, Optional<byte[]>>();
        for (var file : exercise.editFiles()) {
            var name = desk.course().relative(file);
            var starter =
                    desk.starters()
                            .of(file)
                            .orElseThrow(
                                    () ->
                                            new CourseException(
                                                    "No untouched copy of %s is known, so nothing was changed. With git: git restore --source=COMMIT %s"
                                                            .formatted(name, name)));
            if (desk.starters().touched(file)) {
                contents.put(file, Optional.of(starter.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return new Keep(desk.course().root()).change("reset " + exercise.id(), contents);
    }
}
