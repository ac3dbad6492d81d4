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
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.course.TodoMark;

/// Remembers the untouched starters in `.learn/starters`, so that an exercise can begin anew
/// without git. In a checkout, a starter that a newer course changed is remembered anew, and the
/// old one goes to `.learn/starters/old`; without git a starter that is remembered stays.
public final class Starters {
    private final Course course;
    private final Path folder;
    private final Git git;

    public Starters(Course course) {
        this.course = course;
        this.folder = course.root().resolve(".learn/starters");
        this.git = new Git(course.root());
    }

    /// Remembers what is not remembered yet: the version of the course's last commit, if it holds a
    /// `TODO` mark, else the file as it is, if that does. A folder that cannot be written is no
    /// reason to fail.
    public void remember() {
        var all = new LinkedHashMap<Path, List<String>>();
        for (var exercise : course.exercises()) {
            for (var file : exercise.editFiles()) {
                all.computeIfAbsent(file, _ -> new ArrayList<>()).add(exercise.id());
            }
        }
        var stamp = git.stamp();
        boolean moved = !stamp.isEmpty() && !stamp.equals(read(stampFile()).orElse(""));
        if (!moved && all.keySet().stream().allMatch(file -> Files.exists(copyOf(file)))) {
            return;
        }
        var committed =
                git.courseCommit("HEAD")
                        .map(commit -> git.read(commit, List.copyOf(all.keySet())))
                        .orElse(Map.of());
        all.forEach((file, ids) -> rememberOne(file, ids, committed));
        if (!stamp.isEmpty()) {
            write(stampFile(), stamp);
        }
    }

    /// The untouched content of `file`, if it is known.
    public Optional<String> of(Path file) {
        return read(copyOf(file));
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
        var known = of(file);
        var starter =
                Optional.ofNullable(committed.get(file))
                        .filter(text -> holdsMark(text, ids))
                        .or(() -> known)
                        .or(() -> Optional.of(current(file)).filter(t -> holdsMark(t, ids)));
        if (starter.isEmpty() || known.filter(k -> Lines.same(k, starter.get())).isPresent()) {
            return;
        }
        known.ifPresent(
                old ->
                        write(
                                folder.resolve("old")
                                        .resolve(Hash.of(old.getBytes(StandardCharsets.UTF_8)))
                                        .resolve(course.root().relativize(file)),
                                old));
        write(copyOf(file), starter.get());
    }

    private static void write(Path file, String text) {
        try {
            Atomic.write(file, text);
        } catch (IOException _) {
            // reset will say that it knows no starter
        }
    }

    private static Optional<String> read(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(Files.readString(file))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty(); // damaged: as good as unknown
        }
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

    private Path stampFile() {
        return folder.resolve("stamp.txt");
    }
}
