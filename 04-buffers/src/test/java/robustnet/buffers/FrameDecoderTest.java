package robustnet.buffers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.EOFException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.DripChannel;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;
import robustnet.testkit.TimeLimit;

@Exercise(id = "4.3", title = "Frame decoder", level = 3, minutes = 60, edit = FrameDecoder.class)
class FrameDecoderTest {
    private final FrameDecoder decoder = new FrameDecoder();
    private final Received received = new Received();

    @Test
    @DisplayName("the frames of the test vectors are decoded, each as soon as it is whole")
    void decodesTheVectors() throws Exception {
        for (var vector : Vectors.valid()) {
            var got = new Received();

            got.feed(decoder, vector.frame(), 0, vector.frame().length);

            assertThat(got.lines())
                    .as("%s: type, id and payload of the frame", vector.name())
                    .containsExactly(
                            Received.line(vector.type(), vector.requestId(), vector.payload()));
            assertThatCode(decoder::end).as("the end, then").doesNotThrowAnyException();
        }
    }

    @Test
    @DisplayName("a stream that breaks a rule is rejected by its last byte, fed whole or in bytes")
    void rejectsTheInvalidVectors() throws Exception {
        for (var vector : Vectors.invalid()) {
            for (int chunk : new int[] {vector.stream().length, 1}) {
                var fresh = new FrameDecoder();
                var got = new Received();

                assertRejected(() -> got.feed(fresh, chunk, vector.stream()), "%s", vector);
                assertThat(got.count())
                        .as("good frames before: %s", vector)
                        .isEqualTo(vector.goodFrames());
                assertThat(fresh.isPoisoned()).as("poisoned by %s", vector).isTrue();
            }
        }
    }

    @Test
    @DisplayName("three frames are decoded, wherever the stream is cut (F1)")
    void decodesAllSplits() {
        for (int cut = 0; cut <= Sample.THREE.length; cut++) {
            for (int second = cut; second <= Sample.THREE.length; second++) {
                var got = new Received();

                got.feed(decoder, Sample.THREE, 0, cut);
                got.feed(decoder, Sample.THREE, cut, second);
                got.feed(decoder, Sample.THREE, second, Sample.THREE.length);

                assertThat(got.lines())
                        .as("three frames, cut after %d and after %d bytes", cut, second)
                        .isEqualTo(Sample.THREE_LINES);
            }
        }
    }

    @Test
    @DisplayName("frames of many lengths are decoded from a thousand random chunkings (F1)")
    @TimeLimit(seconds = 20)
    void decodesRandomChunkings(Testbed bed) {
        var random = bed.random();
        for (int round = 0; round < 1000; round++) {
            var got = new Received();
            int longest = 1 << random.nextInt(3, 13);
            for (int at = 0; at < Sample.MANY.length; ) {
                int end = Math.min(Sample.MANY.length, at + random.nextInt(longest + 1));
                got.feed(decoder, Sample.MANY, at, end);
                at = end;
            }
            assertThat(got.lines())
                    .as("round %d, chunks of up to %d bytes", round, longest)
                    .isEqualTo(Sample.MANY_LINES);
        }
    }

    @Test
    @DisplayName("any kind of buffer is taken, and nothing of it but its position is changed (F10)")
    void takesAnyBuffer() {
        for (var kind : BufferKinds.of(Sample.THREE)) {
            var before = kind.buffer().duplicate();
            var usedUp = kind.usedUp();
            int at = kind.buffer().position();
            kind.buffer().position(0).mark().position(at);
            var got = new Received();

            assertThatCode(() -> decoder.decode(kind.buffer(), got))
                    .as("decode from: %s", kind.name())
                    .doesNotThrowAnyException();

            assertThat(got.lines()).as("from: %s", kind.name()).isEqualTo(Sample.THREE_LINES);
            assertThat(kind.state())
                    .as("position, limit and order afterwards: %s", kind.name())
                    .isEqualTo(usedUp);
            assertThat(Wire.hex(Wire.join(before)))
                    .as("the bytes in the buffer afterwards: %s", kind.name())
                    .isEqualTo(Wire.hex(Sample.THREE));
            assertThat(kind.buffer().reset().position())
                    .as("the mark that the caller had set: %s", kind.name())
                    .isZero();
        }
    }

