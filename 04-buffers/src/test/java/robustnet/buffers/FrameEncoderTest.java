package robustnet.buffers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.Pipe;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.DripChannel;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;

@Exercise(
        id = "4.2",
        title = "Frames and their encoder",
        level = 2,
        minutes = 30,
        edit = {Frame.class, FrameEncoder.class})
class FrameEncoderTest {
    private final FrameEncoder encoder = new FrameEncoder();

    @Test
    @DisplayName("frames are encoded as the test vectors say, byte for byte (F14)")
    void encodesTheVectors() throws Exception {
        for (var vector : Vectors.valid()) {
            var frame = frame(vector.type(), vector.requestId(), vector.payload());

            assertThat(hex(encoder.encode(frame)))
                    .as("%s: %s", vector.name(), frame)
                    .isEqualTo(Wire.hex(vector.frame()));
        }
    }

    @Test
    @DisplayName("a payload of any length is encoded, 40,000 bytes too (F4)")
    void encodesAnyLength() {
        var lengths = List.of(0, 1, 127, 128, 255, 256, 32_767, 32_768, 40_000, 65_536, 1 << 20);
        for (int length : lengths) {
            var payload = Wire.pattern(length);
            var frame = frame(1, 5, payload);

            var encoded = Wire.join(encoder.encode(frame));

            assertThat(ByteBuffer.wrap(encoded).getInt(12))
                    .as("the length in the header, for a payload of %d bytes", length)
                    .isEqualTo(length);
            assertThat(Arrays.mismatch(encoded, Wire.frame(1, 5, payload)))
                    .as("the first byte that is wrong, of a frame with %d bytes", length)
                    .isEqualTo(-1);
            assertThat(encoder.encodedLength(frame))
                    .as("the encoded length of a frame with %d bytes", length)
                    .isEqualTo(encoded.length);
        }
    }

    @Test
    @DisplayName("the header has a CRC of its own, and depends on nothing behind it (F15)")
    void protectsTheHeaderByItself() {
        for (var payload : List.of("", "Hi", "Ho")) {
            var encoded = Wire.join(encoder.encode(frame(1, 5, payload.getBytes(UTF_8))));

            assertThat(Wire.hex(Arrays.copyOfRange(encoded, 16, 20)))
                    .as("the CRC of the first 16 bytes, for the payload \"%s\"", payload)
                    .isEqualTo(Wire.hex(Wire.crc(Arrays.copyOf(encoded, 16))));
        }
    }

    @Test
    @DisplayName("a payload is taken from a buffer of any kind, which is left as it was (F10)")
    void takesAnyBuffer() {
        var payload = Wire.pattern(300);
        for (var kind : BufferKinds.of(payload)) {
            var before = kind.state();

            var frame = new Frame(FrameType.REQUEST, 5, kind.buffer());

            assertThat(hex(encoder.encode(frame)))
                    .as("a frame whose payload was: %s", kind.name())
                    .isEqualTo(Wire.hex(Wire.frame(1, 5, payload)));
            assertThat(frame.payloadBytes()).as("its payload: %s", kind.name()).isEqualTo(payload);
            assertThat(kind.state())
                    .as("position, limit and order of the buffer: %s", kind.name())
                    .isEqualTo(before);
        }
    }

    @Test
    @DisplayName("a payload is copied neither by a frame nor by the encoder")
    void copiesNoPayload() {
        var memory = "Hello".getBytes(UTF_8);
        var frame = new Frame(FrameType.REQUEST, 5, ByteBuffer.wrap(memory));
        var encoded = encoder.encode(frame);

        memory[0] = 'J';

        assertThat(text(frame.payload())).as("the frame's payload").isEqualTo("Jello");
        assertThat(new String(Wire.join(encoded), 20, 5, UTF_8))
                .as("the payload between header and CRC")
                .isEqualTo("Jello");
    }

    @Test
    @DisplayName("each reader of a payload gets a view of its own, from 0 to its length")
    void givesEachReaderAView() {
        var buffer = ByteBuffer.wrap("..Hello..".getBytes(UTF_8), 2, 5);
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        var frame = new Frame(FrameType.REQUEST, 5, buffer);
        buffer.position(6);

        for (int reader = 1; reader <= 3; reader++) {
            var payload = frame.payload();
            assertThat(List.of(payload.position(), payload.limit(), payload.capacity()))
                    .as("position, limit and capacity for reader %d", reader)
                    .containsExactly(0, 5, 5);
            assertThat(payload.order()).as("its order").isEqualTo(ByteOrder.BIG_ENDIAN);
            assertThat(text(payload)).as("what reader %d reads", reader).isEqualTo("Hello");
            payload.position(reader).limit(4).order(ByteOrder.LITTLE_ENDIAN);
        }
        for (int copy = 1; copy <= 2; copy++) {
            assertThat(frame.payloadBytes())
                    .asString(UTF_8)
                    .as("copy %d of the payload, which moves no position of the frame's", copy)
                    .isEqualTo("Hello");
        }
        assertThat(encoder.encodedLength(frame)).as("bytes of the frame").isEqualTo(29);
    }

