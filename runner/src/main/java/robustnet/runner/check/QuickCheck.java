package robustnet.runner.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import robustnet.runner.child.SharedRuns;
import robustnet.runner.child.TestRequest;
import robustnet.runner.child.TestResult;
import robustnet.runner.child.Verdict;
import robustnet.runner.compile.Compilation;
import robustnet.runner.compile.ExerciseCompiler;
import robustnet.runner.compile.Folders;
import robustnet.runner.compile.Subject;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.course.TestInfo;

/// A first look at variants of the references: compiles only what differs from the reference, and
/// runs tests in JVMs that served others before. What it says may be believed where it is what was
/// expected; else ask the [Checker], which starts from nothing. Safe for use by several threads.
public final class QuickCheck implements AutoCloseable {
    private final Course course;
    private final ExerciseCompiler compiler;
    private final SharedRuns runs;
    private final Map<String, String> properties;
    private final Map<String, Optional<Path>> references = new ConcurrentHashMap<>();

    QuickCheck(
            Course course,
            ExerciseCompiler compiler,
            SharedRuns runs,
            Map<String, String> properties) {
        this.course = course;
        this.compiler = compiler;
        this.runs = runs;
        this.properties = properties;
    }

    /// What `test` says of a variant of the reference.
    ///
    /// @param variant its first folder holds all sources
    /// @param changed which of them differ from the reference's, relative to that folder
    /// @return empty where there is no saying without compiling the whole, or the JVM died
    /// @throws InterruptedException if interrupted; nothing is left running
    public Optional<Verdict> verdict(
            ExerciseInfo exercise, Subject variant, Set<Path> changed, TestInfo test)
            throws InterruptedException {
        return results(exercise, variant, changed, List.of(test))
                .map(results -> results.getFirst().verdict());
    }

    /// What `tests` say of a variant of the reference: they run in one JVM, one after the other.
    ///
    /// @param variant its first folder holds all sources
    /// @param changed which of them differ from the reference's, relative to that folder
    /// @return one for each test; empty where there is no saying without compiling the whole, or
    ///   the JVM died
    /// @throws InterruptedException if interrupted; nothing is left running
    public Optional<List<TestResult>> results(
            ExerciseInfo exercise, Subject variant, Set<Path> changed, List<TestInfo> tests)
            throws InterruptedException {
        var reference = references.computeIfAbsent(exercise.id(), _ -> reference(exercise));
        if (reference.isEmpty()) {
            return Optional.empty();
        }
        var output = freshFolder(exercise);
        try {
            var compiled =
                    compiler.compileChanges(exercise, variant, changed, reference.get(), output);
            if (compiled.isEmpty()) {
                return Optional.empty();
            }
            var request =
                    TestRequest.of(
                                    exercise,
                                    compiled.get().classPath(),
                                    variant.mainSources(),
                                    course.chapterOf(exercise).folder())
                            .only(tests)
                            .with(properties);
            return Optional.of(runs.run(request))
                    .filter(results -> results.stream().noneMatch(QuickCheck::hasDied));
        } finally {
            Folders.delete(output);
        }
    }

    /// A JVM may crash by itself, or of what others have left in it.
    private static boolean hasDied(TestResult result) {
        return result.verdict() instanceof Verdict.NotRun(var reason, _)
                && reason == Verdict.Reason.DIED;
    }

    /// Where the exercise was compiled to, against the reference; empty if it does not compile.
    private Optional<Path> reference(ExerciseInfo exercise) {
        var output = freshFolder(exercise);
        var subject = Subject.reference(course.chapterOf(exercise));
        if (compiler.compile(exercise, subject, output) instanceof Compilation.Compiled) {
            return Optional.of(output);
        }
        Folders.delete(output);
        return Optional.empty();
    }

    private Path freshFolder(ExerciseInfo exercise) {
        try {
            return Folders.fresh(course.root(), exercise.id() + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends the JVMs and deletes what was compiled.
    @Override
    public void close() {
        runs.close();
        references.values().forEach(folder -> folder.ifPresent(Folders::delete));
    }
}
