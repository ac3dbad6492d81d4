package robustnet.runner.report;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.child.RunResult;
import robustnet.runner.child.TestResult;
import robustnet.runner.child.Verdict;
import robustnet.runner.compile.Compilation;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.diagnosis.Diagnoses;

/// Tells a learner what came of checks, as linear text.
public final class TextReport {
    /// So many lines, and what follows the report, have room in a small terminal.
    private static final int IN_VIEW = 20;

    private static final Set<Verdict.Reason> ENDED =
            EnumSet.of(
                    Verdict.Reason.DIED,
                    Verdict.Reason.KILLED,
                    Verdict.Reason.EXITED,
                    Verdict.Reason.OUT_OF_MEMORY);

    private final Course course;
    private final Diagnoses diagnoses;
    private final PrintWriter out;
    private final Style style;
    private final boolean verbose;
    private boolean isLong;

    /// @param verbose whether all frames and all output are shown
    public TextReport(Course course, PrintWriter out, Style style, boolean verbose) {
        this(course, Diagnoses.of(course), out, style, verbose);
    }

    private TextReport(
            Course course, Diagnoses diagnoses, PrintWriter out, Style style, boolean verbose) {
        this.course = course;
        this.diagnoses = diagnoses;
        this.out = out;
        this.style = style;
        this.verbose = verbose;
    }

    /// Tells one exercise's result in full.
    public void print(ExerciseResult result) {
        var text = new StringWriter();
        try (var buffer = new PrintWriter(text)) {
            new TextReport(course, diagnoses, buffer, style, verbose).tell(result);
        }
        isLong = text.toString().lines().count() > IN_VIEW;
        out.print(text);
    }

    private void tell(ExerciseResult result) {
        var exercise = result.exercise();
        out.println(heading(result));
        switch (result) {
            case ExerciseResult.NotCompiled(_, var problems) -> {
                printProblems(problems);
                out.println("  Nothing was run: 0 points.");
            }
            case ExerciseResult.NoTests _ ->
                    out.println("  It has no tests, so nothing was run: 0 points.");
            case ExerciseResult.Ran ran when isNotStarted(ran) ->
                    new Pointers(course, out, style).print(exercise);
            case ExerciseResult.Ran(_, var run) -> {
                Unwritten.neededBy(result, course).forEach(needed -> printNeed(exercise, needed));
                var own = new OwnFrames(course, course.chapterOf(exercise));
                var failures = new FailureReport(out, style, own, exercise.id(), verbose);
                printFirst(run);
                var output = new ShownOutput(exercise, run, own, style, verbose);
                inOrder(run.tests())
                        .forEach(test -> printTest(test, failures, output, run.tests()));
                output.rest().forEach(line -> out.println("  " + line));
                // Last, as the end of a long report is what is in view.
                new LooksLike(out, style).print(diagnoses.of(result));
            }
        }
        out.println();
    }

    /// Says the verdict once more after a report so long that its heading is out of sight.
    public void printVerdict(ExerciseResult result) {
        if (isLong) {
            out.println(heading(result));
        }
    }

    /// Says after a check that was not passed where help is. Of an exercise that was not begun
    /// [#print] says it already.
    public void printHelp(ExerciseResult result) {
        if (result instanceof ExerciseResult.Ran ran && isNotStarted(ran)) {
            return;
        }
        var id = result.exercise().id();
        var needed = Unwritten.neededBy(result, course);
        out.println(
                needed.isEmpty()
                        ? "stuck? ./learn hint %s gives a hint, ./learn docs %s shows the page"
                                .formatted(id, id)
                        : "first: ./learn check " + needed.getFirst().id());
    }

    /// One line on all.
    public void printSummary(List<ExerciseResult> results) {
        long passed = results.stream().filter(ExerciseResult::passed).count();
        var line =
                "%d of %d exercises passed, %s"
                        .formatted(passed, results.size(), ExerciseResult.points(results));
        out.println(passed == results.size() ? style.good(line) : line);
    }

    /// Whether no test came further than a stub of the exercise itself.
    public static boolean isNotStarted(ExerciseResult.Ran result) {
        var tests = result.run().tests();
        return !tests.isEmpty()
                && tests.stream().allMatch(t -> stoppedAtStub(t, result.exercise().id()));
    }