    @Test
    @DisplayName("all frames of a chunk are delivered in one call, each with its last byte (F7)")
    void deliversAtOnce() {
        received.feed(decoder, Sample.THREE, 0, Sample.THREE.length);
        assertThat(received.count()).as("frames delivered of three in one chunk").isEqualTo(3);
        assertThat(received.threads())
                .as("threads that called the consumer")
                .containsExactly(Thread.currentThread());

        for (var frame : List.of(Sample.PING, Sample.FIVE, Sample.FORTY)) {
            int before = received.count();
            received.feed(decoder, frame, 0, frame.length - 1);
            assertThat(received.count() - before).as("frames before the last byte").isZero();
            received.feed(decoder, frame, frame.length - 1, frame.length);
            assertThat(received.count() - before).as("frames with the last byte").isEqualTo(1);
        }
    }

    @Test
    @DisplayName("a frame larger than the receive buffer is decoded: nothing is left in that (F6)")
    void decodesThroughASmallBuffer() throws Exception {
        var channel = new DripChannel(Sample.MANY, 50);
        var buffer = ByteBuffer.allocate(64);

        while (channel.read(buffer) >= 0) {
            decoder.decode(buffer.flip(), received);
            assertThat(buffer.remaining())
                    .as("left in the receive buffer: when it is full, read gives 0 for ever")
                    .isZero();
            buffer.compact();
        }

        assertThat(received.lines())
                .as("the frames, one of 4,500 bytes")
                .isEqualTo(Sample.MANY_LINES);
    }

    @Test
    @DisplayName("a delivered frame keeps its payload when more comes and buffers are reused (F9)")
    void ownsItsPayload() throws Exception {
        var buffer = ByteBuffer.allocate(100);
        for (int i = 0; i < 3; i++) {
            var frame = Wire.frame(1, i, new byte[] {(byte) i, (byte) i});
            buffer.clear().put(frame).flip();
            decoder.decode(buffer, received);
            // In two chunks it takes another way through most decoders
            received.feed(decoder, frame, 0, 21);
            received.feed(decoder, frame, 21, frame.length);
        }

        assertThat(String.join(", ", received.lines()))
                .as("six frames, looked at when the last has come")
                .isEqualTo("1 0 0000, 1 0 0000, 1 1 0101, 1 1 0101, 1 2 0202, 1 2 0202");
    }

    @Test
    @DisplayName("a negative length, or one above the maximum, is rejected with the header (F2)")
    void rejectsWrongLengths() {
        int max = 64 << 20;
        for (int length : new int[] {-1, -4, -24, Integer.MIN_VALUE, max + 1, Integer.MAX_VALUE}) {
            assertRejected(new FrameDecoder(max), length);
        }
        for (int length : new int[] {0, 1, max}) {
            received.feed(new FrameDecoder(max), Wire.header(length), 0, 20);
        }
        assertRejected(new FrameDecoder(0), 1);
        assertRejected(new FrameDecoder(), (1 << 20) + 1);
    }

    @Test
    @DisplayName("a length to which no header can be added is rejected (F3)")
    void rejectsLengthsThatOverflow() {
        for (int below = 0; below <= 48; below++) {
            assertRejected(new FrameDecoder(), Integer.MAX_VALUE - below);
        }
    }

    private void assertRejected(FrameDecoder decoder, int length) {
        assertRejected(() -> received.feed(decoder, Wire.header(length)), "a length of %d", length);
    }

    private static void assertRejected(ThrowingCallable code, String what, Object... values) {
        assertThatThrownBy(code, what, values).isInstanceOf(ProtocolException.class);
    }

    @Test
    @DisplayName("memory grows with what has come, not with what a header promises (F2)")
    void takesMemoryForWhatHasCome() throws Exception {
        int max = 64 << 20;
        var header = Wire.header(max);

        long allocated =
                Allocations.by(
                        () -> {
                            var bounded = new FrameDecoder(max);
                            received.feed(bounded, header);
                            received.feed(bounded, new byte[100]);
                            return null;
                        });

        assertThat(allocated)
                .as("bytes allocated for 100 bytes of a payload whose header promises 64 MiB")
                .isLessThan(4 << 20);
    }

    @Test
    @DisplayName("a header that promises 1 MiB, and 100 bytes of it, cost at most 32 KiB (F2)")
    void takesLittleForAPromise() throws Exception {
        DecoderChecks.takesLittleForAPromise();
    }

    @Test
    @DisplayName("between two frames, and when poisoned, no memory of a payload is held (F2)")
    @TimeLimit(seconds = 15)
    void holdsNoPayload() throws Exception {
        DecoderChecks.holdsNoPayload();
    }

