package robustnet.runner.screen;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;
import robustnet.runner.report.Style;

/// The way from one text to another, line by line: what goes (`-`), what comes (`+`), and a few
/// lines around it, with the numbers that the lines have in either text.
///
/// ```text
///   11  11   int length = in.readInt();
///   12     - return in.readNBytes(length);
///       12 + var payload = in.readNBytes(length);
/// ```
public final class DiffText {
    private static final int AROUND = 3;

    private final List<String> from;
    private final List<String> to;
    private final Style style;
    private final int digits;
    private final List<String> lines = new ArrayList<>();

    private DiffText(List<String> from, List<String> to, Style style) {
        this.from = from;
        this.to = to;
        this.style = style;
        digits = Math.max(3, Integer.toString(Math.max(from.size(), to.size())).length());
    }

    /// The lines to show, however wide.
    ///
    /// @return empty if the texts are the same
    public static List<String> of(List<String> from, List<String> to, Style style) {
        var text = new DiffText(from, to, style);
        text.write(DiffUtils.diff(from, to).getDeltas());
        return List.copyOf(text.lines);
    }

    private void write(List<AbstractDelta<String>> deltas) {
        int shown = 0;
        for (int i = 0; i < deltas.size(); i++) {
            var source = deltas.get(i).getSource();
            var target = deltas.get(i).getTarget();
            int shift = target.getPosition() - source.getPosition();
            int begin = Math.max(shown, source.getPosition() - AROUND);
            leftOut(begin - shown);
            same(begin, source.getPosition(), shift);
            int old = source.getPosition();
            for (var line : source.getLines()) {
                lines.add(style.bad(row(++old, 0, "-", line)));
            }
            int fresh = target.getPosition();
            for (var line : target.getLines()) {
                lines.add(style.good(row(0, ++fresh, "+", line)));
            }
            int next =
                    i + 1 < deltas.size()
                            ? deltas.get(i + 1).getSource().getPosition()
                            : from.size();
            shown = Math.min(next, old + AROUND);
            same(old, shown, fresh - old);
        }
        if (!deltas.isEmpty()) {
            leftOut(from.size() - shown);
        }
    }

    /// @param shift how many lines further on they are in the other text
    private void same(int begin, int end, int shift) {
        for (int i = begin; i < end; i++) {
            lines.add(row(i + 1, i + 1 + shift, " ", from.get(i)));
        }
    }

    private void leftOut(int count) {
        if (count > 0) {
            var what = count == 1 ? " line alike" : " lines alike";
            lines.add(style.dim(" ".repeat(2 * digits + 3) + "… " + count + what));
        }
    }

    private String row(int old, int fresh, String sign, String line) {
        var code = Width.visible(line);
        return (number(old) + " " + number(fresh) + " " + sign + " " + code).stripTrailing();
    }

    private String number(int line) {
        return ("%" + digits + "s").formatted(line == 0 ? "" : line);
    }
}
