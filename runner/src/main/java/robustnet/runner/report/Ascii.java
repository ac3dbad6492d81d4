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

    /// A control character as letters: `^G`. Those above 127 are `\x9b`, and what else acts on a
    /// line is its number, too.
    public static String ofControl(char control) {
        return control < 0x80
                ? "^" + (char) (control ^ 0x40)
                : (control < 0x100 ? "\\x" : "\\u") + Integer.toHexString(control);
    }
}
