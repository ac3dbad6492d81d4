package robustnet.runner.watch;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import robustnet.runner.screen.Key;
import robustnet.runner.screen.View;

/// Text that scrolls and is wrapped to the width.
final class TextView implements View {
    private final List<String> text;
    private final int focus;
    private List<String> wrapped = List.of();
    private int columns;
    private int rows = 1;
    private int top = -1;

    /// @param focus the line that is to be seen first
    TextView(List<String> text, int focus) {
        this.text = List.copyOf(text);
        this.focus = focus;
    }

    @Override
    public List<String> lines(int columns, int rows) {
        this.rows = rows;
        if (columns != this.columns) {
            this.columns = columns;
            wrapped = text.stream().flatMap(line -> wrap(line, columns).stream()).toList();
            if (top < 0) {
                top = wrapped.size() <= rows ? 0 : rowOf(focus);
            }
        }
        move(0);
        return new ArrayList<>(wrapped.subList(top, Math.min(wrapped.size(), top + rows)));
    }

    private int rowOf(int line) {
        return text.stream().limit(line).mapToInt(l -> wrap(l, columns).size()).sum();
    }

    private static List<String> wrap(String line, int columns) {
        if (line.isEmpty()) {
            return List.of("");
        }
        return AttributedString.fromAnsi(line).columnSplitLength(columns).stream()
                .map(AttributedString::toAnsi)
                .toList();
    }

    @Override
    public boolean key(Key key) {
        switch (key) {
            case Key.Name.UP -> move(-1);
            case Key.Name.DOWN -> move(1);
            case Key.Name.PAGE_UP -> move(1 - rows);
            case Key.Name.PAGE_DOWN -> move(rows - 1);
            case Key.Name.HOME -> move(-wrapped.size());
            case Key.Name.END -> move(wrapped.size());
            case Key.Letter letter when letter.text().equals(" ") -> move(rows - 1);
            default -> {
                return true;
            }
        }
        return true;
    }

    private void move(int by) {
        top = Math.max(0, Math.min(Math.max(0, top) + by, wrapped.size() - rows));
    }
}
