package robustnet.runner.dev;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import robustnet.runner.compile.Folders;
import robustnet.runner.course.Catalogue;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.mistake.Mistake;
import robustnet.runner.mistake.PatchedReference;
import robustnet.runner.terminal.Launcher;

/// A copy of the course in a temporary folder, with a `learn` that starts this very runner. Deleted
/// by [#close].
public final class ScratchCourse implements AutoCloseable {
    private static final Set<String> LEFT_OUT =
            Set.of("target", ".git", ".learn", "runner", "testkit", "benchmarks");

    private final Path folder;
    private final Course course;

    private ScratchCourse(Path folder, Course course) {
        this.folder = folder;
        this.course = course;
    }

    /// @throws IOException if it cannot be copied; nothing is left behind then
    public static ScratchCourse of(Course original) throws IOException {
        // Short: tmux's socket lies in it.
        var folder = Files.createTempDirectory("rn");
        try {
            var root = Files.createDirectories(folder.resolve("course"));
            copy(original.root(), root);
            Launcher.write(root);
            keepWarm(original.root(), root);
            return new ScratchCourse(folder, Catalogue.read(root));
        } catch (IOException | RuntimeException e) {
            Folders.delete(folder);
            throw e;
        }
    }

    public Path root() {
        return course.root();
    }

    Course course() {
        return course;
    }

    /// A place for the terminal's socket.
    Path socket() {
        return folder.resolve("tmux");
    }

    /// Puts the reference in the place of an exercise's starter.
    void solve(ExerciseInfo exercise) throws IOException {
        put(exercise, course.chapterOf(exercise).referenceSources());
    }

    /// Puts the reference with one of its mistakes in the place of an exercise's starter.
    ///
    /// @param name of the mistake: `trusts-one-read`
    void mistake(ExerciseInfo exercise, String name) throws IOException {
        var chapter = course.chapterOf(exercise);
        var file = chapter.mistakes().resolve(exercise.id() + "-" + name + ".patch");
        var mistake = Mistake.read(file);
        try (var patched = PatchedReference.of(chapter, mistake.patch())) {
            put(exercise, patched.sources());
        }
    }

    private void put(ExerciseInfo exercise, Path sources) throws IOException {
        for (var file : exercise.editFiles()) {
            var chapter = course.chapterOf(exercise);
            Files.writeString(file, Files.readString(chapter.counterpart(file, sources)));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes a)
                            throws IOException {
                        if (LEFT_OUT.contains(String.valueOf(path.getFileName()))) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        Files.createDirectories(to.resolve(from.relativize(path).toString()));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path path, BasicFileAttributes a)
                            throws IOException {
                        if (a.isRegularFile()) {
                            Files.copy(path, to.resolve(from.relativize(path).toString()));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /// The tests' JVMs start as fast as in the course itself.
    private static void keepWarm(Path from, Path to) throws IOException {
        var cache = Path.of(".learn", "child.aot");
        if (Files.exists(from.resolve(cache))) {
            Files.createDirectories(to.resolve(".learn"));
            Files.copy(from.resolve(cache), to.resolve(cache));
        }
    }

    @Override
    public void close() {
        Folders.delete(folder);
    }
}
