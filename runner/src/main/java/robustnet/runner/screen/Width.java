package robustnet.runner.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import robustnet.runner.report.Ascii;

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
        return ascii(text) ? text.length() : parsed(text).columns();
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
        if (first == 0 && text.length() <= columns && ascii(text)) {
            return text;
        }
        var letters = parsed(text);
        int width = letters.columns();
        if (columns < 1 || first >= width) {
            return "";
        }
        boolean goesOn = width > first + columns;
        int last = first + columns - (goesOn ? 1 : 0);
        int column = 0;
        int start = 0;
        int end = 0;
        for (int i = 0; i < letters.size(); i++) {
            if (column < first) {
                start = i + 1;
            }
            column += letters.get(i).columns();
            if (column <= last) {
                end = i + 1;
            }
        }
        return letters.slice(Math.min(start, end), end) + (goesOn ? ELLIPSIS : "");
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
    /// @param rest what stands before the others
    /// @return at least one line
    public static List<String> wrap(String text, int columns, String first, String rest) {
        var letters = parsed(text);
        var lines = new ArrayList<String>();
        int start = blanksFrom(letters, 0);
        do {
            var indent = lines.isEmpty() ? first : rest;
            int end = lineEnd(letters, start, Math.max(1, columns - of(indent)));
            lines.add(indent + letters.slice(start, end));
            start = blanksFrom(letters, end);
        } while (start < letters.size());
        return lines;
    }

    /// Where a line that begins at `start` ends, the blanks behind it left out.
    private static int lineEnd(Letters letters, int start, int room) {
        int columns = 0;
        int wordEnd = -1;
        boolean inWord = false;
        for (int i = start; i < letters.size(); i++) {
            boolean blank = letters.get(i).blank();
            if (blank && inWord) {
                wordEnd = i;
            }
            inWord = !blank;
            columns += letters.get(i).columns();
            if (columns > room && i > start) {
                return wordEnd > start ? wordEnd : i;
            }
        }
        return inWord || wordEnd < 0 ? letters.size() : wordEnd;
    }

    private static int blanksFrom(Letters letters, int start) {
        int i = start;
        while (i < letters.size() && letters.get(i).blank()) {
            i++;
        }
        return i;
    }

    /// Whether each character takes a column: so most lines need not be taken apart.
    private static boolean ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static Letters parsed(String text) {
        return Letters.of(visible(text));
    }

    /// `text` without anything that acts on a terminal, but for colour and weight: tabs as blanks
    /// up to the next multiple of 8 columns, control characters as `^G`, and by number what turns
    /// the direction of a line.
    public static String visible(String text) {
        if (text.chars().noneMatch(Ascii::acts)) {
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
                int column = Letters.of(visible.toString()).columns();
                visible.append(" ".repeat(TAB - column % TAB));
            } else if (Ascii.acts(c)) {
                visible.append(Ascii.ofControl(c));
            } else {
                visible.append(c);
            }
            i++;
        }
        return visible.toString();
    }
}
