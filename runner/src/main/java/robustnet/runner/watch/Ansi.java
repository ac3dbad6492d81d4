package robustnet.runner.watch;

import java.util.Map;
import java.util.stream.Collectors;

/// What makes a terminal a screen: the control sequences of ECMA-48 and xterm.
final class Ansi {
    private static final String CSI = "\u001b[";

    /// Another screen, no cursor, and what is pasted comes with marks around it: its letters are no
    /// keys.
    static final String OPEN = CSI + "?1049h" + CSI + "?25l" + CSI + "?2004h";

    /// The screen and the cursor of before.
    static final String CLOSE = CSI + "0m" + CSI + "?2004l" + CSI + "?25h" + CSI + "?1049l";

    /// An empty screen.
    static final String CLEAR = CSI + "H" + CSI + "2J";

    /// Deletes the rest of the line.
    static final String TO_END = CSI + "K";

    /// Deletes the rest of the screen.
    static final String BELOW = CSI + "J";

    /// One letter for one letter: the line must not get longer.
    private static final Map<Integer, String> ASCII =
            Map.ofEntries(
                    Map.entry((int) '✓', "+"),
                    Map.entry((int) '✗', "x"),
                    Map.entry((int) '★', "*"),
                    Map.entry((int) '→', ">"),
                    Map.entry((int) '←', "<"),
                    Map.entry((int) '↑', "^"),
                    Map.entry((int) '↓', "v"),
                    Map.entry((int) '»', "="),
                    Map.entry((int) '·', "."),
                    Map.entry((int) '…', "~"),
                    Map.entry((int) '–', "-"),
                    Map.entry((int) '—', "-"),
                    Map.entry((int) '“', "\""),
                    Map.entry((int) '”', "\""),
                    Map.entry((int) '’', "'"),
                    Map.entry((int) '█', "#"),
                    Map.entry((int) '░', "."),
                    Map.entry((int) '│', "|"),
                    Map.entry((int) '─', "-"));

    private Ansi() {}

    /// To the beginning of a row, from 1 on.
    static String toRow(int row) {
        return CSI + row + ";1H";
    }

    /// `line` with ASCII for the marks that the course uses.
    static String ascii(String line) {
        // The dots of an ellipsis have room where blanks follow.
        return line.replace("…  ", "...")
                .codePoints()
                .mapToObj(letter -> ASCII.getOrDefault(letter, Character.toString(letter)))
                .collect(Collectors.joining());
    }
}
