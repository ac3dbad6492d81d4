package robustnet.runner.terminal;

import java.util.ArrayList;
import java.util.List;

/// Takes a captured screen apart: letters, and the codes that set them off (ECMA-48, 8.3.117). Used
/// once, by one thread.
final class ScreenReader {
    private static final int ESCAPE = 27;

    private final List<List<Span>> rows = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private List<Span> row = new ArrayList<>();
    private Pen pen = Pen.PLAIN;
    private int column;

    /// @param captured rows that end in line feeds; a pen goes on to the next row
    List<List<Span>> read(String captured) {
        for (int i = 0; i < captured.length(); ) {
            int letter = captured.codePointAt(i);
            i += Character.charCount(letter);
            if (letter == ESCAPE && i < captured.length() && captured.charAt(i) == '[') {
                i = code(captured, i + 1);
            } else if (letter == '\n') {
                endRow();
            } else {
                text.appendCodePoint(letter);
            }
        }
        if (!row.isEmpty() || !text.isEmpty()) {
            endRow();
        }
        return rows;
    }

    /// @return where it goes on
    private int code(String captured, int from) {
        int end = from;
        while (end < captured.length() && captured.charAt(end) < '@') {
            end++;
        }
        if (end < captured.length() && captured.charAt(end) == 'm') {
            endSpan();
            pen = Sgr.apply(pen, captured.substring(from, end));
        }
        return end + 1;
    }

    private void endSpan() {
        if (!text.isEmpty()) {
            var span = new Span(column, Span.width(text.toString()), text.toString(), pen);
            row.add(span);
            column += span.width();
            text.setLength(0);
        }
    }

    private void endRow() {
        endSpan();
        rows.add(row);
        row = new ArrayList<>();
        column = 0;
    }
}
