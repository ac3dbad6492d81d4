package robustnet.runner.watch;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;
import robustnet.runner.screen.Key;
import robustnet.runner.screen.Scroll;
import robustnet.runner.screen.View;
import robustnet.runner.screen.Width;

/// Text that scrolls. It is never left by a key.
final class TextView implements View {
    /// Blanks, and the mark of a test or of a list, in whatever colour.
    private static final Pattern BEGIN =
            Pattern.compile("(?<blanks> *)(?<mark>(?:\u001b\\[[0-9;]*m)*[✓✗·-](?:\u001b\\[0m)? )?");

    /// A row of a dump: where it is, bytes as numbers, bytes as letters.
    private static final Pattern DUMP = Pattern.compile(" *[0-9a-f]{4,8}  [0-9a-f]{2} ");

    private static final int DUMP_COLUMNS = 71;

    private final IntFunction<List<String>> text;
    private final IntUnaryOperator start;
    private final Scroll scroll = new Scroll();
    private List<String> lines = List.of();
    private int columns;
    private boolean shown;

    /// @param text the lines for a number of columns
    /// @param start which of the lines for a number of columns is the first on the screen, unless
    ///   all have room
    TextView(IntFunction<List<String>> text, IntUnaryOperator start) {
        this.text = text;
        this.start = start;
    }

    /// Text whose lines are wrapped, and that is read from its beginning.
    static TextView of(List<String> lines) {
        return new TextView(columns -> wrapped(lines, columns), _ -> 0);
    }

    /// The same, but read from the line `first` on, unless all have room.
    static TextView of(List<String> lines, int first) {
        var above = lines.subList(0, first);
        return new TextView(
                columns -> wrapped(lines, columns), columns -> wrapped(above, columns).size());
    }

    /// `lines` in lines of at most `columns`. What is broken goes on below its own beginning.
    static List<String> wrapped(List<String> lines, int columns) {
        return lines.stream().flatMap(line -> wrapped(line, columns).stream()).toList();
    }

    private static List<String> wrapped(String line, int columns) {
        var clean = Width.visible(line);
        if (DUMP.matcher(clean).lookingAt()) {
            return List.of(fitted(clean, columns));
        }
        if (Width.of(clean) <= columns) {
            return List.of(clean);
        }
        var begin = BEGIN.matcher(clean);
        boolean _ = begin.lookingAt();
        var first = " ".repeat(Math.min(begin.group("blanks").length(), columns / 3));
        var rest = begin.group("mark") == null ? first : first + "  ";
        return Width.wrap(clean, columns, first, rest);
    }

    /// The rows of a dump stay in line: all of them give up the same part of their indent.
    private static String fitted(String row, int columns) {
        int blanks = row.length() - row.stripLeading().length();
        int surplus = blanks + DUMP_COLUMNS - columns;
        return surplus <= 0 ? row : row.substring(Math.min(blanks, surplus));
    }

    @Override
    public List<String> lines(int columns, int rows) {
        if (columns != this.columns) {
            this.columns = columns;
            lines = List.copyOf(text.apply(columns));
        }
        scroll.fit(lines.size(), rows, 0);
        if (!shown) {
            shown = true;
            scroll.to(scroll.moves() ? start.applyAsInt(columns) : 0);
        }
        return lines.subList(scroll.top(), scroll.bottom()).stream()
                .map(line -> Width.cut(line, columns))
                .toList();
    }

    /// How many lines are above and below what was shown last.
    Hidden hidden() {
        return new Hidden(scroll.top(), lines.size() - scroll.bottom());
    }

    /// What there is no room for.
    record Hidden(int above, int below) {}

    @Override
    public boolean key(Key key) {
        scroll.key(key);
        return true;
    }
}