    @Test
    @DisplayName("nobody changes a frame through what it gives away")
    void letsNobodyChangeIt() {
        var frame = frame(1, 5, "Hello".getBytes(UTF_8));

        assertThatThrownBy(() -> frame.payload().put(0, (byte) 'J'), "a write to the payload")
                .isInstanceOf(ReadOnlyBufferException.class);
        frame.payloadBytes()[0] = 'J';

        assertThat(text(frame.payload())).as("the payload").isEqualTo("Hello");
    }

    @Test
    @DisplayName("frames are equal by what they carry, in whichever memory, read or not")
    void comparesByContent() {
        var frame = frame(1, 5, "Hello".getBytes(UTF_8));
        var direct = ByteBuffer.allocateDirect(9).put("..Hello..".getBytes(UTF_8)).position(2);
        var same = new Frame(FrameType.REQUEST, 5, direct.limit(7));
        same.payload().get();
        encoder.encode(same)[1].get();
        same.payloadBytes();

        assertThat(same).as("the same in other memory").isEqualTo(frame).hasSameHashCodeAs(frame);
        assertThat(frame(2, 5, "Hello".getBytes(UTF_8))).as("another type").isNotEqualTo(frame);
        assertThat(frame(1, 6, "Hello".getBytes(UTF_8))).as("another id").isNotEqualTo(frame);
        assertThat(frame(1, 5, "Hallo".getBytes(UTF_8))).as("other bytes").isNotEqualTo(frame);
        assertThat(new Frame(FrameType.PING, 7))
                .as("a frame without a payload")
                .isEqualTo(frame(4, 7, new byte[0]));
    }

    @Test
    @DisplayName(
            "the buffers of two encodings share no position, and writing them uses up no frame")
    void encodesAfresh() throws Exception {
        var frame = frame(1, 5, "Hello".getBytes(UTF_8));
        var other = frame(2, 6, "World!".getBytes(UTF_8));

        var first = encoder.encode(frame);
        var second = encoder.encode(frame);
        var third = encoder.encode(other);
        new DripChannel(new byte[0], 100).write(first);

        assertThat(first).as("the buffers that were written").noneMatch(ByteBuffer::hasRemaining);
        assertThat(hex(second))
                .as("the second encoding")
                .isEqualTo(Wire.hex(Wire.frame(1, 5, "Hello".getBytes(UTF_8))));
        assertThat(hex(third))
                .as("the encoding of another frame")
                .isEqualTo(Wire.hex(Wire.frame(2, 6, "World!".getBytes(UTF_8))));
        assertThat(hex(encoder.encode(frame))).as("encoded once more").isEqualTo(hex(second));
    }

    @Test
    @DisplayName("many threads encode with one encoder, and never see each other's frames")
    void isSafeForManyThreads(Testbed bed) {
        var payload = Wire.pattern(1 << 18);

        Together.often(bed, 800, thread -> encoding(thread, payload));
    }

    private Runnable encoding(int type, byte[] payload) {
        var expected = Wire.frame(type, type, payload);
        var frame = frame(type, type, payload);
        return () -> {
            int mismatch;
            try {
                mismatch = Wire.mismatch(encoder.encode(frame), expected);
            } catch (RuntimeException e) {
                throw new AssertionError("encode threw %s in thread %d".formatted(e, type), e);
            }
            assertThat(mismatch)
                    .as("the first byte that is wrong in a frame of thread %d", type)
                    .isEqualTo(-1);
        };
    }

    @Test
    @DisplayName("encoders share nothing: threads that have one each do not disturb each other")
    void sharesNothing(Testbed bed) {
        var payload = Wire.pattern(1 << 18);
        int expected = ByteBuffer.wrap(Wire.crc(payload)).getInt();

        Together.often(bed, 800, _ -> encoding(new FrameEncoder(), frame(1, 5, payload), expected));
    }

    private static Runnable encoding(FrameEncoder own, Frame frame, int expected) {
        return () -> {
            var last = List.of(own.encode(frame)).getLast();
            assertThat(last.getInt(last.limit() - 4))
                    .as("the payload CRC, when each thread has an encoder of its own")
                    .isEqualTo(expected);
        };
    }

