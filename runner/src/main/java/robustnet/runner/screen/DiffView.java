package robustnet.runner.screen;

import java.util.ArrayList;
import java.util.List;
import robustnet.runner.report.Style;

/// What lies between a learner's files and the reference's.
public final class DiffView implements View {
    private final Pager pager;

    /// A file in both versions.
    ///
    /// @param yours the name of the learner's file
    /// @param reference the name of the reference's file
    public record Pair(
            String yours, List<String> yourLines, String reference, List<String> referenceLines) {
        public Pair {
            yourLines = List.copyOf(yourLines);
            referenceLines = List.copyOf(referenceLines);
        }
    }

    /// @param title the first line: `1.4 Length-prefixed frames: from yours to the reference`
    public DiffView(String title, List<Pair> files, Style style) {
        var lines = lines(files, style);
        pager = new Pager(title, _ -> lines, style);
    }

    private static List<String> lines(List<Pair> files, Style style) {
        var lines = new ArrayList<String>();
        for (var file : files) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add(style.bad("- " + file.yours()));
            lines.add(style.good("+ " + file.reference()));
            lines.add("");
            var diff = DiffText.of(file.yourLines(), file.referenceLines(), style);
            lines.addAll(diff.isEmpty() ? List.of("They are the same, line by line.") : diff);
        }
        return lines;
    }

    @Override
    public List<String> lines(int columns, int rows) {
        return pager.lines(columns, rows);
    }

    @Override
    public boolean takes(Key.Letter letter) {
        return pager.takes(letter);
    }

    @Override
    public boolean key(Key key) {
        return pager.key(key);
    }
}
