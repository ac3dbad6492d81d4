package robustnet.runner.course;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads the course from its folder: chapters are the folders `NN-name`, exercises are declared by
/// `@Exercise` on the test classes. Sources are parsed only when one of them changed since the last
/// time.
public final class Catalogue {
    private static final Pattern CHAPTER = Pattern.compile("(\\d\\d)-([a-z0-9-]+)");

    private Catalogue() {}

    /// The course in `root`.
    ///
    /// @throws CourseException if a declaration is malformed (the message has file and line) or a
    ///   folder cannot be read
    public static Course read(Path root) {
        try {
            return readFolders(root.toAbsolutePath().normalize());
        } catch (IOException | UncheckedIOException e) {
            throw new CourseException(
                    "Cannot read the course in " + root + ": " + e.getMessage(), e);
        }
    }

    private static Course readFolders(Path root) throws IOException {
        var cache = new CatalogueCache(root);
        var testFiles = new ArrayList<Path>();
        for (var folder : chapterFolders(root)) {
            testFiles.addAll(sources(folder.resolve("src/test/java"), "Test.java"));
        }
        var key = cache.keyOf(testFiles);
        var exercises = cache.load(key);
        if (exercises.isEmpty()) {
            exercises = Optional.of(parse(root, testFiles));
            cache.store(key, exercises.get());
        }
        var chapters = new ArrayList<Chapter>();
        for (var folder : chapterFolders(root)) {
            chapters.add(chapter(folder, exercises.get()));
        }
        return new Course(root, chapters);
    }

    private static Chapter chapter(Path folder, List<ExerciseInfo> exercises) throws IOException {
        var name = CHAPTER.matcher(folder.getFileName().toString());
        name.matches();
        var own =
                exercises.stream()
                        .filter(e -> e.testFile().startsWith(folder))
                        .sorted(Comparator.comparingInt(e -> numberInChapter(e.id())))
                        .toList();
        return new Chapter(name.group(1), name.group(2), folder, packageOf(folder), own);
    }

    private static List<ExerciseInfo> parse(Path root, List<Path> testFiles) throws IOException {
        var declaring = new ArrayList<Path>();
        for (var file : testFiles) {
            var text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            if (text.contains("@Exercise")) {
                declaring.add(file);
            }
        }
        var exercises = TestFileParser.parse(root, declaring);
        var seen = new HashMap<String, ExerciseInfo>();
        for (var exercise : exercises) {
            var other = seen.put(exercise.id(), exercise);
            if (other != null) {
                throw new CourseException(
                        "Exercise %s is declared twice: in %s and in %s."
                                .formatted(
                                        exercise.id(),
                                        root.relativize(other.testFile()),
                                        root.relativize(exercise.testFile())));
            }
        }
        return exercises;
    }

    private static List<Path> chapterFolders(Path root) throws IOException {
        try (var children = Files.list(root)) {
            return children.filter(Files::isDirectory)
                    .filter(f -> CHAPTER.matcher(f.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> sources(Path folder, String suffix) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.getFileName().toString().endsWith(suffix)).sorted().toList();
        }
    }

    /// The shallowest package with a source in it.
    private static String packageOf(Path chapter) throws IOException {
        var main = chapter.resolve("src/main/java");
        return sources(main, ".java").stream()
                .map(file -> main.relativize(file.getParent()).toString())
                .min(Comparator.comparingInt(String::length))
                .map(path -> path.replace('/', '.').replace('\\', '.'))
                .orElse("");
    }

    private static int numberInChapter(String id) {
        return Integer.parseInt(id.substring(id.indexOf('.') + 1));
    }
}
