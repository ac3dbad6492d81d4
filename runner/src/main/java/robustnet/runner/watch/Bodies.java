package robustnet.runner.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.course.Prerequisites;
import robustnet.runner.course.TodoMark;
import robustnet.runner.docs.TerminalText;
import robustnet.runner.report.Style;
import robustnet.runner.report.TextReport;

/// What the middle of the screen says.
final class Bodies {
    private final Course course;
    private final Style style;
    private final Book book;
    private final boolean byHand;

    /// @param byHand whether exercises are checked only when asked for
    Bodies(Course course, Style style, boolean byHand) {
        this.byHand = byHand;
        this.course = course;
        this.style = style;
        book = new Book(course);
    }

    /// Before anything was written: what it needs, and where to write what.
    TextView welcome(ExerciseInfo exercise) {
        var lines = new ArrayList<String>();
        var missing = Prerequisites.unwritten(exercise, course);
        for (var other : missing) {
            lines.add(
                    "It builds on %s %s, which is not written yet."
                            .formatted(style.bold(other.id()), other.title()));
        }
        if (!missing.isEmpty()) {
            lines.add("");
        }
        lines.add(style.bold("Write it in"));
        for (var file : exercise.editFiles()) {
            var name = course.relative(file);
            var marks = TodoMark.find(exercise.id(), List.of(file));
            if (marks.isEmpty()) {
                lines.add("  " + name);
            }
            for (var mark : marks) {
                lines.add("  " + name + ":" + mark.line());
                lines.add("      " + style.dim(mark.text()));
            }
        }
        lines.add("");
        lines.add(
                (byHand ? "When you press Enter, %s." : "Each time you save it, %s.")
                        .formatted(tests(exercise)));
        lines.add(
                style.bold("d")
                        + " shows the page: why, what, and how it is judged. "
                        + style.bold("h")
                        + " gives a hint.");
        return TextView.of(lines);
    }

    private static String tests(ExerciseInfo exercise) {
        int count = exercise.tests().size();
        return count == 1 ? "its test is run" : "its " + count + " tests are run";
    }

    /// The tests of an exercise as they end, from the first that failed if not all have room.
    TextView ticking(Ticks ticks) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < ticks.tests().size(); i++) {
            var name = ticks.tests().get(i).displayName();
            lines.add(
                    switch (ticks.marks().get(i)) {
                        case OPEN -> style.dim("· " + name);
                        case PASSED -> style.good("✓") + " " + name;
                        case FAILED -> style.bad("✗ " + name);
                    });
        }
        return TextView.of(lines, Math.max(0, ticks.marks().indexOf(Ticks.Mark.FAILED)));
    }

    /// What came of a check.
    ///
    /// @param next where to go from here
    TextView report(ExerciseResult result, Optional<ExerciseInfo> next) {
        if (result instanceof ExerciseResult.Ran ran && TextReport.isNotStarted(ran)) {
            return welcome(result.exercise());
        }
        var report = ReportLines.of(result, course, style);
        if (result.passed()) {
            return new TextView(
                    columns -> celebration(result, next, report.lines(), columns), _ -> 0);
        }
        return TextView.of(report.lines(), report.first());
    }

    private List<String> celebration(
            ExerciseResult result, Optional<ExerciseInfo> next, List<String> report, int columns) {
        var exercise = result.exercise();
        var lines = new ArrayList<String>();
        lines.add(
                style.good(
                        "★ %s passed: %d of %d points"
                                .formatted(exercise.id(), result.points(), exercise.points())));
        lines.add(
                next.map(e -> style.bold("n") + ": next " + e.id() + " " + e.title())
                                .orElse("That was the last one: all exercises are passed.")
                        + "   "
                        + style.bold("s")
                        + ": your code beside the reference");
        lines.add("");
        book.whyItWorks(exercise)
                .ifPresent(
                        why -> {
                            lines.add(style.bold("Why it works"));
                            lines.add("");
                            lines.addAll(TerminalText.lines(why, columns, style));
                            lines.add("");
                        });
        lines.add(style.bold("The tests"));
        lines.addAll(report);
        return TextView.wrapped(lines, columns);
    }

    /// What came of a round so far, and what is still to come.
    TextView all(Round round) {
        var lines = new ArrayList<String>();
        for (var result : round.results()) {
            var line =
                    line(result.exercise())
                            + "%d of %d points"
                                    .formatted(result.points(), result.exercise().points());
            lines.add(result.passed() ? style.good("✓") + " " + line : style.bad("✗ " + line));
        }
        int done = lines.size();
        round.exercises().stream()
                .skip(done)
                .map(exercise -> style.dim("· " + line(exercise).stripTrailing()))
                .forEach(lines::add);
        return TextView.of(lines, Math.max(0, done - 1));
    }

    private static String line(ExerciseInfo exercise) {
        return "%-5s %-34s ".formatted(exercise.id(), exercise.title());
    }
}
