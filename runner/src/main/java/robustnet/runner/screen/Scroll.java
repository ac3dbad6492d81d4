package robustnet.runner.screen;

/// Which part of a text is on the screen, and the keys that move it. Not safe for use by several
/// threads.
public final class Scroll {
    private static final int SIDEWAYS = 8;

    private int top;
    private int left;
    private int length;
    private int page = 1;
    private int surplus;

    /// Says what there is, and moves into it if it has become shorter.
    ///
    /// @param length how many lines there are
    /// @param page how many of them there is room for, from 1 on
    /// @param surplus how many columns the longest line has beyond the screen's
    public void fit(int length, int page, int surplus) {
        this.length = length;
        this.page = Math.max(1, page);
        this.surplus = Math.max(0, surplus);
        to(top);
        left = Math.min(left, this.surplus);
    }

    /// The first line on the screen, from 0 on.
    public int top() {
        return top;
    }

    /// How many columns are left out on the left.
    public int left() {
        return left;
    }

    /// The first line that is below the screen.
    public int bottom() {
        return Math.min(length, top + page);
    }

    /// Whether there is anything that is not on the screen, above or below.
    public boolean moves() {
        return length > page;
    }

    /// How much of the text has been on the screen when read from its beginning: `42 %`, or `all`.
    public String position() {
        return moves() ? 100L * bottom() / length + " %" : "all";
    }

    /// Moves so that `line` is the first, as far as the text reaches.
    public void to(int line) {
        top = Math.clamp(line, 0, Math.max(0, length - page));
    }

    /// Takes a key.
    ///
    /// @return whether it was one that moves: arrows, page up and down, home, end, and `j`, `k`,
    ///   blank, `b`, `g`, `G`
    public boolean key(Key key) {
        switch (key) {
            case Key.Name.UP -> to(top - 1);
            case Key.Name.DOWN, Key.Name.ENTER -> to(top + 1);
            case Key.Name.PAGE_UP -> to(top - step());
            case Key.Name.PAGE_DOWN -> to(top + step());
            case Key.Name.HOME -> to(0);
            case Key.Name.END -> to(length);
            case Key.Name.LEFT -> left = Math.max(0, left - SIDEWAYS);
            case Key.Name.RIGHT -> left = Math.min(surplus, left + SIDEWAYS);
            case Key.Letter(int letter) -> {
                return letter(letter);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean letter(int letter) {
        switch (letter) {
            case 'k' -> to(top - 1);
            case 'j' -> to(top + 1);
            case 'b' -> to(top - step());
            case ' ' -> to(top + step());
            case 'g' -> to(0);
            case 'G' -> to(length);
            default -> {
                return false;
            }
        }
        return true;
    }

    /// One line stays, so that the eye finds on.
    private int step() {
        return Math.max(1, page - 1);
    }
}
