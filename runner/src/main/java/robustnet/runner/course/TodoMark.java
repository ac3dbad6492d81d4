package robustnet.runner.course;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A place in a file that still says `TODO 1.4`.
///
/// @param file where
/// @param line from 1
/// @param text the rest of what it says: `read one frame`; may be empty
public record TodoMark(Path file, int line, String text) {
    /// The marks of the exercise `id` in `files`, in order. A file that is missing has none.
    ///
    /// @throws CourseException if a file cannot be read
    public static List<TodoMark> find(String id, List<Path> files) {
        var mark = pattern(id);
        var found = new ArrayList<TodoMark>();
        for (var file : files) {
            var lines = read(file).split("\n", -1);
            for (int i = 0; i < lines.length; i++) {
                var match = mark.matcher(lines[i]);
                if (match.find()) {
                    found.add(new TodoMark(file, i + 1, match.group(1).strip()));
                }
            }
        }
        return List.copyOf(found);
    }

    /// Whether `text` holds a mark of the exercise `id`.
    public static boolean isIn(String text, String id) {
        return pattern(id).matcher(text).find();
    }

    private static Pattern pattern(String id) {
        // TODO 1.1 is not TODO 1.10
        return Pattern.compile("TODO " + Pattern.quote(id) + "(?!\\d)[:\\s]*([^\"\\n]*)");
    }

    /// Whether the learner has finished `exercise`: every file is there and none holds the mark. It
    /// says nothing about whether the tests pass.
    public static boolean finished(ExerciseInfo exercise) {
        return exercise.editFiles().stream().allMatch(Files::isRegularFile)
                && find(exercise.id(), exercise.editFiles()).isEmpty();
    }

    /// Bytes that are not UTF-8 are replaced: the compiler is who complains of them.
    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException _) {
            return "";
        } catch (IOException e) {
            throw new CourseException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
