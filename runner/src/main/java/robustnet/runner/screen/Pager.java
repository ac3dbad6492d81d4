package robustnet.runner.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import robustnet.runner.report.Style;

/// A long text: it scrolls in both directions and is searched with `/`, `n` and `N`. `q` and escape
/// leave it.
public final class Pager implements View {
    /// Fewer rows than this are all for the text.
    private static final int FRAME = 5;

    private final String title;
    private final IntFunction<List<String>> text;
    private final Style style;
    private final Scroll scroll = new Scroll();
    private final Search search = new Search();
    private List<String> lines = List.of();
    private int columns;
    private String message = "";

    /// @param title the first line
    /// @param text the lines for a number of columns; what is wider can be scrolled sideways
    public Pager(String title, IntFunction<List<String>> text, Style style) {
        this.title = title;
        this.text = text;
        this.style = style;
    }

    @Override
    public List<String> lines(int columns, int rows) {
        reflow(columns);
        int widest = lines.stream().mapToInt(Width::of).max().orElse(0);
        boolean framed = rows >= FRAME;
        scroll.fit(lines.size(), framed ? rows - 3 : rows, widest - columns);
        var screen = new ArrayList<String>();
        if (framed) {
            screen.add(style.bold(Width.cut(title, columns)));
            screen.add("");
        }
        for (var line : lines.subList(scroll.top(), scroll.bottom())) {
            var marked = style.colour() ? search.mark(line) : line;
            screen.add(Width.part(marked, scroll.left(), columns));
        }
        if (framed) {
            while (screen.size() < rows - 1) {
                screen.add("");
            }
            screen.add(Width.cut(foot(widest > columns), columns));
        }
        return screen;
    }

    /// A new width breaks the lines anew; what was read stays about where it was.
    private void reflow(int columns) {
        if (columns == this.columns) {
            return;
        }
        double before = lines.isEmpty() ? 0 : (double) scroll.top() / lines.size();
        this.columns = columns;
        lines = List.copyOf(text.apply(columns));
        scroll.fit(lines.size(), 1, 0);
        scroll.to((int) Math.round(before * lines.size()));
    }

    private String foot(boolean wide) {
        if (search.isOpen()) {
            return "/" + search.typed();
        }
        var keys = new StringBuilder(message.isEmpty() ? scroll.position() : message);
        keys.append("   q  back");
        keys.append(scroll.moves() ? "   ↑ ↓ space b  scroll" : "");
        keys.append(wide ? "   ← →  sideways" : "");
        keys.append("   /  search");
        keys.append(search.sought().isEmpty() ? "" : "   n N  next");
        return style.dim(keys.toString());
    }

    /// Whether letters belong to a word that is searched for.
    boolean asks() {
        return search.isOpen();
    }

    @Override
    public boolean takes(Key.Letter letter) {
        return asks() || !search.sought().isEmpty() && letter.codePoint() == 'n';
    }

    @Override
    public boolean key(Key key) {
        message = "";
        if (Leave.always(key)) {
            return false;
        }
        if (search.isOpen()) {
            if (search.key(key)) {
                find(scroll.top(), 1);
            }
            return true;
        }
        switch (key) {
            case Key.Name.ESCAPE -> {
                return false;
            }
            case Key.Letter(int letter) when letter == 'q' -> {
                return false;
            }
            case Key.Letter(int letter) when letter == '/' -> search.open();
            case Key.Letter(int letter) when letter == 'n' -> find(scroll.top() + 1, 1);
            case Key.Letter(int letter) when letter == 'N' -> find(scroll.top() - 1, -1);
            default -> scroll.key(key);
        }
        return true;
    }

    private void find(int from, int step) {
        if (search.sought().isEmpty()) {
            return;
        }
        int line = search.next(lines, from, step);
        if (line < 0) {
            message = "\"" + search.sought() + "\" is not here";
        } else {
            scroll.to(line);
        }
    }
}
