package robustnet.runner.watch;

import java.io.PrintWriter;
import java.util.Locale;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.course.Course;
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
/// themselves took, all together; and the time from the save to the verdict.
final class LinearDisplay implements Display {
    private final Course course;
    private final PrintWriter out;
    private final Style style;
    private Phase told = new Phase.Waiting(false);
    private String note = "";

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
        if (scene.phase() != told) {
            told = scene.phase();
            tell(scene);
        }
        out.flush();
    }

    private void tell(Scene scene) {
        switch (scene.phase()) {
            case Phase.Checked(var result, var total) -> {
                var report = new TextReport(course, out, style, false);
                report.print(result);
                if (!result.passed()) {
                    report.printHelp(result);
                }
                out.printf(
                        Locale.ROOT,
                        "checked %s: %s, total %d ms%n",
                        scene.exercise().id(),
                        verdict(result),
                        total.toMillis());
            }
            case Phase.NotChecked(var text) ->
                    out.printf("checked %s: could not run: %s%n", scene.exercise().id(), text);
            default -> {}
        }
    }

    private static String verdict(ExerciseResult result) {
        return switch (result) {
            case ExerciseResult.NotCompiled _ -> "does not compile";
            case ExerciseResult.NoTests _ -> "no tests";
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
