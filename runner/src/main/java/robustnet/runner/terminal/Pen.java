package robustnet.runner.terminal;

/// How letters are drawn on a screen. A colour is a terminal's number, 0 to 255, a red, green and
/// blue value with [#RGB] set, or [#NONE].
///
/// @param foreground the colour of the letters
/// @param background the colour behind them
record Pen(
        int foreground,
        int background,
        boolean bold,
        boolean dim,
        boolean italic,
        boolean underlined,
        boolean inverse) {
    /// The terminal's own colour.
    static final int NONE = -1;

    /// Marks a colour that is no number of a table.
    static final int RGB = 1 << 24;

    static final Pen PLAIN = new Pen(NONE, NONE, false, false, false, false, false);

    Pen withForeground(int colour) {
        return new Pen(colour, background, bold, dim, italic, underlined, inverse);
    }

    Pen withBackground(int colour) {
        return new Pen(foreground, colour, bold, dim, italic, underlined, inverse);
    }

    Pen withBold(boolean on) {
        return new Pen(foreground, background, on, dim, italic, underlined, inverse);
    }

    Pen withDim(boolean on) {
        return new Pen(foreground, background, bold, on, italic, underlined, inverse);
    }

    Pen withItalic(boolean on) {
        return new Pen(foreground, background, bold, dim, on, underlined, inverse);
    }

    Pen withUnderlined(boolean on) {
        return new Pen(foreground, background, bold, dim, italic, on, inverse);
    }

    Pen withInverse(boolean on) {
        return new Pen(foreground, background, bold, dim, italic, underlined, on);
    }
}
