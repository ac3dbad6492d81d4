package robustnet.runner.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import robustnet.runner.docs.Page;
import robustnet.runner.docs.TerminalText;
import robustnet.runner.report.Style;

/// The hints of an exercise that were asked for so far, the last one first. `h` shows one more; `q`
/// and escape leave.
public final class HintView implements View {
    private final List<Page.Hint> hints;
    private final IntConsumer showed;
    private final Style style;
    private final String title;
    private int count;
    private Pager pager;

    /// Opens with the hints that were shown before, or with the first if none was: to read a hint
    /// again costs nothing.
    ///
    /// @param title the exercise: `1.4 Length-prefixed frames`
    /// @param hints at least one
    /// @param before how many were shown before
    /// @param showed is told how many are shown now, each time that there is one more
    /// @throws IllegalArgumentException if there are no hints
    public HintView(
            String title, List<Page.Hint> hints, int before, IntConsumer showed, Style style) {
        if (hints.isEmpty()) {
            throw new IllegalArgumentException("no hints");
        }
        this.title = title;
        this.hints = List.copyOf(hints);
        this.showed = showed;
        this.style = style;
        count = Math.clamp(before, 0, hints.size());
        if (count == 0) {
            more();
        } else {
            open();
        }
    }

    @Override
    public List<String> lines(int columns, int rows) {
        return pager.lines(columns, rows);
    }

    @Override
    public boolean takes(Key.Letter letter) {
        return letter.codePoint() == 'h' || pager.takes(letter);
    }

    @Override
    public boolean key(Key key) {
        if (key instanceof Key.Letter(int letter) && letter == 'h' && !pager.asks()) {
            more();
            return true;
        }
        return pager.key(key);
    }

    private void more() {
        if (count < hints.size()) {
            count++;
            showed.accept(count);
        }
        open();
    }

    private void open() {
        pager = new Pager(title, this::text, style);
    }

    private List<String> text(int columns) {
        var lines = new ArrayList<String>();
        for (int i = count; i >= 1; i--) {
            var summary = hints.get(i - 1).summary();
            var name = summary.contains(":") ? summary.replaceFirst("^.*?:\\s*", ": ") : "";
            lines.addAll(
                    Width.wrap(style.bold("Hint " + i + " of " + hints.size() + name), columns));
            lines.add("");
            lines.addAll(TerminalText.lines(hints.get(i - 1).markdown(), columns, style));
            lines.add("");
        }
        var next =
                count < hints.size()
                        ? "h shows hint " + (count + 1) + " of " + hints.size() + "."
                        : "That was the last one. The solution shows one way to write it.";
        lines.addAll(Width.wrap(style.dim(next), columns));
        return lines;
    }
}
