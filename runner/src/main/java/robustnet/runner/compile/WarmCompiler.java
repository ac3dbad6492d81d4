package robustnet.runner.compile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;

/// Compiles the learner's version of one exercise again and again. It keeps the classes of the last
/// time that all went well, and compiles only the sources that have changed since; the whole where
/// there is any doubt whether that comes to the same.
///
/// Safe for use by several threads, one after the other. A thread that is interrupted meanwhile
/// closes the jars under the compiler: leave it in peace.
public final class WarmCompiler implements AutoCloseable {
    /// What nobody has touched for longer may be deleted by another runner, see [Folders#fresh].
    private static final Duration KEPT = Duration.ofMinutes(45);

    private final Course course;
    private final ExerciseCompiler compiler;
    private Optional<Path> folder = Optional.empty();
    private Optional<Last> last = Optional.empty();

    /// The compilation whose classes are in the folder.
    ///
    /// @param sources as they were then
    /// @param compiled those of them that have classes
    private record Last(
            ExerciseInfo exercise,
            Subject subject,
            ChapterSources sources,
            Set<Path> compiled,
            Compilation.Compiled result) {
        Last with(ChapterSources now) {
            return new Last(exercise, subject, now, compiled, result);
        }
    }

    public WarmCompiler(Course course, Tools tools, EarlierChapters.From earlier) {
        this.course = course;
        this.compiler = new ExerciseCompiler(course, tools, earlier, true);
    }

    /// Compiles the test of `exercise` against the learner's code.
    ///
    /// @return what [ExerciseCompiler#compile(ExerciseInfo, Subject, Path)] returns; the classes
    ///   stay until the next call
    /// @throws IOException if there is no place for the classes
    public synchronized Compilation compile(ExerciseInfo exercise) throws IOException {
        var now = ChapterSources.read(course.chapterOf(exercise));
        var done = now.filter(sources -> compileChanges(exercise, sources)).flatMap(_ -> last);
        Compilation result = done.isPresent() ? done.get().result() : compileWhole(exercise, now);
        forgetUnless(now);
        return result;
    }

    /// Saved while it was compiled: nobody knows which version was read.
    private void forgetUnless(Optional<ChapterSources> same) {
        if (!same.flatMap(then -> ChapterSources.read(then.chapter())).equals(same)) {
            last = Optional.empty();
        }
    }

    /// Compiles `exercise`, and what the learner edits in it once more, so that all that the next
    /// time takes is loaded.
    ///
    /// @throws IOException if there is no place for the classes
    public synchronized void rehearse(ExerciseInfo exercise) throws IOException {
        compile(exercise);
        if (last.isPresent() && last.get().exercise().equals(exercise)) {
            var edited = new HashSet<>(exercise.editFiles());
            edited.retainAll(last.get().compiled());
            var then = last.get().sources();
            replace(last.get(), edited);
            forgetUnless(Optional.of(then));
        }
    }

    /// Whether the folder holds the classes of `now` after this: whether it is certain that those
    /// of the last time will do, but for some.
    private boolean compileChanges(ExerciseInfo exercise, ChapterSources now) {
        if (last.isEmpty() || !isThere(folder.orElseThrow())) {
            return false;
        }
        var then = last.get();
        if (!then.exercise().equals(exercise)
                || !then.sources().hasSameFiles(now)
                || !compiler.classPath(exercise, then.subject(), folder.get())
                        .equals(then.result())) {
            return false;
        }
        var changed = now.changed(then.compiled(), then.sources());
        if (!changed.stream().allMatch(f -> f.startsWith(then.subject().mainSources()))
                || changed.stream().anyMatch(f -> namesOthers(f, then, now))
                || !replace(then, changed)) {
            return false;
        }
        last = Optional.of(then.with(now));
        return true;
    }

    /// Whether `file` names a source that has no classes, and did not before: the compiler might
    /// have to read it. Or names one no more that has some: nobody might need them now.
    private static boolean namesOthers(Path file, Last then, ChapterSources now) {
        var before = then.sources().words(file);
        var after = now.words(file);
        return now.files().stream()
                .anyMatch(
                        source -> {
                            var name = source.getFileName().toString().replace(".java", "");
                            boolean has = then.compiled().contains(source);
                            return before.contains(name) == has && after.contains(name) != has;
                        });
    }

    private boolean replace(Last then, Set<Path> changed) {
        if (changed.isEmpty()) {
            return true;
        }
        var relative =
                changed.stream()
                        .map(then.subject().mainSources()::relativize)
                        .collect(Collectors.toSet());
        try {
            var fresh = freshFolder(then.exercise());
            try {
                return compiler.compileInto(
                        folder.orElseThrow(), then.exercise(), then.subject(), relative, fresh);
            } finally {
                Folders.delete(fresh);
            }
        } catch (IOException | UncheckedIOException _) {
            last = Optional.empty();
            return false;
        }
    }

    private Compilation compileWhole(ExerciseInfo exercise, Optional<ChapterSources> sources)
            throws IOException {
        var fresh = freshFolder(exercise);
        var subject = Subject.learner(course.chapterOf(exercise));
        var result = compiler.compile(exercise, subject, fresh);
        if (result instanceof Compilation.Compiled compiled) {
            folder.ifPresent(Folders::delete);
            folder = Optional.of(fresh);
            last = sources.map(s -> new Last(exercise, subject, s, s.compiledTo(fresh), compiled));
        } else {
            Folders.delete(fresh);
        }
        return result;
    }

    /// Whether the folder is there and will be: nobody deletes it before its time.
    private static boolean isThere(Path folder) {
        try {
            var now = Instant.now();
            var touched = Files.getLastModifiedTime(folder).toInstant();
            Files.setLastModifiedTime(folder, FileTime.from(now));
            return touched.isAfter(now.minus(KEPT));
        } catch (IOException _) {
            return false;
        }
    }

    private Path freshFolder(ExerciseInfo exercise) throws IOException {
        return Folders.fresh(course.root(), exercise.id() + "-");
    }

    /// Deletes the classes.
    @Override
    public synchronized void close() {
        last = Optional.empty();
        folder.ifPresent(Folders::delete);
        folder = Optional.empty();
    }
}