    private static boolean stoppedAtStub(TestResult test, String id) {
        return test.verdict() instanceof Verdict.Failed(var failure)
                && failure.stub().filter(stub -> stub.id().equals(id)).isPresent();
    }

    private String heading(ExerciseResult result) {
        var exercise = result.exercise();
        var title = style.bold(exercise.id() + " " + exercise.title());
        var state =
                switch (result) {
                    case ExerciseResult.NotCompiled _ -> style.bad("does not compile");
                    case ExerciseResult.NoTests _ -> style.bad("no tests");
                    case ExerciseResult.Ran(_, var run) when run.allPassed() ->
                            style.good("passed: " + points(result));
                    case ExerciseResult.Ran ran when isNotStarted(ran) -> "not started";
                    case ExerciseResult.Ran(_, var run) ->
                            style.bad(
                                    "%d of %d tests passed: %s"
                                            .formatted(
                                                    run.tests().stream()
                                                            .filter(TestResult::passed)
                                                            .count(),
                                                    run.tests().size(),
                                                    points(result)));
                };
        return title + "  " + state;
    }

    private void printNeed(ExerciseInfo exercise, ExerciseInfo needed) {
        out.printf(
                "  %s uses %s, which is not written yet: %s%n",
                exercise.id(), needed.id(), style.bold("./learn check " + needed.id()));
    }

    private static String points(ExerciseResult result) {
        return result.points() + " of " + result.exercise().points() + " points";
    }

    /// What bears on all that follows.
    private void printFirst(RunResult run) {
        if (!run.firstEnd().isEmpty()) {
            out.println("  " + style.bad("✗ the first JVM died") + ": " + run.firstEnd());
            out.println("      what it had not done was run in a second one:");
        }
        Printed.flood(run).ifPresent(line -> out.println("  " + style.bad("✗ " + line)));
    }

    /// What ended the JVM comes first: it is why others never started.
    private static List<TestResult> inOrder(List<TestResult> tests) {
        return Stream.concat(
                        tests.stream().filter(TextReport::endedTheJvm),
                        tests.stream().filter(t -> !endedTheJvm(t)))
                .toList();
    }

    private static boolean endedTheJvm(TestResult test) {
        return test.verdict() instanceof Verdict.NotRun(var reason, _) && ENDED.contains(reason);
    }

    private void printTest(
            TestResult test, FailureReport failures, ShownOutput output, List<TestResult> run) {
        var name = test.test().displayName();
        switch (test.verdict()) {
            case Verdict.Passed _ -> out.println("  " + style.good("✓") + " " + name);
            case Verdict.Failed(var failure) -> {
                out.println("  " + style.bad("✗ " + name));
                failures.print(failure);
            }
            case Verdict.NotRun(_, var text) -> {
                if (neverStarted(test) && run.stream().anyMatch(TextReport::endedTheJvm)) {
                    out.println("  " + style.dim("· " + name));
                } else {
                    out.println("  " + style.bad("✗ " + name));
                    out.println("      not passed: " + text);
                    if (endedTheJvm(test)) {
                        printNeverStarted(run);
                    }
                }
            }
        }
        output.below(test).forEach(line -> out.println("      " + line));
    }

    /// Below what ended the JVM.
    private void printNeverStarted(List<TestResult> run) {
        long count = run.stream().filter(TextReport::neverStarted).count();
        if (count > 0) {
            out.printf("      so %d %s never started (·)%n", count, count == 1 ? "test" : "tests");
        }
    }

    private static boolean neverStarted(TestResult test) {
        return test.verdict() instanceof Verdict.NotRun(var reason, _)
                && reason == Verdict.Reason.NEVER_STARTED;
    }

    /// Tells why something did not compile.
    public void printProblems(List<Compilation.Problem> problems) {
        for (var problem : problems) {
            var where = problem.where().isEmpty() ? "" : problem.where() + ": ";
            out.println("  " + style.bold(where) + problem.text().lines().findFirst().orElse(""));
            problem.text().lines().skip(1).forEach(line -> out.println("  " + line));
        }
    }
}
