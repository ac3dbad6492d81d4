package robustnet.runner.course;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The whole course, as it was when it was read.
///
/// @param root its folder, absolute
/// @param chapters in the order of their numbers
public record Course(Path root, List<Chapter> chapters) {
    public Course {
        chapters = List.copyOf(chapters);
    }

    /// All exercises, in order.
    public List<ExerciseInfo> exercises() {
        return chapters.stream().flatMap(c -> c.exercises().stream()).toList();
    }

    public Optional<ExerciseInfo> exercise(String id) {
        return exercises().stream().filter(e -> e.id().equals(id)).findFirst();
    }

    /// The chapter of an exercise of this course.
    public Chapter chapterOf(ExerciseInfo exercise) {
        return chapters.stream()
                .filter(c -> c.exercises().contains(exercise))
                .findFirst()
                .orElseThrow();
    }

    /// The chapters before `chapter`, in order.
    public List<Chapter> before(Chapter chapter) {
        return chapters.stream().filter(c -> c.number().compareTo(chapter.number()) < 0).toList();
    }

    /// The chapter named `1`, `01`, `basics` or `01-basics`.
    ///
    /// @throws CourseException if there is none
    public Chapter chapter(String what) {
        return findChapter(what).orElseThrow(() -> unknown(what));
    }

    /// The exercises meant by `1.4`, `01`, `1`, `01-basics` or `all`.
    ///
    /// @return in order; empty for a chapter without exercises
    /// @throws CourseException if nothing has that name; the message names the nearest
    public List<ExerciseInfo> select(String what) {
        if (what.equals("all")) {
            return exercises();
        }
        return exercise(what)
                .map(List::of)
                .or(() -> findChapter(what).map(Chapter::exercises))
                .orElseThrow(() -> unknown(what));
    }

    /// The exercises meant by any of `what`, each once.
    ///
    /// @throws CourseException if one of them names nothing
    public List<ExerciseInfo> select(List<String> what) {
        return what.stream().flatMap(w -> select(w).stream()).distinct().toList();
    }

    /// The exercise `id`.
    ///
    /// @throws CourseException if there is none; the message names the nearest
    public ExerciseInfo require(String id) {
        return exercise(id).orElseThrow(() -> unknown(id));
    }

    /// `file` as a learner types it: relative to the course's folder, with slashes.
    public String relative(Path file) {
        var absolute = file.toAbsolutePath().normalize();
        var shown = absolute.startsWith(root) ? root.relativize(absolute) : absolute;
        return shown.toString().replace('\\', '/');
    }

    private Optional<Chapter> findChapter(String what) {
        return chapters.stream()
                .filter(
                        c ->
                                Stream.of(c.number(), c.name(), c.folderName())
                                                .anyMatch(what::equals)
                                        || c.number().equals("0" + what))
                .findFirst();
    }

    private CourseException unknown(String what) {
        return new CourseException(
                "There is no exercise or chapter \"%s\"%s ./learn list shows all of them."
                        .formatted(what, Nearest.to(what, this)));
    }
}
