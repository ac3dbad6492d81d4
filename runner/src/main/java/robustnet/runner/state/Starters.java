package robustnet.runner.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import robustnet.runner.course.Course;
import robustnet.runner.course.CourseException;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.course.TodoMark;

/// Remembers the untouched starters in `.learn/starters`, so that an exercise can begin anew
/// without git. A starter that is remembered is never overwritten.
public final class Starters {
    private final Course course;
    private final Path folder;

    public Starters(Course course) {
        this.course = course;
        this.folder = course.root().resolve(".learn/starters");
    }

    /// Remembers what is not remembered yet: the version that was committed last, if it still holds
    /// a `TODO` mark, else the file as it is, if that does. A folder that cannot be written is no
    /// reason to fail.
    public void remember() {
        var missing = new LinkedHashMap<Path, List<String>>();
        for (var exercise : course.exercises()) {
            for (var file : exercise.editFiles()) {
                if (!Files.exists(copyOf(file))) {
                    missing.computeIfAbsent(file, _ -> new ArrayList<>()).add(exercise.id());
                }
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        var committed = GitHead.read(course.root(), List.copyOf(missing.keySet()));
        missing.forEach((file, ids) -> rememberOne(file, ids, committed));
    }

    /// The untouched content of `file`, if it is known.
    public Optional<String> of(Path file) {
        try {
            return Files.isRegularFile(copyOf(file))
                    ? Optional.of(Files.readString(copyOf(file)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new CourseException("Cannot read " + copyOf(file) + ": " + e.getMessage(), e);
        }
    }

    /// Whether the learner has changed a file of `exercise`.
    public boolean touched(ExerciseInfo exercise) {
        return exercise.editFiles().stream().anyMatch(this::touched);
    }

    /// Whether `file` is not what its starter is; line ends do not count. A file whose starter is
    /// not known is not touched.
    public boolean touched(Path file) {
        return of(file).filter(starter -> !Lines.same(starter, current(file))).isPresent();
    }

    private void rememberOne(Path file, List<String> ids, Map<Path, String> committed) {
        Optional.ofNullable(committed.get(file))
                .filter(text -> holdsMark(text, ids))
                .or(() -> Optional.of(current(file)).filter(text -> holdsMark(text, ids)))
                .ifPresent(
                        text -> {
                            try {
                                Atomic.write(copyOf(file), text);
                            } catch (IOException _) {
                                // reset will say that it knows no starter
                            }
                        });
    }

    private static boolean holdsMark(String text, List<String> ids) {
        return ids.stream().anyMatch(id -> TodoMark.isIn(text, id));
    }

    private static String current(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException _) {
            return "";
        }
    }

    private Path copyOf(Path file) {
        return folder.resolve(course.root().relativize(file));
    }
}
