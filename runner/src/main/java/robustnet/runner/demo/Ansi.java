package robustnet.runner.demo;

/// What makes a terminal a screen: the control sequences of ECMA-48 and xterm.
final class Ansi {
    private static final String CSI = "\u001b[";

    /// Another screen, no cursor.
    static final String OPEN = CSI + "?1049h" + CSI + "?25l";

    /// The screen and the cursor of before.
    static final String CLOSE = CSI + "?25h" + CSI + "?1049l";

    /// To the upper left corner.
    static final String HOME = CSI + "H";

    /// Deletes the rest of the line.
    static final String TO_END = CSI + "K";

    /// Deletes what is below.
    static final String BELOW = CSI + "J";

    private Ansi() {}
}
