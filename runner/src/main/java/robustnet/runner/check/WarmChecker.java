package robustnet.runner.check;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import robustnet.runner.child.ChildLimits;
import robustnet.runner.child.StandbyRuns;
import robustnet.runner.child.TestRequest;
import robustnet.runner.compile.Compilation;
import robustnet.runner.compile.EarlierChapters;
import robustnet.runner.compile.Tools;
import robustnet.runner.compile.WarmCompiler;
import robustnet.runner.course.Course;
import robustnet.runner.course.CourseException;
import robustnet.runner.course.ExerciseInfo;

/// Checks the learner's code again and again, with the verdicts of the [Checker] in a fraction of
/// its time: what can be done before the file is saved is done before. The tests still get a JVM of
/// their own for each check. For one thread at a time.
///
/// ```text
/// prepare ──▶ compile, twice ─────────────────┐
///        └──▶ start a JVM, let it run tests ──┤
///                                             ▼
/// check   ──▶ compile what has changed ──▶ that JVM runs the tests and ends ──▶ start the next
/// ```
public final class WarmChecker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Course course;
    private final WarmCompiler compiler;
    private final StandbyRuns runs;

    /// The compiler's: the thread that checks may be interrupted, this one is not.
    private final ExecutorService background =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("compiler").factory());

    /// What there is to get ready for; null while there is something to check.
    private volatile ExerciseInfo next;

    private WarmChecker(Course course, WarmCompiler compiler, StandbyRuns runs) {
        this.course = course;
        this.compiler = compiler;
        this.runs = runs;
    }

    /// With this JVM's tools, the references as earlier chapters and the usual limits.
    public static WarmChecker of(Course course) {
        return of(course, ChildLimits.defaults());
    }

    static WarmChecker of(Course course, ChildLimits limits) {
        var tools = Tools.ofThisJvm();
        return new WarmChecker(
                course,
                new WarmCompiler(course, tools, EarlierChapters.From.REFERENCE),
                new StandbyRuns(tools, limits));
    }

    /// Gets ready for `exercise` in the background, and returns at once.
    public void prepare(ExerciseInfo exercise) {
        prepareJvm(exercise);
        next = exercise;
        background.submit(
                () -> {
                    // A learner who leafs through the exercises waits for the last one only.
                    if (exercise.equals(next)) {
                        compiler.rehearse(exercise);
                    }
                    return null;
                });
    }

    /// Checks the learner's code.
    ///
    /// @throws CourseException if the folder of the course cannot be written to
    /// @throws InterruptedException if interrupted; no test is left running
    public ExerciseResult check(ExerciseInfo exercise, CheckListener listener)
            throws InterruptedException {
        if (exercise.tests().isEmpty()) {
            return new ExerciseResult.NoTests(exercise);
        }
        listener.compiling();
        next = null;
        return switch (inBackground(() -> compiler.compile(exercise))) {
            case Compilation.Failed(var problems) ->
                    new ExerciseResult.NotCompiled(exercise, problems);
            case Compilation.Compiled compiled -> run(exercise, compiled, listener);
        };
    }

    private ExerciseResult run(
            ExerciseInfo exercise, Compilation.Compiled compiled, CheckListener listener)
            throws InterruptedException {
        var chapter = course.chapterOf(exercise);
        var request =
                TestRequest.of(
                        exercise, compiled.classPath(), chapter.mainSources(), chapter.folder());
        listener.running(exercise.tests());
        try {
            return new ExerciseResult.Ran(exercise, runs.run(request, listener));
        } finally {
            prepareJvm(exercise);
        }
    }

    private void prepareJvm(ExerciseInfo exercise) {
        var folder = course.chapterOf(exercise).folder();
        Thread.ofVirtual().name("standby").start(() -> runs.prepare(folder));
    }

    private <T> T inBackground(Callable<T> work) throws InterruptedException {
        try {
            return background.submit(work).get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException io ->
                        throw new CourseException(
                                "Cannot write in "
                                        + course.root().resolve(".learn/out")
                                        + ": "
                                        + io.getMessage(),
                                io);
                case RuntimeException unchecked -> throw unchecked;
                case Error error -> throw error;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    /// Ends what waits for the next check, and deletes what was compiled. Takes a second at most:
    /// what is left then is deleted by a later run.
    @Override
    public void close() {
        next = null;
        runs.close();
        background.submit(compiler::close);
        background.shutdown();
        try {
            boolean _ = background.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