    @Test
    @DisplayName("each flipped bit is found, and no byte beyond the frame is waited for (F15)")
    void detectsEveryFlippedBit() {
        for (var frame : List.of(Sample.PING, Sample.FIVE, Sample.FORTY)) {
            for (int bit = 0; bit < frame.length * 8; bit++) {
                var damaged = Arrays.copyOf(frame, bit < 160 ? 20 : frame.length);
                damaged[bit / 8] ^= (byte) (1 << bit % 8);
                var what = "%d bytes, in which bit %d of byte %d is flipped";
                assertRejected(
                        () -> received.feed(new FrameDecoder(), damaged),
                        what.formatted(damaged.length, bit % 8, bit / 8));
            }
        }
        assertRejected(() -> received.feed(decoder, new byte[4096]), "4 KiB of zeros");
        assertThat(received.count()).as("frames delivered").isZero();
    }

    @Test
    @DisplayName("after a violation nothing is delivered any more, and each call says so (F8)")
    void staysPoisoned() {
        var bad = Sample.FIVE.clone();
        bad[22] ^= 1;
        assertThat(decoder.isPoisoned()).as("poisoned at the beginning").isFalse();

        for (var chunk :
                List.of(
                        Wire.join(Sample.PING, Sample.FIVE, bad, Sample.PING, Sample.FIVE),
                        Sample.THREE,
                        new byte[0])) {
            var buffer = ByteBuffer.wrap(chunk);
            assertRejected(
                    () -> decoder.decode(buffer, received),
                    "%d bytes, after two good frames and a bad one",
                    chunk.length);
            assertThat(buffer.remaining()).as("left of the bytes").isZero();
            assertThat(decoder.isPoisoned()).as("poisoned").isTrue();
        }
        assertRejected(decoder::end, "the end");
        assertThat(received.lines())
                .as("frames delivered: those before the bad one")
                .isEqualTo(Sample.THREE_LINES.subList(0, 2));
    }

    @Test
    @DisplayName("a stream may end between two frames, and nowhere else")
    void endsBetweenFrames() throws Exception {
        decoder.end();
        for (int came = 1; came < Sample.THREE.length; came++) {
            var cut = new FrameDecoder();
            received.feed(cut, Sample.THREE, 0, came);

            var ending = catchThrowable(cut::end);

            if (came == Sample.PING.length || came == Sample.PING.length + Sample.FIVE.length) {
                assertThat(ending).as("the end after %d bytes, between frames", came).isNull();
            } else {
                assertThat(ending)
                        .as("the end after %d bytes, inside a frame", came)
                        .isInstanceOf(EOFException.class);
            }
            assertThat(cut.isPoisoned()).as("poisoned by an end").isFalse();
            received.feed(cut, Sample.THREE, came, Sample.THREE.length);
        }
        assertThat(received.count())
                .as("frames of 112 streams of three: end() asks in the middle, and changes nothing")
                .isEqualTo(336);
    }

    @Test
    @DisplayName("whatever the bytes are, no exception but ProtocolException comes out (F18)")
    void survivesGarbage(Testbed bed) {
        DecoderChecks.survivesGarbage(bed.random());
    }

    @Test
    @DisplayName("the effort grows with the input: 10 MB byte by byte, in frames of 1 MiB")
    @TimeLimit(seconds = 30)
    void isLinear() throws Exception {
        DecoderChecks.takesTimeForWhatComes();
    }

    @Test
    @DisplayName("a consumer that throws loses no frame: the next call goes on behind its frame")
    void survivesItsConsumer() throws Exception {
        DecoderChecks.survives(new IllegalArgumentException("the program's own"));
        DecoderChecks.survives(new LinkageError("an Error of the program's own"));
    }

    @Test
    @DisplayName("a consumer that calls decode itself is refused, each time, and nothing is lost")
    void refusesItsOwnConsumer() throws Exception {
        DecoderChecks.refusesItsOwnConsumer();
    }

    @Test
    @DisplayName("decoders share nothing: two connections in turn, on one thread")
    void sharesNothing() throws Exception {
        DecoderChecks.decodesInTurn();
        DecoderChecks.decodesInsideAnother();
    }

    @Test
    @DisplayName("a maximum is 0 to 1 GiB")
    void refusesAnyOtherMaximum() {
        for (int max : new int[] {-1, Integer.MIN_VALUE, (1 << 30) + 1, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> new FrameDecoder(max), "a maximum of %d", max)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        new FrameDecoder(1 << 30);
    }
}