    @Test
    @DisplayName("a frame is written whole, however few bytes the channel takes a call (F5)")
    void writesWholeFrames() throws Exception {
        var payload = Wire.pattern(100);
        for (int atATime : new int[] {1, 13, 19, 20, 21, 119, 120, 121, 124, 1000}) {
            var channel = new DripChannel(new byte[0], atATime);

            encoder.write(channel, frame(1, 5, payload));
            encoder.write(channel, frame(4, 7, new byte[0]));

            assertThat(Wire.hex(channel.written()))
                    .as("a frame of 124 bytes and one of 20, written %d bytes a call", atATime)
                    .isEqualTo(
                            Wire.hex(
                                    Wire.join(
                                            Wire.frame(1, 5, payload),
                                            Wire.frame(4, 7, new byte[0]))));
        }
    }

    @Test
    @DisplayName("header, payload and CRC are offered to the channel together")
    void offersAFrameAtOnce() throws Exception {
        var channel = MeteredChannel.taking(70);

        encoder.write(channel, frame(1, 5, Wire.pattern(100)));

        assertThat(channel.offers())
                .as("bytes offered, call for call, to a channel that takes 70")
                .containsExactly(124L, 54L);

        for (int length : new int[] {0, 5, 1 << 20}) {
            var memory = Wire.pattern(length);
            var frame = frame(1, 5, memory);
            var whole = MeteredChannel.taking(2 << 20);
            encoder.write(whole, frame);
            assertThat(whole.offers())
                    .as("bytes offered of a frame with %d bytes, to a channel with room", length)
                    .containsExactly((long) encoder.encodedLength(frame));
            Arrays.fill(memory, (byte) 'J'); // a copy does not follow
            var offered = Wire.join(whole.firstOffer());
            assertThat(Arrays.mismatch(Arrays.copyOfRange(offered, 20, 20 + length), memory))
                    .as("where the offered payload of %d bytes is not the frame's memory", length)
                    .isEqualTo(-1);
        }
    }

    @Test
    @DisplayName("what the channel throws comes out as it is, and non-blocking mode is refused")
    void passesTheChannelsFailureOn(Testbed bed) throws Exception {
        var failure = new IOException("broken");
        var frame = frame(1, 5, Wire.pattern(100));
        var pipe = Pipe.open();
        bed.closing(pipe.source());
        var sink = bed.closing(pipe.sink());
        sink.configureBlocking(false);

        var broken = MeteredChannel.failing(13, 50, failure);
        assertThatThrownBy(() -> encoder.write(broken, frame), "what the channel throws")
                .isSameAs(failure);
        assertThatThrownBy(() -> encoder.write(sink, frame), "a write in non-blocking mode")
                .isInstanceOf(IllegalBlockingModeException.class);
    }

    @Test
    @DisplayName("a payload above the maximum is refused before a byte of it is written")
    void refusesALongPayload() throws Exception {
        for (int max : new int[] {0, 10, WireFormat.DEFAULT_MAX_PAYLOAD}) {
            var bounded = max > 10 ? new FrameEncoder() : new FrameEncoder(max);
            var channel = new DripChannel(new byte[0], 1 << 21);
            var longest = frame(1, 5, new byte[max]);
            var longer = frame(1, 5, new byte[max + 1]);

            assertThatCode(
                            () -> {
                                bounded.encode(longest);
                                bounded.encodedLength(longest);
                            })
                    .as("a payload of %d bytes, as long as it may be", max)
                    .doesNotThrowAnyException();
            assertRefused("encode", () -> bounded.encode(longer));
            assertRefused("encodedLength", () -> bounded.encodedLength(longer));
            assertRefused("write", () -> bounded.write(channel, longer));
            assertThat(channel.written()).as("written").isEmpty();
        }
    }

    @Test
    @DisplayName("a maximum is 0 to 1 GiB")
    void refusesAnyOtherMaximum() {
        new FrameEncoder(0);
        new FrameEncoder(1 << 30);

        for (int max : new int[] {-1, Integer.MIN_VALUE, (1 << 30) + 1, Integer.MAX_VALUE}) {
            assertRefused("a maximum of " + max, () -> new FrameEncoder(max));
        }
    }

    private static void assertRefused(String what, ThrowingCallable code) {
        assertThatThrownBy(code, what).isInstanceOf(IllegalArgumentException.class);
    }

    private static Frame frame(int type, long requestId, byte[] payload) {
        return new Frame(FrameType.of(type).orElseThrow(), requestId, ByteBuffer.wrap(payload));
    }

    private static String hex(ByteBuffer... buffers) {
        return Wire.hex(Wire.join(buffers));
    }

    private static String text(ByteBuffer buffer) {
        return new String(Wire.join(buffer), UTF_8);
    }
}
