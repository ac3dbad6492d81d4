package robustnet.runner.screen;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jline.utils.NonBlockingReader;

/// Reads keys from a terminal in raw mode.
///
/// An escape with nothing behind it for 50 ms is the key; else it begins a sequence (ECMA-48
/// section 5.4, and what xterm, the Linux console and rxvt send). A sequence that is no key of ours
/// is taken whole, so that its tail is not mistaken for letters.
///
/// Not safe for use by several threads.
public final class Keys {
    /// How much of a pasted text is kept.
    public static final int MAX_PASTE = 1000;

    private static final int ESCAPE = 27;
    private static final int BELL = 7;
    private static final long ESCAPE_MILLIS = 50;

    /// What has begun as a sequence goes on: its rest may come late on a busy machine or over ssh.
    private static final long REST_MILLIS = 500;

    private static final int NONE = Integer.MIN_VALUE;
    private static final String PASTE_END = "\u001b[201~";

    private final Source source;
    private int pushedBack = NONE;

    /// Where UTF-16 units come from: the method of that name of [NonBlockingReader].
    @FunctionalInterface
    interface Source {
        /// @param millis how long to wait; 0 waits for ever
        /// @return a unit, or [NonBlockingReader#EOF], or [NonBlockingReader#READ_EXPIRED]
        int read(long millis) throws IOException;
    }

    Keys(Source source) {
        this.source = source;
    }

    /// The keys of a terminal.
    public static Keys of(NonBlockingReader reader) {
        return new Keys(reader::read);
    }

    /// Waits for a key.
    ///
    /// @param patience how long to wait for its first unit; at least 1 ms
    /// @return the key; empty if none came in that time, or only what means nothing
    /// @throws IOException if the terminal cannot be read, or the thread was interrupted
    public Optional<Key> read(Duration patience) throws IOException {
        int first = next(Math.max(1, patience.toMillis()));
        return Optional.ofNullable(
                switch (first) {
                    case NonBlockingReader.READ_EXPIRED -> null;
                    case NonBlockingReader.EOF -> Key.Name.END_OF_INPUT;
                    case ESCAPE -> escape();
                    case '\r', '\n' -> Key.Name.ENTER;
                    case '\t' -> Key.Name.TAB;
                    case '\b', 127 -> Key.Name.BACKSPACE;
                    case 3 -> Key.Name.CTRL_C;
                    case 4 -> Key.Name.CTRL_D;
                    case 12 -> Key.Name.CTRL_L;
                    case 26 -> Key.Name.CTRL_Z;
                    default -> letter(first);
                });
    }

    private Key letter(int first) throws IOException {
        char unit = (char) first;
        if (Character.isHighSurrogate(unit)) {
            int second = next(REST_MILLIS);
            if (second >= 0 && Character.isLowSurrogate((char) second)) {
                return new Key.Letter(Character.toCodePoint(unit, (char) second));
            }
            pushBack(second);
            return null;
        }
        return Character.isISOControl(unit) || Character.isLowSurrogate(unit)
                ? null
                : new Key.Letter(unit);
    }

    private Key escape() throws IOException {
        int second = next(ESCAPE_MILLIS);
        return switch (second) {
            case NonBlockingReader.READ_EXPIRED -> Key.Name.ESCAPE;
            case NonBlockingReader.EOF, ESCAPE -> {
                pushBack(second);
                yield Key.Name.ESCAPE;
            }
            case '[' -> control();
            case 'O' -> keypad(next(REST_MILLIS));
            case ']', 'P', 'X', '^', '_' -> {
                skipString();
                yield null;
            }
            // Alt and a letter.
            default -> null;
        };
    }

    /// What follows `ESC [`: parameters, intermediates, a final letter.
    private Key control() throws IOException {
        var parameters = new StringBuilder();
        int unit = next(REST_MILLIS);
        if (unit == '[') {
            // F1 to F5 of the Linux console: one letter more.
            next(REST_MILLIS);
            return null;
        }
        while (0x20 <= unit && unit <= 0x3f) {
            parameters.append((char) unit);
            unit = next(REST_MILLIS);
        }
        if (unit < 0x40 || unit > 0x7e) {
            pushBack(unit);
            return null;
        }
        return unit == '~' ? tilde(parameters.toString()) : cursor(unit);
    }

    private static Key cursor(int letter) {
        return switch (letter) {
            case 'A' -> Key.Name.UP;
            case 'B' -> Key.Name.DOWN;
            case 'C' -> Key.Name.RIGHT;
            case 'D' -> Key.Name.LEFT;
            case 'H' -> Key.Name.HOME;
            case 'F' -> Key.Name.END;
            case 'Z' -> Key.Name.BACK_TAB;
            default -> null;
        };
    }

    private static Key keypad(int letter) {
        return letter == 'M' ? Key.Name.ENTER : cursor(letter);
    }

    private Key tilde(String parameters) throws IOException {
        return switch (parameters.split(";", 2)[0]) {
            case "1", "7" -> Key.Name.HOME;
            case "4", "8" -> Key.Name.END;
            case "3" -> Key.Name.DELETE;
            case "5" -> Key.Name.PAGE_UP;
            case "6" -> Key.Name.PAGE_DOWN;
            case "200" -> paste();
            default -> null;
        };
    }

    /// Up to the end that the terminal marks, or to a silence: the mark may be lost.
    private Key paste() throws IOException {
        var text = new StringBuilder();
        var tail = new StringBuilder();
        int unit = next(REST_MILLIS);
        while (unit >= 0) {
            tail.append((char) unit);
            if (tail.length() > PASTE_END.length()) {
                keep(text, tail.charAt(0));
                tail.deleteCharAt(0);
            }
            if (PASTE_END.contentEquals(tail)) {
                return new Key.Paste(text.toString());
            }
            unit = next(REST_MILLIS);
        }
        pushBack(unit);
        tail.chars().forEach(c -> keep(text, (char) c));
        return new Key.Paste(text.toString());
    }

    private static void keep(StringBuilder text, char unit) {
        if (text.length() < MAX_PASTE) {
            text.append(unit);
        }
    }

    /// An answer of the terminal, up to BEL or `ESC \`.
    private void skipString() throws IOException {
        int unit = next(REST_MILLIS);
        while (unit >= 0 && unit != BELL && unit != ESCAPE) {
            unit = next(REST_MILLIS);
        }
        if (unit == ESCAPE) {
            next(REST_MILLIS);
        }
    }

    private int next(long millis) throws IOException {
        if (pushedBack == NONE) {
            return source.read(millis);
        }
        int unit = pushedBack;
        pushedBack = NONE;
        return unit;
    }

    private void pushBack(int unit) {
        if (unit != NonBlockingReader.READ_EXPIRED) {
            pushedBack = unit;
        }
    }
}
