package robustnet.runner.docs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.Node;
import robustnet.runner.report.Style;
import robustnet.runner.screen.Width;

/// A table, fitted to a width: cells that are too long are wrapped.
///
/// ```text
/// Exercise        │ You write
/// ────────────────┼───────────────────
/// 1.1 Echo server │ a server that sends
///                 │ back what it gets
/// ```
///
/// Where a column would be too narrow to read, each row is a list instead.
record TableText(Style style, InlineText inline) {
    private static final int GAP = 3;
    private static final int READABLE = 8;

    List<String> of(TableBlock table, int columns) {
        var rows = rows(table);
        var natural = widest(rows, Width::of);
        var words = widest(rows, text -> Math.max(READABLE, longestWord(text)));
        int room = columns - GAP * (natural.length - 1);
        var widths = Shares.of(natural, words, room);
        if (Shares.sum(widths) > room) {
            var readable = new int[natural.length];
            Arrays.fill(readable, READABLE);
            widths = Shares.of(natural, readable, room);
        }
        if (Shares.sum(widths) > room) {
            return lists(rows, columns);
        }
        boolean wrapped = !Arrays.equals(natural, widths);
        var lines = new ArrayList<String>();
        for (var row : rows) {
            if (lines.size() == 1 || wrapped && !lines.isEmpty()) {
                lines.add(rule(widths));
            }
            lines.addAll(row(row, widths));
        }
        return lines;
    }

    private static int[] widest(List<List<String>> rows, ToIntFunction<String> width) {
        return IntStream.range(0, rows.getFirst().size())
                .map(
                        column ->
                                rows.stream()
                                        .map(row -> row.get(column))
                                        .mapToInt(width)
                                        .max()
                                        .orElse(0))
                .toArray();
    }

    private static int longestWord(String text) {
        return Arrays.stream(text.split(" ")).mapToInt(Width::of).max().orElse(0);
    }

    private List<String> row(List<String> cells, int[] widths) {
        var wrapped =
                IntStream.range(0, widths.length)
                        .mapToObj(i -> Width.wrap(cells.get(i), widths[i]))
                        .toList();
        int height = wrapped.stream().mapToInt(List::size).max().orElse(0);
        var lines = new ArrayList<String>();
        for (int i = 0; i < height; i++) {
            var line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                var cell = wrapped.get(column);
                var text = i < cell.size() ? cell.get(i) : "";
                boolean last = column == widths.length - 1;
                line.append(column == 0 || last && text.isEmpty() ? "" : " ");
                line.append(last ? text : Width.pad(text, widths[column]) + style.dim(" │"));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private String rule(int[] widths) {
        var parts = Arrays.stream(widths).mapToObj("─"::repeat).toList();
        return style.dim(String.join("─┼─", parts));
    }

    private List<String> lists(List<List<String>> rows, int columns) {
        var lines = new ArrayList<String>();
        var titles = rows.getFirst();
        for (var row : rows.subList(1, rows.size())) {
            for (int i = 0; i < row.size(); i++) {
                var mark = i == 0 ? "- " : "  ";
                if (!row.get(i).isEmpty()) {
                    lines.addAll(
                            Width.wrap(titles.get(i) + ": " + row.get(i), columns, mark, "    "));
                }
            }
        }
        return lines;
    }

    /// The cells' texts, the titles first; every row as long as the titles'.
    private List<List<String>> rows(TableBlock table) {
        var rows = new ArrayList<List<String>>();
        for (var part = table.getFirstChild(); part != null; part = part.getNext()) {
            for (var row = part.getFirstChild(); row instanceof TableRow; row = row.getNext()) {
                rows.add(cells(row));
            }
        }
        return rows;
    }

    private List<String> cells(Node row) {
        var cells = new ArrayList<String>();
        for (var cell = row.getFirstChild(); cell instanceof TableCell c; cell = cell.getNext()) {
            var text = inline.of(c).replace('\n', ' ');
            cells.add(c.isHeader() ? style.bold(text) : text);
        }
        return cells;
    }
}
