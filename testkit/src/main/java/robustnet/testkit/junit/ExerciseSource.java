package robustnet.testkit.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import robustnet.testkit.Exercise;

/// Finds the `TODO` mark of an unfinished exercise in the source files that the learner edits.
///
/// The sources are looked for in a given folder, else in the `src/main/java` beside the
/// `target/classes` that a class was loaded from.
final class ExerciseSource {
    private static final Path SOURCES = Path.of("src", "main", "java");

    private ExerciseSource() {}

    /// Where the first mark stands, as a reader should see it:
    /// `01-basics/src/main/java/…/Frames.java:31`.
    ///
    /// @param folder where the sources are, if that is known
    /// @throws IllegalStateException where a class has no source file to be found
    static Optional<String> firstMark(Exercise exercise, Optional<Path> folder) {
        var mark = Pattern.compile("TODO " + Pattern.quote(exercise.id()) + "(?!\\d)");
        return Arrays.stream(exercise.edit())
                .flatMap(type -> firstMark(fileOf(type, folder), mark).stream())
                .findFirst();
    }

    private static Optional<String> firstMark(Path file, Pattern mark) {
        try {
            var lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (mark.matcher(lines.get(i)).find()) {
                    return Optional.of(shown(file) + ":" + (i + 1));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /// The folder of the sources that the learner edits; empty if it does not hold them.
    ///
    /// @param folder where the sources are, if that is known
    static Optional<Path> folder(Exercise exercise, Optional<Path> folder) {
        return Arrays.stream(exercise.edit())
                .map(ExerciseSource::outermost)
                .findFirst()
                .flatMap(
                        type ->
                                Optional.of(folder.orElseGet(() -> folderOf(type)))
                                        .filter(in -> Files.isRegularFile(fileIn(in, type))));
    }

    private static Class<?> outermost(Class<?> type) {
        var outer = type;
        while (outer.getEnclosingClass() != null) outer = outer.getEnclosingClass();
        return outer;
    }

    private static Path fileIn(Path sources, Class<?> outer) {
        return sources.resolve(outer.getName().replace('.', '/') + ".java");
    }

    private static Path fileOf(Class<?> type, Optional<Path> folder) {
        var outer = outermost(type);
        var file = fileIn(folder.orElseGet(() -> folderOf(outer)), outer);
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException(
                    "no source of " + type.getName() + " at " + file + ": was the file moved?");
        }
        return file;
    }

    private static Path folderOf(Class<?> type) {
        try {
            var classes = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
            return classes.resolveSibling("..").resolve(SOURCES).normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// From the chapter's folder on, with slashes on every platform.
    private static String shown(Path file) {
        var path = file.toAbsolutePath();
        for (int i = path.getNameCount() - SOURCES.getNameCount(); i > 0; i--) {
            if (path.subpath(i, i + SOURCES.getNameCount()).equals(SOURCES)) {
                return path.subpath(i - 1, path.getNameCount()).toString().replace('\\', '/');
            }
        }
        return file.toString();
    }
}
