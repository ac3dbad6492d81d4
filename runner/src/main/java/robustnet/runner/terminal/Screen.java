package robustnet.runner.terminal;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// What stands on a terminal at one moment.
///
/// @param columns how wide the terminal is
/// @param rows what stands in each row, from the top
public record Screen(int columns, List<List<Span>> rows) {
    public Screen {
        rows = rows.stream().map(List::copyOf).toList();
    }

    /// Reads what `tmux capture-pane -p -e` printed.
    static Screen of(int columns, String captured) {
        return new Screen(columns, new ScreenReader().read(captured));
    }

    /// The letters, a line for each row, without spaces at the ends of the lines and without empty
    /// lines at the end.
    public String text() {
        return rows.stream().map(Screen::text).collect(Collectors.joining("\n")).stripTrailing();
    }

    /// The letters of one row, from 0; empty for a row that is not there.
    public String row(int row) {
        return row < rows.size() ? text(rows.get(row)) : "";
    }

    public boolean contains(String text) {
        return text().contains(text);
    }

    /// Whether anything is bold, dim, coloured or set off otherwise.
    public boolean styled() {
        return spans().stream()
                .anyMatch(span -> !span.text().isBlank() && !span.pen().equals(Pen.PLAIN));
    }

    /// Whether anything has a colour other than the terminal's own.
    public boolean coloured() {
        return spans().stream()
                .map(Span::pen)
                .anyMatch(p -> p.foreground() != Pen.NONE || p.background() != Pen.NONE);
    }

    /// The same with other letters in the same places.
    ///
    /// @param change is given the letters of each span, and gives back as many
    public Screen mapped(UnaryOperator<String> change) {
        return new Screen(
                columns,
                rows.stream()
                        .map(row -> row.stream().map(span -> span.with(change)).toList())
                        .toList());
    }

    /// The same without the empty rows at the end.
    public Screen trimmed() {
        int end = rows.size();
        while (end > 0 && rows.get(end - 1).stream().allMatch(span -> span.text().isBlank())) {
            end--;
        }
        return new Screen(columns, rows.subList(0, end));
    }

    private List<Span> spans() {
        return rows.stream().flatMap(List::stream).toList();
    }

    private static String text(List<Span> row) {
        return row.stream().map(Span::text).collect(Collectors.joining()).stripTrailing();
    }
}
