package robustnet.runner.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.NonBlockingReader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
    private static final char PAUSE = '\u2400';

    /// As a busy machine makes it: longer than one waits for what follows an escape.
    private static final char DELAY = '\u2401';

    private static final int DELAY_MILLIS = 300;

    @ParameterizedTest(name = "ESC {0} is {1}")
    @DisplayName("the keys with a name, as terminals send them")
    @CsvSource({
        "[A, UP",
        "[B, DOWN",
        "[C, RIGHT",
        "[D, LEFT",
        "OA, UP",
        "OB, DOWN",
        "OC, RIGHT",
        "OD, LEFT",
        "[H, HOME",
        "[F, END",
        "OH, HOME",
        "OF, END",
        "[1~, HOME",
        "[4~, END",
        "[7~, HOME",
        "[8~, END",
        "[5~, PAGE_UP",
        "[6~, PAGE_DOWN",
        "[3~, DELETE",
        "[Z, BACK_TAB",
        "OM, ENTER",
        "[1;5A, UP",
        "[1;2D, LEFT",
        "[5;3~, PAGE_UP"
    })
    void namedKeys(String sequence, Key.Name key) throws IOException {
        assertThat(keys("\u001b" + sequence + "x"))
                .as("the sequence is one key, and the letter after it another")
                .containsExactly(key, Key.of('x'));
    }

    @Test
    @DisplayName("enter, tab, backspace, Ctrl-C, Ctrl-D and Ctrl-L")
    void controlKeys() throws IOException {
        assertThat(keys("\r\n\t\b\u007f\u0003\u0004\f"))
                .containsExactly(
                        Key.Name.ENTER,
                        Key.Name.ENTER,
                        Key.Name.TAB,
                        Key.Name.BACKSPACE,
                        Key.Name.BACKSPACE,
                        Key.Name.CTRL_C,
                        Key.Name.CTRL_D,
                        Key.Name.CTRL_L);
    }

    @Test
    @DisplayName("letters of every script, those beyond the BMP included")
    void letters() throws IOException {
        assertThat(keys("aé世\uD83D\uDE80\uD83Dx\uDE80y"))
                .as("half a pair is no letter, and does not swallow the next one")
                .containsExactly(
                        Key.of('a'),
                        Key.of('é'),
                        Key.of('世'),
                        new Key.Letter(0x1F680),
                        Key.of('x'),
                        Key.of('y'));
    }

    @Test
    @DisplayName("escape alone is a key when nothing follows it at once")
    void escapeAlone() throws IOException {
        assertThat(keys("\u001b" + PAUSE + "[A"))
                .as("what comes after the pause is typed")
                .containsExactly(Key.Name.ESCAPE, Key.of('['), Key.of('A'));
        assertThat(keys("\u001b")).containsExactly(Key.Name.ESCAPE);
    }

    @Test
    @DisplayName("escape held down is escape many times")
    void escapeHeldDown() throws IOException {
        assertThat(keys("\u001b\u001b\u001b" + PAUSE))
                .containsExactly(Key.Name.ESCAPE, Key.Name.ESCAPE, Key.Name.ESCAPE);
        assertThat(keys("\u001b\u001b[B")).containsExactly(Key.Name.ESCAPE, Key.Name.DOWN);
    }

    @ParameterizedTest
    @DisplayName("what is no key of ours is swallowed whole")
    @ValueSource(
            strings = {
                "[15~",
                "[1;5P",
                "OP",
                "[[A",
                "x",
                "[?1;2c",
                "[<0;10;5M",
                "[I",
                "[ q",
                "]11;rgb:0000/0000/0000\u0007",
                "]11;rgb:0000/0000/0000\u001b\\",
                "P>|term\u001b\\"
            })
    void unknown(String sequence) throws IOException {
        assertThat(keys("\u001b" + sequence + "q"))
                .as("no tail of the sequence is taken for a key")
                .containsExactly(Key.of('q'));
    }

    @Test
    @DisplayName("a sequence that breaks off does not swallow the key after it")
    void brokenSequence() throws IOException {
        assertThat(keys("\u001b[1;\u0003")).containsExactly(Key.Name.CTRL_C);
        assertThat(keys("\u001b[1;" + PAUSE + "q")).containsExactly(Key.of('q'));
        assertThat(keys("\u001b[1;\u001b[A")).containsExactly(Key.Name.UP);
    }

    @ParameterizedTest
    @DisplayName("a sequence whose rest comes late is the key all the same")
    @ValueSource(strings = {"[" + DELAY + "6~", "[6" + DELAY + "~", "[6;" + DELAY + "2~"})
    void lateRest(String sequence) throws IOException {
        assertThat(keys("\u001b" + sequence + "x"))
                .containsExactly(Key.Name.PAGE_DOWN, Key.of('x'));
    }

    @Test
    @DisplayName("a pasted text is one key, whatever letters are in it")
    void paste() throws IOException {
        assertThat(keys("\u001b[200~q\rr\u001b[A\u001b[201~x"))
                .containsExactly(new Key.Paste("q\rr\u001b[A"), Key.of('x'));
        assertThat(keys("\u001b[200~qr" + PAUSE + "x"))
                .as("a paste whose end is lost ends with a silence")
                .containsExactly(new Key.Paste("qr"), Key.of('x'));
        assertThat(keys("\u001b[200~" + "q".repeat(5000) + "\u001b[201~x"))
                .containsExactly(new Key.Paste("q".repeat(Keys.MAX_PASTE)), Key.of('x'));
    }

    @Test
    @DisplayName("other control characters are no keys")
    void otherControls() throws IOException {
        assertThat(keys("\u0000\u0001\u0019\u009bq")).containsExactly(Key.of('q'));
    }

    /// All keys until the end of `typed`.
    private static List<Key> keys(String typed) throws IOException {
        var position = new int[1];
        var keys =
                new Keys(
                        millis -> {
                            if (position[0] == typed.length()) {
                                return NonBlockingReader.EOF;
                            }
                            char unit = typed.charAt(position[0]++);
                            if (unit == DELAY && millis > DELAY_MILLIS) {
                                unit = typed.charAt(position[0]++);
                            } else if (unit == DELAY) {
                                return NonBlockingReader.READ_EXPIRED;
                            }
                            return unit == PAUSE ? NonBlockingReader.READ_EXPIRED : unit;
                        });
        var read = new ArrayList<Key>();
        while (!read.contains(Key.Name.END_OF_INPUT)) {
            keys.read(Duration.ofMillis(1)).ifPresent(read::add);
        }
        read.removeLast();
        return read;
    }
}
