package robustnet.runner.report;

import java.util.Map;
import java.util.stream.Collectors;

/// The marks and the typography that the course uses, in ASCII, and control characters as letters.
public final class Ascii {
    private static final Map<Integer, String> LETTERS =
            Map.ofEntries(
                    Map.entry((int) '✓', "+"),
                    Map.entry((int) '✗', "x"),
                    Map.entry((int) '★', "*"),
                    Map.entry((int) '→', "->"),
                    Map.entry((int) '←', "<-"),
                    Map.entry((int) '↑', "^"),
                    Map.entry((int) '↓', "v"),
                    Map.entry((int) '»', "="),
                    Map.entry((int) '·', "."),
                    Map.entry((int) '…', "..."),
                    Map.entry((int) '–', "-"),
                    Map.entry((int) '—', "-"),
                    Map.entry((int) '“', "\""),
                    Map.entry((int) '”', "\""),
                    Map.entry((int) '’', "'"),
                    Map.entry((int) '█', "#"),
                    Map.entry((int) '░', "."),
                    Map.entry((int) '│', "|"),
                    Map.entry((int) '─', "-"),
                    Map.entry((int) '┼', "+"),
                    Map.entry((int) '▶', ">"),
                    Map.entry((int) '◀', "<"),
                    Map.entry((int) '×', "x"));

    /// What the longer ones are where a letter has one column.
    private static final Map<Integer, String> NARROW =
            Map.of((int) '→', ">", (int) '←', "<", (int) '…', "~");

    private Ascii() {}

    /// A letter in ASCII, in up to three; itself if it is none of the course's marks.
    static String of(int letter) {
        return LETTERS.getOrDefault(letter, Character.toString(letter));
    }

    /// `line` with one letter for each mark: it must not get longer.
    public static String inColumns(String line) {
        // The dots of an ellipsis have room where blanks follow.
        return line.replace("…  ", "...")
                .codePoints()
                .mapToObj(letter -> NARROW.getOrDefault(letter, of(letter)))
                .collect(Collectors.joining());
    }

    /// Whether a letter acts on a terminal instead of standing on it: control characters, the line
    /// breaks of Unicode, and what turns the direction of a line.
    public static boolean acts(int letter) {
        return Character.isISOControl(letter)
                || letter >= 0x2028 && letter <= 0x202e
                || letter >= 0x2066 && letter <= 0x2069;
    }

    /// What acts on a terminal as letters: `^G`; those above 127 by number: `\x9b`, `\u202e`.
    public static String ofControl(char control) {
        return control < 0x80
                ? "^" + (char) (control ^ 0x40)
                : (control < 0x100 ? "\\x" : "\\u") + Integer.toHexString(control);
    }
}
