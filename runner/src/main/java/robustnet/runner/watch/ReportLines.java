package robustnet.runner.watch;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.course.Course;
import robustnet.runner.report.Style;
import robustnet.runner.report.TextReport;

/// The report on an exercise as lines of a screen.
///
/// @param lines however wide
/// @param first the first that matters: what the failures look like, or the first failure
record ReportLines(List<String> lines, int first) {
    ReportLines {
        lines = List.copyOf(lines);
    }

    /// The linear report without its heading, which is on the screen already. What the failures
    /// look like stands before them: below them, it would be out of sight.
    static ReportLines of(ExerciseResult result, Course course, Style style) {
        var text = new StringWriter();
        var out = new PrintWriter(text);
        new TextReport(course, out, style, false).print(result);
        out.flush();
        var lines = new ArrayList<String>();
        var likeness = new ArrayList<String>();
        for (var line : text.toString().stripTrailing().lines().skip(1).toList()) {
            var outdented = line.startsWith("  ") ? line.substring(2) : line;
            boolean goesOn = !likeness.isEmpty() && outdented.startsWith("  → ");
            boolean isOne =
                    outdented.startsWith("this looks like ") || outdented.startsWith("or like ");
            (goesOn || isOne ? likeness : lines).add(outdented);
        }
        int first = firstFailure(lines);
        if (!likeness.isEmpty()) {
            likeness.add("");
            lines.addAll(first, likeness);
        }
        return new ReportLines(lines, first);
    }

    private static int firstFailure(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("✗")) {
                return i;
            }
        }
        return 0;
    }
}
