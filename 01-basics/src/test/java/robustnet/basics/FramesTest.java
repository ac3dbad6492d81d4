package robustnet.basics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.CountingInputStream;
import robustnet.testkit.DripInputStream;
import robustnet.testkit.Exercise;
import robustnet.testkit.RecordingOutputStream;

@Exercise(
        id = "1.4",
        title = "Length-prefixed frames",
        level = 2,
        minutes = 25,
        edit = Frames.class)
class FramesTest {
    @Test
    @DisplayName("a frame is its length in four bytes, the highest first, then its payload")
    void writesLengthThenPayload() throws Exception {
        var out = new RecordingOutputStream();

        Frames.write(out, "Hello".getBytes(UTF_8));
        Frames.write(out, new byte[0]);

        assertThat(HexFormat.ofDelimiter(" ").formatHex(out.toByteArray()))
                .as("the frame of Hello, then the frame of an empty payload")
                .isEqualTo("00 00 00 05 48 65 6c 6c 6f 00 00 00 00");
        assertThat(out.isClosed()).as("whether the stream was closed: it is not ours").isFalse();
    }

    @Test
    @DisplayName("a frame goes out in one write, then a flush (B11)")
    void writesAFrameInOneWrite() throws Exception {
        for (int length : new int[] {0, 1, 5, 20_000}) {
            var out = new RecordingOutputStream();

            Frames.write(out, new byte[length]);

            assertThat(out.writes())
                    .as(
                            "the lengths of the write calls for a frame with %d bytes: one call",
                            length)
                    .containsExactly(4 + length);
            assertThat(out.flushedBytes())
                    .as("bytes that were flushed: all, or they may wait in a buffer for ever")
                    .isEqualTo(4 + length);
        }
    }

    @Test
    @DisplayName("what was written is read back, whatever its length")
    void readsBackWhatWasWritten() throws Exception {
        var out = new RecordingOutputStream();
        var lengths = new int[] {0, 1, 127, 128, 255, 256, 65_535, 65_536, 300_000};
        for (int length : lengths) {
            Frames.write(out, pattern(length));
        }

        var in = new ByteArrayInputStream(out.toByteArray());
        for (int length : lengths) {
            var payload = read(in, 300_000, "the frame with %d bytes".formatted(length));
            assertThat(payload.length).as("the length of the payload").isEqualTo(length);
            assertThat(Arrays.mismatch(payload, pattern(length)))
                    .as("the first index at which the payload differs, -1 for none")
                    .isEqualTo(-1);
        }
        assertThat(Frames.read(in, 300_000)).as("after the last frame").isEmpty();
    }

    @Test
    @DisplayName("a frame that arrives a few bytes at a time is read whole (B1)")
    void readsAFrameThatArrivesInPieces() throws Exception {
        var frame = frame("a payload");

        for (int atATime = 1; atATime <= frame.length; atATime++) {
            var what = "the payload of a frame that came %d bytes a read".formatted(atATime);
            var payload = read(new DripInputStream(frame, atATime), 100, what);

            assertThat(payload)
                    .asString(UTF_8)
                    .as(what)
                    .isEqualTo("a payload");
        }
    }

    @Test
    @DisplayName("frames that arrive together are read one by one, and nothing beyond them (B1)")
    void readsNothingBeyondTheFrame() throws Exception {
        var in = new ByteArrayInputStream(concat(frame("one"), frame(""), frame("two"), "rest"));

        for (var word : List.of("one", "", "two")) {
            assertThat(read(in, 100, "the next of three frames that came together"))
                    .asString(UTF_8)
                    .as("the payload")
                    .isEqualTo(word);
        }
        assertThat(in.readAllBytes())
                .asString(UTF_8)
                .as("what follows the frames, still in the stream")
                .isEqualTo("rest");
    }

    @Test
    @DisplayName("the end of the stream between frames is no error, anywhere else it is (B5)")
    void tellsAnEndBetweenFramesFromOneInside() throws Exception {
        assertThat(Frames.read(new ByteArrayInputStream(new byte[0]), 100))
                .as("a stream that ends where a frame might begin")
                .isEmpty();

        var whole = frame("Hello");
        for (int cut = 1; cut < whole.length; cut++) {
            var in = new ByteArrayInputStream(whole, 0, cut);
            assertThatThrownBy(
                            () -> Frames.read(in, 100),
                            "a stream that ends after %d of the frame's 4 + 5 bytes",
                            cut)
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    @DisplayName("a length that is negative or too large is rejected before it is believed (F2)")
    void rejectsALengthBeforeBelievingIt() throws Exception {
        for (int length :
                new int[] {101, 1 << 20, Integer.MAX_VALUE, Integer.MAX_VALUE - 8, -1, -101}) {
            assertRejected(length);
        }
        assertRejected(Integer.MIN_VALUE);
    }

    @Test
    @DisplayName("a payload of exactly the maximum is accepted, and one of 0 when the maximum is 0")
    void acceptsAPayloadOfExactlyTheMaximum() throws Exception {
        var five = read(new ByteArrayInputStream(frame("Hello")), 5, "five bytes, five allowed");
        var none = read(new ByteArrayInputStream(frame("")), 0, "no byte, none allowed");

        assertThat(five).asString(UTF_8).isEqualTo("Hello");
        assertThat(none).isEmpty();
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

        assertThatThrownBy(() -> Frames.read(failing, 100), "a stream whose read failed")
                .isInstanceOf(SocketTimeoutException.class);
    }

    private static byte[] read(InputStream in, int maxLength, String what) {
        try {
            return Frames.read(in, maxLength)
                    .orElseThrow(() -> new AssertionError(what + ": the stream has not ended yet"));
        } catch (IOException e) {
            throw new AssertionError(what + ": should have been read, but was " + e, e);
        }
    }

    private static void assertRejected(int length) {
        var header = ByteBuffer.allocate(4).putInt(length).array();
        var in = CountingInputStream.of(concat(header, "more"));

        assertThatThrownBy(() -> Frames.read(in, 100), "length %d, 0 to 100 are allowed", length)
                .isInstanceOf(ProtocolException.class);
        assertThat(in.bytesRead()).as("bytes that were read: the header").isEqualTo(4);
    }

    private static byte[] frame(String payload) {
        var bytes = payload.getBytes(UTF_8);
        return ByteBuffer.allocate(4 + bytes.length).putInt(bytes.length).put(bytes).array();
    }

    private static byte[] concat(Object... parts) {
        var all = ByteBuffer.allocate(100);
        for (var part : parts) {
            all.put(part instanceof byte[] bytes ? bytes : part.toString().getBytes(UTF_8));
        }
        return Arrays.copyOf(all.array(), all.position());
    }

    private static byte[] pattern(int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + length);
        }
        return bytes;
    }
}
