package robustnet.runner.screen;

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

    private Ansi() {}

    /// To the beginning of a row, from 1 on.
    static String toRow(int row) {
        return CSI + row + ";1H";
    }
}
