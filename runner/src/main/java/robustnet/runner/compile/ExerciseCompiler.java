package robustnet.runner.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import robustnet.runner.course.Chapter;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;

/// Compiles an exercise: its test and what the test refers to, nothing else, so that a broken file
/// of another exercise does not matter. Safe for use by several threads.
public final class ExerciseCompiler {
    private final Course course;
    private final Javac javac;
    private final EarlierChapters earlier;
    private final boolean warm;

    /// @param from where the classes of earlier chapters come from
    public ExerciseCompiler(Course course, Tools tools, EarlierChapters.From from) {
        this(course, tools, from, false);
    }

    /// @param warm whether the jars are to stay open: only the first compilation, and one that
    ///   fails, takes its time
    ExerciseCompiler(Course course, Tools tools, EarlierChapters.From from, boolean warm) {
        this.warm = warm;
        this.course = course;
        this.javac = new Javac(course, tools);
        this.earlier = new EarlierChapters(course, javac, from);
    }

    /// Compiles the test of `exercise` against `subject`.
    ///
    /// @param output where the classes go: an empty folder, or one that does not exist yet
    /// @return never null; a missing or unreadable file is a failed compilation too
    public Compilation compile(ExerciseInfo exercise, Subject subject, Path output) {
        var chapter = course.chapterOf(exercise);
        var missing = missingFiles(exercise, chapter, subject);
        if (!missing.isEmpty()) {
            return new Compilation.Failed(missing);
        }
        // Named, not just found on the source path: then a syntax error is one error without its
        // consequences.
        var files = new ArrayList<Path>();
        for (var file : exercise.editFiles()) {
            files.addAll(present(file, chapter, subject).limit(1).toList());
        }
        files.add(exercise.testFile());
        return compile(chapter, files, subject, output);
    }

    /// Compiles any files of `chapter`'s tests, such as its demo, against `subject`.
    public Compilation compile(Chapter chapter, List<Path> files, Subject subject, Path output) {
        var before = earlier.classPath(chapter);
        if (!(before instanceof Compilation.Compiled(var earlierClasses))) {
            return before;
        }
        var sourcePath = new ArrayList<>(subject.sourceRoots());
        sourcePath.add(chapter.testSources());
        if (warm && javac.compileWarm(files, sourcePath, earlierClasses, output)) {
            return compiled(chapter, subject, List.of(output), earlierClasses);
        }
        var failed = javac.compile(files, sourcePath, earlierClasses, output);
        if (!failed.isEmpty()) {
            return new Compilation.Failed(failed);
        }
        return compiled(chapter, subject, List.of(output), earlierClasses);
    }

    /// The same as [#compile(ExerciseInfo, Subject, Path)], when all but some of the sources are
    /// those of the reference, whose classes are there already: only the others are compiled.
    ///
    /// @param changed what differs from the reference, relative to the first folder of `subject`
    /// @param whole where the same exercise was compiled to, against the reference
    /// @return empty if they do not compile alone, or if what they promise has changed, so that
    ///   others would have to be compiled again
    public Optional<Compilation.Compiled> compileChanges(
            ExerciseInfo exercise, Subject subject, Set<Path> changed, Path whole, Path output) {
        var chapter = course.chapterOf(exercise);
        if (!(earlier.classPath(chapter) instanceof Compilation.Compiled(var earlierClasses))) {
            return Optional.empty();
        }
        return compileAlone(subject, changed, whole, earlierClasses, output)
                ? Optional.of(compiled(chapter, subject, List.of(output, whole), earlierClasses))
                : Optional.empty();
    }

    /// Compiles some of the sources again, and replaces their classes in a folder that holds those
    /// of all of them.
    ///
    /// @param folder where the same exercise was compiled to
    /// @param changed which sources, relative to the first folder of `subject`
    /// @param fresh an empty folder
    /// @return false where [#compileChanges] is empty; then the folder is as it was
    /// @throws IOException if classes cannot be replaced; then the folder is of no use any more
    boolean compileInto(
            Path folder, ExerciseInfo exercise, Subject subject, Set<Path> changed, Path fresh)
            throws IOException {
        var before = earlier.classPath(course.chapterOf(exercise));
        if (!(before instanceof Compilation.Compiled(var earlierClasses))
                || !compileAlone(subject, changed, folder, earlierClasses, fresh)) {
            return false;
        }
        SourcedClass.replace(folder, fresh, changed);
        return true;
    }

    private boolean compileAlone(
            Subject subject,
            Set<Path> changed,
            Path whole,
            List<Path> earlierClasses,
            Path output) {
        var files = changed.stream().map(subject.mainSources()::resolve).toList();
        var classPath = new ArrayList<>(List.of(whole));
        classPath.addAll(earlierClasses);
        return javac.compileWarm(files, List.of(), classPath, output)
                && Outline.of(output, changed).equals(Outline.of(whole, changed));
    }

    /// What the tests of `exercise` run on, when it was compiled to `output`.
    Compilation classPath(ExerciseInfo exercise, Subject subject, Path output) {
        var chapter = course.chapterOf(exercise);
        return earlier.classPath(chapter) instanceof Compilation.Compiled(var classes)
                ? compiled(chapter, subject, List.of(output), classes)
                : new Compilation.Compiled(List.of());
    }

    /// The tools come first: a learner's class cannot stand in for one of theirs.
    private Compilation.Compiled compiled(
            Chapter chapter, Subject subject, List<Path> classes, List<Path> earlierClasses) {
        var classPath = new ArrayList<>(javac.tools().classPath());
        classPath.addAll(classes);
        classPath.addAll(resources(chapter, subject));
        classPath.addAll(earlierClasses);
        return new Compilation.Compiled(classPath);
    }

    private List<Compilation.Problem> missingFiles(
            ExerciseInfo exercise, Chapter chapter, Subject subject) {
        var problems = new ArrayList<Compilation.Problem>();
        for (var file : exercise.editFiles()) {
            boolean there = present(file, chapter, subject).findAny().isPresent();
            if (!there) {
                var expected = chapter.counterpart(file, subject.mainSources());
                problems.add(
                        new Compilation.Problem(course.relative(expected), "the file is missing"));
            }
        }
        return problems;
    }

    /// The subject's versions of `file`, the one that wins first.
    private static Stream<Path> present(Path file, Chapter chapter, Subject subject) {
        return subject.sourceRoots().stream()
                .map(sources -> chapter.counterpart(file, sources))
                .filter(Files::isRegularFile);
    }

    private static List<Path> resources(Chapter chapter, Subject subject) {
        var folders = new ArrayList<Path>();
        for (var sources : subject.sourceRoots()) {
            folders.add(sources.resolveSibling("resources"));
        }
        folders.add(chapter.testSources().resolveSibling("resources"));
        return folders.stream().filter(Files::isDirectory).toList();
    }
}
