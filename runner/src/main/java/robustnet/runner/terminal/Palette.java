package robustnet.runner.terminal;

import java.util.List;

/// The colours of a terminal with dark letters on white. Each has a contrast of at least 4.5 to 1
/// against the paper, so that the picture reads on a light page and on a dark one.
final class Palette {
    static final String PAPER = "#ffffff";
    static final String INK = "#1f2328";
    static final String DIM = "#59636e";

    private static final List<String> TABLE =
            List.of(
                    "#1f2328", "#c21c2c", "#116329", "#7d4e00", "#0550ae", "#6e3fc2", "#1b6a72",
                    "#59636e", "#424a53", "#a40e26", "#1a7f37", "#8a5a00", "#0969da", "#8250df",
                    "#15727b", "#6e7781");
    private static final int[] STEPS = {0, 95, 135, 175, 215, 255};

    private Palette() {}

    static String letters(Pen pen) {
        if (pen.inverse()) {
            return pen.background() == Pen.NONE ? PAPER : colour(pen.background());
        }
        return pen.foreground() == Pen.NONE ? pen.dim() ? DIM : INK : colour(pen.foreground());
    }

    /// The colour behind the letters; [#PAPER] where nothing is to be drawn.
    static String paper(Pen pen) {
        if (pen.inverse()) {
            return pen.foreground() == Pen.NONE ? INK : colour(pen.foreground());
        }
        return pen.background() == Pen.NONE ? PAPER : colour(pen.background());
    }

    private static String colour(int number) {
        if ((number & Pen.RGB) != 0) {
            return hex(number & 0xffffff);
        }
        if (number < TABLE.size()) {
            return TABLE.get(number);
        }
        if (number >= 232) {
            int grey = 8 + 10 * (number - 232);
            return hex(grey << 16 | grey << 8 | grey);
        }
        int cube = number - 16;
        return hex(STEPS[cube / 36] << 16 | STEPS[cube / 6 % 6] << 8 | STEPS[cube % 6]);
    }

    private static String hex(int rgb) {
        return "#%06x".formatted(rgb);
    }
}
