package robustnet.runner.report;

import java.io.PrintWriter;
import java.util.List;
import robustnet.runner.diagnosis.Diagnosis;

/// Tells which known mistakes a learner's code looks like: it is a likeness, not a verdict.
record LooksLike(PrintWriter out, Style style) {
    /// Prints nothing where there is none.
    void print(List<Diagnosis> diagnoses) {
        var before = "this looks like";
        for (var diagnosis : diagnoses) {
            out.printf(
                    "  %s %s: %s%n",
                    before, style.bold("\"" + diagnosis.name() + "\""), diagnosis.belief());
            diagnosis.pitfall().ifPresent(link -> out.println("    → " + link));
            before = "or like";
        }
    }
}
