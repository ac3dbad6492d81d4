package robustnet.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Hexadecimal text")
class HexTest {
    @Test
    @DisplayName("shows 16 bytes a line, as digits and as ASCII")
    void dump() {
        assertThat(Hex.dump("0123456789abcdef\r\n\u007f".getBytes(US_ASCII)))
                .isEqualTo(
                        """
                        0000  30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  0123456789abcdef
                        0010  0d 0a 7f                                         ...""");
    }

    @Test
    @DisplayName("of no bytes is empty")
    void dumpOfNothing() {
        assertThat(Hex.dump(new byte[0])).isEmpty();
    }

    @Test
    @DisplayName("cuts long data in the middle and says how much is missing")
    void dumpElides() {
        assertThat(Hex.dump(new byte[96]).lines()).hasSize(6);
        assertThat(Hex.dump(new byte[1 << 20]).lines())
                .hasSize(6)
                .contains("      … 1048496 more bytes …")
                .last()
                .asString()
                .startsWith("000ffff0  00 00");
    }

    @Test
    @DisplayName("puts a caret under the first byte that differs")
    void difference() {
        assertThat(Hex.difference("abc".getBytes(US_ASCII), "axc".getBytes(US_ASCII)))
                .isEqualTo(
                        """
                        should have been  0000  61 62 63                                         abc
                        but was           0000  61 78 63                                         axc
                                                   ^^ byte 1""");
    }

    @Test
    @DisplayName("says where data ended that is a beginning of the other")
    void differenceInLength() {
        assertThat(Hex.difference(new byte[17], new byte[16]))
                .contains("but was           0010  (the data ended here)");
        assertThat(Hex.difference(new byte[3], new byte[3])).isEmpty();
    }

    @Test
    @DisplayName("describes a byte with its letter where it has one")
    void describe() {
        assertThat(Hex.describe((byte) 'A')).isEqualTo("0x41 'A'");
        assertThat(Hex.describe((byte) 0xff)).isEqualTo("0xff");
    }

    @Test
    @DisplayName("is parsed however it is spaced, and rejected when it is none")
    void parse() {
        assertThat(Hex.parse(" 00FF\n7 f")).containsExactly(0, 0xff, 0x7f);
        assertThatThrownBy(() -> Hex.parse("0g")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Hex.parse("000")).isInstanceOf(IllegalArgumentException.class);
    }
}
