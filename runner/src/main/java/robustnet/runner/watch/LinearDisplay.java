package robustnet.runner.watch;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.report.Style;
import robustnet.runner.report.TextReport;

/// Prints each verdict below the one before, for pipes, editors and terminals that are no screen.
/// After each report stands one line for programs:
///
/// ```text
/// checked 1.4: failed 7 of 10 tests, tests 210 ms, total 480 ms
/// ```
///
/// It says `passed` or `failed`, or why nothing was run; how many tests passed; what the tests
/// themselves took, all together; and the time from the save to the verdict. Of an exercise that
/// nobody has begun it says so: `checked 1.4: not started, 10 tests, total 480 ms`. After a check
/// of all there is a line for each exercise, and `checked all: 1 of the 2 that you have begun
/// passed, …`.
final class LinearDisplay implements Display {
    private static final int COLUMNS = 80;

    private final Course course;
    private final PrintWriter out;
    private final Style style;
    private Phase told = new Phase.Waiting(false);
    private String note = "";
    private Optional<ExerciseInfo> here = Optional.empty();
    private Optional<ExerciseInfo> untouched = Optional.empty();

    LinearDisplay(Course course, PrintWriter out, Style style) {
        this.course = course;
        this.out = out;
        this.style = style;
    }

    @Override
    public void show(Scene scene) {
        if (!scene.note().equals(note) && !scene.note().isEmpty()) {
            out.println(scene.note());
        }
        note = scene.note();
        tellWhere(scene);
        if (scene.phase() != told) {
            told = scene.phase();
            tell(scene);
        }
        out.flush();
    }

    @Override
    public void heard() {
        note = "";
    }

    @Override
    public String press(String key) {
        return "type " + key + " and Enter";
    }

    private void tellWhere(Scene scene) {
        var exercise = scene.exercise();
        if (here.isPresent() && !here.get().equals(exercise)) {
            out.printf("now at %s %s: %s%n", exercise.id(), exercise.title(), scene.files());
        }
        here = Optional.of(exercise);
    }

    private void tell(Scene scene) {
        switch (scene.phase()) {
            case Phase.Checked(var result, var total) -> {
                print(result);
                out.printf(
                        Locale.ROOT,
                        "checked %s: %s, total %d ms%n",
                        scene.exercise().id(),
                        verdict(result),
                        total.toMillis());
            }
            case Phase.NotChecked(var text) ->
                    out.printf("checked %s: could not run: %s%n", scene.exercise().id(), text);
            case Phase.CheckedAll(var summary, _) -> {
                scene.body().lines(COLUMNS, Integer.MAX_VALUE).forEach(out::println);
                out.println("checked all: " + summary);
            }
            default -> {}
        }
    }

    /// What is still untouched is not told twice.
    private void print(ExerciseResult result) {
        var before = untouched;
        untouched =
                result instanceof ExerciseResult.Ran ran && TextReport.isNotStarted(ran)
                        ? Optional.of(result.exercise())
                        : Optional.empty();
        if (untouched.isPresent() && untouched.equals(before)) {
            return;
        }
        var report = new TextReport(course, out, style, false);
        report.print(result);
        if (!result.passed()) {
            report.printHelp(result);
        }
    }

    private static String verdict(ExerciseResult result) {
        return switch (result) {
            case ExerciseResult.NotCompiled _ -> "does not compile";
            case ExerciseResult.NoTests _ -> "no tests";
            case ExerciseResult.Ran ran when TextReport.isNotStarted(ran) ->
                    "not started, " + ran.run().tests().size() + " tests";
            case ExerciseResult.Ran(_, var run) ->
                    "%s %s, tests %d ms"
                            .formatted(
                                    run.allPassed() ? "passed" : "failed",
                                    StatusLine.count(run),
                                    StatusLine.took(run).toMillis());
        };
    }

    @Override
    public void close() {
        out.flush();
    }
}
