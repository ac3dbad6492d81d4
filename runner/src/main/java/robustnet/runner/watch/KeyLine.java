package robustnet.runner.watch;

import java.util.List;
import robustnet.runner.report.Style;

/// The line that says which keys there are: as many as have room.
final class KeyLine {
    private record Hint(String key, String word, int importance) {
        int width() {
            return key.length() + 1 + word.length() + 2;
        }
    }

    private static final List<Hint> KEYS =
            List.of(
                    new Hint("n", "next", 2),
                    new Hint("p", "previous", 8),
                    new Hint("l", "list", 5),
                    new Hint("h", "hint", 3),
                    new Hint("d", "docs", 4),
                    new Hint("s", "solution", 6),
                    new Hint("r", "reset", 7),
                    new Hint("a", "all", 9),
                    new Hint("?", "help", 1),
                    new Hint("q", "quit", 0));

    private KeyLine() {}

    /// ` n next h hint ? help q quit`, at most `columns` wide.
    static String of(int columns, Style style) {
        int least = KEYS.size();
        while (least > 0 && width(least) > columns) {
            least--;
        }
        var line = new StringBuilder();
        for (var hint : KEYS) {
            if (hint.importance < least) {
                line.append(line.isEmpty() ? " " : "  ")
                        .append(style.bold(hint.key))
                        .append(' ')
                        .append(style.dim(hint.word));
            }
        }
        return line.toString();
    }

    /// One blank before, two between.
    private static int width(int count) {
        return KEYS.stream().filter(k -> k.importance < count).mapToInt(Hint::width).sum() - 1;
    }
}
