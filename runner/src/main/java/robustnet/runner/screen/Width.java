package robustnet.runner.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jline.utils.AttributedString;
import org.jline.utils.WCWidth;

/// Text in columns of a terminal: a Chinese letter takes two of them, a combining mark none, an
/// emoji of several code points two.
///
/// Texts are single lines and may hold codes for colour and weight (`ESC [ … m`). What comes back
/// closes at its end what it opens. Tabs become blanks, and other control characters are shown, so
/// that no text can do anything to the terminal.
public final class Width {
    private static final String ELLIPSIS = "…";
    private static final int TAB = 8;
    private static final int ESCAPE = 27;
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;:]*m");

    private Width() {}

    /// How many columns `text` takes.
    public static int of(String text) {
        return parsed(text).columnLength();
    }

    /// The first columns of `text`, the last of them "…" if it is longer.
    ///
    /// @param columns how many; less than 1 gives nothing
    public static String cut(String text, int columns) {
        return part(text, 0, columns);
    }

    /// The columns of `text` from `first` on. "…" stands where it goes on beyond them on the right.
    /// A wide letter that is cut through is left out.
    ///
    /// @param first how many columns are left out, from 0 on
    /// @param columns how many there may be; less than 1 gives nothing
    public static String part(String text, int first, int columns) {
        var line = parsed(text);
        int width = line.columnLength();
        if (columns < 1 || first >= width) {
            return "";
        }
        return width <= first + columns
                ? line.columnSubSequence(first, width).toAnsi()
                : line.columnSubSequence(first, first + columns - 1).toAnsi() + ELLIPSIS;
    }

    /// `text` with blanks behind it, so that it takes `columns`; cut if it is longer.
    public static String pad(String text, int columns) {
        var cut = cut(text, columns);
        return cut + " ".repeat(Math.max(0, columns - of(cut)));
    }

    /// `text` in lines of at most `columns`, broken at blanks.
    ///
    /// @return at least one line
    public static List<String> wrap(String text, int columns) {
        return wrap(text, columns, "", "");
    }

    /// `text` in lines of at most `columns`, broken at blanks; a word that is longer than a line is
    /// broken where the line ends. Every line has at least one letter.
    ///
    /// @param first what stands before the first line: `- `
    /// @param rest what stands before the others, as wide as `first`
    /// @return at least one line
    public static List<String> wrap(String text, int columns, String first, String rest) {
        var line = parsed(text);
        var lines = new ArrayList<String>();
        int room = Math.max(1, columns - of(first));
        int start = blanksFrom(line, 0);
        do {
            int end = lineEnd(line, start, room);
            var indent = lines.isEmpty() ? first : rest;
            lines.add(indent + line.subSequence(start, end).toAnsi());
            start = blanksFrom(line, end);
        } while (start < line.length());
        return lines;
    }

    /// Where a line that begins at `start` ends, the blanks behind it left out.
    private static int lineEnd(AttributedString text, int start, int room) {
        int columns = 0;
        int wordEnd = -1;
        int i = start;
        while (i < text.length()) {
            int letter = WCWidth.charCountForGraphemeCluster(text, i);
            boolean blank = text.charAt(i) == ' ';
            if (blank && (i == start || text.charAt(i - 1) != ' ')) {
                wordEnd = i;
            }
            columns += Math.max(0, WCWidth.wcwidthForGraphemeCluster(text, i));
            if (columns > room && i > start) {
                return wordEnd > start ? wordEnd : i;
            }
            i += letter;
        }
        return text.length() > 0 && text.charAt(text.length() - 1) == ' ' && wordEnd >= start
                ? wordEnd
                : text.length();
    }

    private static int blanksFrom(AttributedString text, int start) {
        int i = start;
        while (i < text.length() && text.charAt(i) == ' ') {
            i++;
        }
        return i;
    }

    private static AttributedString parsed(String text) {
        var visible = visible(text);
        return visible.indexOf(ESCAPE) < 0
                ? new AttributedString(visible)
                : AttributedString.fromAnsi(visible);
    }

    /// `text` without anything that acts on a terminal, but for colour and weight: tabs as blanks
    /// up to the next multiple of 8 columns, control characters as `^G`.
    public static String visible(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        var visible = new StringBuilder();
        var colour = COLOUR.matcher(text);
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == ESCAPE && colour.region(i, text.length()).lookingAt()) {
                visible.append(colour.group());
                i = colour.end();
                continue;
            }
            if (c == '\t') {
                int column = AttributedString.fromAnsi(visible.toString()).columnLength();
                visible.append(" ".repeat(TAB - column % TAB));
            } else if (Character.isISOControl(c)) {
                visible.append(shown(c));
            } else {
                visible.append(c);
            }
            i++;
        }
        return visible.toString();
    }

    private static String shown(char control) {
        return control < 0x20 || control == 0x7f
                ? "^" + (char) (control ^ 0x40)
                : "\\x" + Integer.toHexString(control);
    }
}
