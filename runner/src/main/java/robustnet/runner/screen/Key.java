package robustnet.runner.screen;

/// What a learner pressed.
public sealed interface Key {
    /// A key that writes something.
    ///
    /// @param codePoint no control character
    record Letter(int codePoint) implements Key {
        /// The letter as text.
        public String text() {
            return Character.toString(codePoint);
        }
    }

    /// Text that was pasted, where the terminal says so (bracketed paste).
    ///
    /// @param text as it was pasted, line ends included; what is longer than [Keys#MAX_PASTE] is
    ///   cut
    record Paste(String text) implements Key {}

    /// A key with a name. Shift, Alt and Ctrl make no difference to an arrow.
    enum Name implements Key {
        UP,
        DOWN,
        LEFT,
        RIGHT,
        PAGE_UP,
        PAGE_DOWN,
        HOME,
        END,
        ENTER,
        TAB,
        BACK_TAB,
        ESCAPE,
        BACKSPACE,
        DELETE,
        CTRL_C,
        CTRL_D,
        /// Asks for the screen to be painted anew.
        CTRL_L,
        /// Asks for the shell, for a while.
        CTRL_Z,
        /// There will be no more keys: the terminal is gone.
        END_OF_INPUT
    }

    /// The key of a letter.
    ///
    /// @param letter no control character and no half of a pair
    static Key of(char letter) {
        return new Letter(letter);
    }
}
