package robustnet.basics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.CountingInputStream;
import robustnet.testkit.DripInputStream;
import robustnet.testkit.Exercise;

@Exercise(id = "1.3", title = "Lines", level = 2, minutes = 30, edit = LineReader.class)
class LineReaderTest {
    @Test
    @DisplayName("lines end with LF or CRLF, which is not part of them; an empty line is a line")
    void readsLinesWithEitherEnding() throws Exception {
        var lines = new LineReader(bytes("first\nsecond\r\n\n\r\n\tlast one\n"), 100);

        assertThat(lines.readLine()).as("ended by LF").hasValue("first");
        assertThat(lines.readLine()).as("ended by CRLF").hasValue("second");
        assertThat(lines.readLine()).as("an empty line, LF").hasValue("");
        assertThat(lines.readLine()).as("an empty line, CRLF").hasValue("");
        assertThat(lines.readLine())
                .as("tabs and spaces belong to the line")
                .hasValue("\tlast one");
        assertThat(lines.readLine()).as("the end of the stream between lines").isEmpty();
    }

    @Test
    @DisplayName("lines that arrive a few bytes at a time are the same lines (B1)")
    void readsLinesHoweverTheStreamCutsThem() throws Exception {
        var text = "GET /\r\nHost: example.org\r\n\r\n".getBytes(UTF_8);

        for (int atATime = 1; atATime <= text.length; atATime++) {
            var lines = new LineReader(new DripInputStream(text, atATime), 100);
            var what = "the line of a stream that gives %d bytes a read".formatted(atATime);
            assertThat(next(lines)).as(what).isEqualTo("GET /");
            assertThat(next(lines)).as(what).isEqualTo("Host: example.org");
            assertThat(next(lines)).as(what).isEqualTo("");
        }
    }

    @Test
    @DisplayName("a character whose bytes arrive one by one is one character (B9)")
    void decodesCharactersThatArriveInPieces() throws Exception {
        var text = "zażółć: é € 😀\n".getBytes(UTF_8);

        var line = next(new LineReader(new DripInputStream(text, 1), 100));

        assertThat(line).as("two, three and four bytes a character").isEqualTo("zażółć: é € 😀");
    }

    @Test
    @DisplayName("what follows a line is left in the stream for others (B10)")
    void readsNothingBeyondTheLine() throws Exception {
        for (var ending : List.of("\n", "\r\n")) {
            var in = bytes("length: 3" + ending + "\n\r\n");

            var line = new LineReader(in, 100).readLine();

            assertThat(line).as("the header line").hasValue("length: 3");
            assertThat(in.readAllBytes())
                    .asString(UTF_8)
                    .as("the three bytes of the body that follows the line, still in the stream")
                    .isEqualTo("\n\r\n");
        }
    }

    @Test
    @DisplayName("a line that is too long is given up after the maximum and two bytes (B10)")
    void rejectsALineThatIsTooLong() throws Exception {
        var line = CountingInputStream.of(("a".repeat(1 << 20) + "\n").getBytes(UTF_8));

        assertThatThrownBy(
                        () -> new LineReader(line, 1000).readLine(),
                        "a line of a megabyte, at most 1000 bytes are allowed")
                .isInstanceOf(ProtocolException.class);
        assertThat(line.bytesRead())
                .as("bytes that were taken of a line of at most 1000, and its CR LF")
                .isLessThanOrEqualTo(1002);
    }

    @Test
    @DisplayName("the maximum counts the line's bytes, not its characters and not its ending (B10)")
    void acceptsALineOfExactlyTheMaximum() throws Exception {
        for (var line : List.of("12345\n", "12345\r\n", "€é\n", "€é\r\n")) {
            assertThatCode(() -> new LineReader(bytes(line), 5).readLine())
                    .as("five bytes and a line ending where five are allowed")
                    .doesNotThrowAnyException();
        }
        for (var tooLong : List.of("123456\n", "123456\r\n", "€éa\n", "€€\r\n")) {
            assertRejected(bytes(tooLong), 5, "six bytes where five are allowed");
        }
    }

    @Test
    @DisplayName("a stream that ends inside a line has lost the rest of it (B1)")
    void reportsAnEndInsideALine() {
        for (var cut : List.of("lin", "first\nsec", "first\r\ns")) {
            assertThatThrownBy(
                            () -> {
                                var lines = new LineReader(bytes(cut), 100);
                                lines.readLine();
                                lines.readLine();
                            },
                            "the stream ended inside a line: half a line is not a line")
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    @DisplayName("bytes that are not UTF-8 are rejected, not replaced (B9)")
    void rejectsMalformedUtf8() {
        for (var hex :
                List.of(
                        "ff", // never in UTF-8
                        "80", // a continuation without a start
                        "c3", // a start without its continuation
                        "e282", // two bytes of three
                        "c080", // an overlong form of U+0000
                        "eda080")) { // a surrogate
            var line = HexFormat.of().parseHex("61" + hex + "0a");
            assertRejected(new ByteArrayInputStream(line), 100, "malformed UTF-8: " + hex);
        }
    }

    @Test
    @DisplayName("control characters other than tab are rejected, a CR inside a line among them")
    void rejectsControlCharacters() throws Exception {
        for (int c = 0; c <= 0x9f; c++) {
            if (Character.isISOControl(c) && c != '\t' && c != '\n') {
                var line = "a" + Character.toString(c) + "b\n";
                assertRejected(bytes(line), 100, "control character U+%04X".formatted(c));
            }
        }
        assertRejected(bytes("line\r\r\n"), 100, "a CR that no LF follows");
    }

    @Test
    @DisplayName("a stream that fails is not taken for one that has ended")
    void passesOnTheStreamsFailure() {
        var failing =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new SocketTimeoutException("nothing came");
                    }
                };

        assertThatThrownBy(
                        () -> new LineReader(failing, 100).readLine(), "a stream whose read failed")
                .isInstanceOf(SocketTimeoutException.class);
    }

    /// The next line, or what happened instead.
    private static String next(LineReader lines) {
        try {
            return lines.readLine().orElse("(the end of the stream)");
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void assertRejected(InputStream in, int maxBytes, String why) {
        assertThatThrownBy(() -> new LineReader(in, maxBytes).readLine(), why)
                .isInstanceOf(ProtocolException.class);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
