package robustnet.runner.course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds the exercises that another one of their chapter is built on: those whose types its
/// reference names, itself or through classes that belong to no exercise. Earlier chapters are
/// none: where they are not written, their references stand in.
public final class Prerequisites {
    /// A comment to the end of its line, or the name of a type.
    private static final Pattern COMMENT_OR_TYPE = Pattern.compile("//.*|\\b[A-Z]\\w*");

    private final Chapter chapter;
    private final Map<Path, ExerciseInfo> owners = new HashMap<>();

    private Prerequisites(Chapter chapter) {
        this.chapter = chapter;
        for (var exercise : chapter.exercises()) {
            references(exercise).forEach(file -> owners.put(file, exercise));
        }
    }

    /// Those that are not written yet, in their order: worth knowing before one begins.
    ///
    /// @throws CourseException if a source cannot be read
    public static List<ExerciseInfo> unwritten(ExerciseInfo exercise, Course course) {
        var chapter = course.chapterOf(exercise);
        var found = new Prerequisites(chapter).of(exercise);
        return chapter.exercises().stream()
                .filter(found::contains)
                .filter(other -> !TodoMark.finished(other))
                .toList();
    }

    private Set<ExerciseInfo> of(ExerciseInfo exercise) {
        var found = new HashSet<ExerciseInfo>();
        var seen = new HashSet<Path>();
        var open = new ArrayDeque<>(references(exercise).toList());
        while (!open.isEmpty()) {
            var file = open.remove();
            var owner = owners.getOrDefault(file, exercise);
            if (!owner.equals(exercise)) {
                found.add(owner);
            } else if (seen.add(file) && Files.isRegularFile(file)) {
                types(file).map(type -> file.resolveSibling(type + ".java")).forEach(open::add);
            }
        }
        return found;
    }

    private Stream<Path> references(ExerciseInfo exercise) {
        return exercise.editFiles().stream()
                .map(file -> chapter.counterpart(file, chapter.referenceSources()));
    }

    /// The names in a source that begin as those of types do.
    private static Stream<String> types(Path file) {
        try {
            return COMMENT_OR_TYPE
                    .matcher(Files.readString(file))
                    .results()
                    .map(MatchResult::group)
                    .filter(found -> !found.startsWith("//"));
        } catch (IOException e) {
            throw new CourseException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
