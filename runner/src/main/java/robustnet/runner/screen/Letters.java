package robustnet.runner.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jline.utils.WCWidth;

/// A line, taken apart into what a reader sees as letters.
///
/// @param all the letters, in order
record Letters(List<Letter> all) {
    private static final Pattern LOOK = Pattern.compile("\u001b\\[[0-9;:]*m");
    private static final String RESET = "\u001b[0m";
    private static final int ESCAPE = 27;

    Letters {
        all = List.copyOf(all);
    }

    /// A letter: a character, or several that make one, such as a vowel and its accent.
    ///
    /// @param columns how many it takes on a terminal
    /// @param look the codes for colour and weight that are in force, as written; empty for none
    record Letter(String text, int columns, String look) {
        boolean blank() {
            return text.equals(" ");
        }

        Letter with(String code) {
            return new Letter(text, columns, look + code);
        }
    }

    /// @param line without control characters, but for codes for colour and weight
    static Letters of(String line) {
        var letters = new ArrayList<Letter>();
        var code = LOOK.matcher(line);
        var look = "";
        int i = 0;
        while (i < line.length()) {
            if (line.charAt(i) == ESCAPE && code.region(i, line.length()).lookingAt()) {
                boolean reset = code.group().matches("\u001b\\[0*m");
                look = reset ? "" : look + code.group();
                i = code.end();
                continue;
            }
            int length = length(line, i);
            int columns = columns(line, i, length);
            letters.add(new Letter(line.substring(i, i + length), columns, look));
            i += length;
        }
        return new Letters(letters);
    }

    int size() {
        return all.size();
    }

    Letter get(int index) {
        return all.get(index);
    }

    /// How many columns the letters take.
    int columns() {
        return all.stream().mapToInt(Letter::columns).sum();
    }

    /// The letters without their looks.
    String plain() {
        var text = new StringBuilder();
        all.forEach(letter -> text.append(letter.text()));
        return text.toString();
    }

    /// The letters from `start` to before `end`, with their looks, closed at the end.
    String slice(int start, int end) {
        var text = new StringBuilder();
        var look = "";
        for (var letter : all.subList(start, end)) {
            if (!letter.look().equals(look)) {
                text.append(look.isEmpty() ? "" : RESET).append(letter.look());
                look = letter.look();
            }
            text.append(letter.text());
        }
        return text.append(look.isEmpty() ? "" : RESET).toString();
    }

    private static int length(String line, int i) {
        return simple(line, i) && (i + 1 == line.length() || simple(line, i + 1))
                ? 1
                : WCWidth.charCountForGraphemeCluster(line, i);
    }

    private static int columns(String line, int i, int length) {
        int columns =
                length == 1
                        ? WCWidth.wcwidth(line.charAt(i))
                        : WCWidth.wcwidthForGraphemeCluster(line, i);
        return Math.max(0, columns);
    }

    /// Whether it never joins with a neighbour of its kind: JLine takes a thousand times longer to
    /// find that out.
    private static boolean simple(String line, int i) {
        char c = line.charAt(i);
        return c < 0x300 || 0x2010 <= c && c < 0x2060 || 0x2100 <= c && c < 0x2e80;
    }
}
