package robustnet.runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import robustnet.runner.child.PrintedText;
import robustnet.runner.child.RunResult;

/// What a program printed, cut so that a report stays readable: line after line, of lines that are
/// alike one, of a long line the beginning. A program's escape codes must not repaint the report.
final class Printed {
    private static final int LINES = 40;
    private static final int COLUMNS = 200;
    private static final long MUCH = 64 * 1024;
    private static final long FLOOD = 10_000_000;
    private static final char NO_TEXT = '\uFFFD';

    private final boolean all;

    /// @param all whether nothing is left out that was kept
    Printed(boolean all) {
        this.all = all;
    }

    /// All that a run printed; nothing if it printed nothing.
    List<String> lines(RunResult run) {
        return lines("your program printed", run.printed().whole(), LINES);
    }

    /// The lines to show; none if there is no text.
    ///
    /// @param heading stands above them, with a colon
    /// @param most how many lines to show, unless all are
    List<String> lines(String heading, PrintedText printed, int most) {
        if (printed.text().isBlank()) {
            return List.of();
        }
        var shown = new ArrayList<String>();
        shown.add(heading(heading, printed));
        if (!all && isBinary(printed.text())) {
            shown.add("  … no text, so it is not shown (--verbose shows the beginning)");
            return shown;
        }
        var lines = printed.text().lines().toList();
        int next = 0;
        while (next < lines.size() && (all || shown.size() <= most)) {
            int alike = all ? 1 : alike(lines, next);
            shown.add("  " + cut(printable(lines.get(next))));
            if (alike > 1) {
                shown.add("  … the same line, " + alike + " times");
            }
            next += alike;
        }
        if (next < lines.size()) {
            shown.add("  … " + (lines.size() - next) + " more lines (--verbose shows them)");
        }
        if (printed.omitted() > 0) {
            shown.add("  … and " + printed.omitted() + " more bytes that were not kept");
        }
        return shown;
    }

    /// Above the verdicts of a run that printed so much that this may be why tests failed: they
    /// wait for each other's output.
    static Optional<String> flood(RunResult run) {
        return run.omitted() < FLOOD || run.allPassed()
                ? Optional.empty()
                : Optional.of(
                        "your program printed %s: a loop that prints without end keeps tests from ending"
                                .formatted(size(run.omitted() + run.output().length())));
    }

    private static String heading(String heading, PrintedText printed) {
        long bytes = printed.omitted() + printed.text().length();
        return bytes <= MUCH
                ? heading + ":"
                : "%s %s in all, perhaps in a loop without end:".formatted(heading, size(bytes));
    }

    private static String size(long bytes) {
        if (bytes >= 1_000_000_000) {
            return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
        }
        return bytes >= 1_000_000 ? bytes / 1_000_000 + " MB" : bytes / 1000 + " kB";
    }

    private static boolean isBinary(String output) {
        return output.chars().filter(c -> c == NO_TEXT || c == 0).count() > output.length() / 10;
    }

    private static int alike(List<String> lines, int from) {
        int to = from + 1;
        while (to < lines.size() && lines.get(to).equals(lines.get(from))) {
            to++;
        }
        return to - from;
    }

    private String cut(String line) {
        return all || line.length() <= COLUMNS
                ? line
                : line.substring(0, COLUMNS) + " … (" + line.length() + " characters)";
    }

    /// `line` with what acts on a terminal, tabs apart, as letters: `^G`.
    static String printable(String line) {
        if (line.chars().noneMatch(Ascii::acts)) {
            return line;
        }
        var shown = new StringBuilder();
        for (char c : line.toCharArray()) {
            shown.append(c != '\t' && Ascii.acts(c) ? Ascii.ofControl(c) : Character.toString(c));
        }
        return shown.toString();
    }
}
