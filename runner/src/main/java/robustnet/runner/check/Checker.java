package robustnet.runner.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import robustnet.runner.child.ChildLimits;
import robustnet.runner.child.SharedRuns;
import robustnet.runner.child.TestRequest;
import robustnet.runner.child.TestRun;
import robustnet.runner.compile.Compilation;
import robustnet.runner.compile.EarlierChapters;
import robustnet.runner.compile.ExerciseCompiler;
import robustnet.runner.compile.Folders;
import robustnet.runner.compile.Subject;
import robustnet.runner.compile.Tools;
import robustnet.runner.course.Course;
import robustnet.runner.course.CourseException;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.course.TestInfo;

/// Compiles exercises and runs their tests. Safe for use by several threads.
public final class Checker {
    private final Course course;
    private final Tools tools;
    private final ExerciseCompiler compiler;
    private final ChildLimits limits;
    private final TestRun tests;
    private final Map<String, String> properties;

    public Checker(Course course, Tools tools, EarlierChapters.From earlier, ChildLimits limits) {
        this(course, tools, earlier, limits, Map.of());
    }

    /// @param properties system properties for the tests, such as `course.seed`
    public Checker(
            Course course,
            Tools tools,
            EarlierChapters.From earlier,
            ChildLimits limits,
            Map<String, String> properties) {
        this.course = course;
        this.properties = Map.copyOf(properties);
        this.tools = tools;
        this.compiler = new ExerciseCompiler(course, tools, earlier);
        this.limits = limits;
        this.tests = new TestRun(tools, limits);
    }

    /// With this JVM's tools, the references as earlier chapters and the usual limits.
    public static Checker of(Course course) {
        return new Checker(
                course, Tools.ofThisJvm(), EarlierChapters.From.REFERENCE, ChildLimits.defaults());
    }

    /// One for first looks, with the same tools and limits.
    public QuickCheck quickly() {
        return new QuickCheck(course, compiler, new SharedRuns(tools, limits), properties);
    }

    /// Checks the learner's code.
    ///
    /// @throws InterruptedException if interrupted; nothing is left running
    public ExerciseResult check(ExerciseInfo exercise) throws InterruptedException {
        return check(exercise, Subject.learner(course.chapterOf(exercise)));
    }

    /// Runs all tests of `exercise` against `subject`.
    ///
    /// @throws InterruptedException if interrupted; nothing is left running
    public ExerciseResult check(ExerciseInfo exercise, Subject subject)
            throws InterruptedException {
        return check(exercise, subject, exercise.tests(), 1).getFirst();
    }

    /// The same as [#check(ExerciseInfo)], with somebody who hears of it meanwhile.
    ///
    /// @throws InterruptedException if interrupted; nothing is left running
    public ExerciseResult check(ExerciseInfo exercise, CheckListener listener)
            throws InterruptedException {
        var subject = Subject.learner(course.chapterOf(exercise));
        return check(exercise, subject, exercise.tests(), 1, listener).getFirst();
    }

    /// Runs `some` tests of `exercise` against `subject`, `times` times in a JVM of its own each,
    /// after compiling once.
    ///
    /// @return `times` results; a single one where there was nothing to run
    /// @throws InterruptedException if interrupted; nothing is left running
    public List<ExerciseResult> check(
            ExerciseInfo exercise, Subject subject, List<TestInfo> some, int times)
            throws InterruptedException {
        return check(exercise, subject, some, times, CheckListener.NONE);
    }

    private List<ExerciseResult> check(
            ExerciseInfo exercise,
            Subject subject,
            List<TestInfo> some,
            int times,
            CheckListener listener)
            throws InterruptedException {
        if (some.isEmpty()) {
            return List.of(new ExerciseResult.NoTests(exercise));
        }
        var output = freshFolder(exercise);
        try {
            listener.compiling();
            return switch (compiler.compile(exercise, subject, output)) {
                case Compilation.Failed(var problems) ->
                        List.of(new ExerciseResult.NotCompiled(exercise, problems));
                case Compilation.Compiled(var classPath) -> {
                    var request =
                            TestRequest.of(
                                            exercise,
                                            classPath,
                                            subject.mainSources(),
                                            course.chapterOf(exercise).folder())
                                    .only(some)
                                    .with(properties);
                    var results = new ArrayList<ExerciseResult>();
                    for (int i = 0; i < times; i++) {
                        listener.running(some);
                        results.add(new ExerciseResult.Ran(exercise, tests.run(request, listener)));
                    }
                    yield results;
                }
            };
        } finally {
            Folders.delete(output);
        }
    }

    private Path freshFolder(ExerciseInfo exercise) {
        try {
            return Folders.fresh(course.root(), exercise.id() + "-");
        } catch (IOException e) {
            throw new CourseException(
                    "Cannot write in "
                            + course.root().resolve(".learn/out")
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }
}
