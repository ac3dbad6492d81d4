package robustnet.buffers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.EOFException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.DripChannel;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;

@Exercise(id = "4.3", title = "Frame decoder", level = 3, minutes = 60, edit = FrameDecoder.class)
class FrameDecoderTest {
    private static final byte[] PING = Wire.frame(4, 7, new byte[0]);
    private static final byte[] HELLO = Wire.frame(1, 5, "Hello".getBytes());
    private static final byte[] FORTY = Wire.frame(2, -1, Wire.pattern(40));
    private static final byte[] THREE = Wire.join(PING, HELLO, FORTY);
    private static final List<String> THREE_LINES =
            List.of(
                    Received.line(4, 7, new byte[0]),
                    Received.line(1, 5, "Hello".getBytes()),
                    Received.line(2, -1, Wire.pattern(40)));

    private final FrameDecoder decoder = new FrameDecoder();
    private final Received received = new Received();

    @Test
    @DisplayName("the frames of the test vectors are decoded, each as soon as it is whole")
    void decodesTheVectors() throws Exception {
        for (var vector : Vectors.valid()) {
            var one = new Received();

            one.feed(decoder, vector.frame());

            assertThat(one.lines())
                    .as("%s: type, id and payload of the frame", vector.name())
                    .containsExactly(
                            Received.line(vector.type(), vector.requestId(), vector.payload()));
            assertThatCode(decoder::end)
                    .as("the end after %s", vector.name())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    @DisplayName(
            "streams that break a rule are rejected by their last byte, fed whole or in bytes (F8)")
    void rejectsTheInvalidVectors() throws Exception {
        for (var vector : Vectors.invalid()) {
            for (int chunk : new int[] {vector.stream().length, 1}) {
                var fresh = new FrameDecoder();
                var got = new Received();

                assertThatThrownBy(
                                () -> feed(fresh, got, vector.stream(), chunk), vector.toString())
                        .isInstanceOf(ProtocolException.class);
                assertThat(got.count())
                        .as("good frames before: %s", vector)
                        .isEqualTo(vector.goodFrames());
                assertThat(fresh.isPoisoned()).as("poisoned by %s", vector).isTrue();
            }
        }
    }

    @Test
    @DisplayName("three frames are decoded, wherever the stream is cut (F1)")
    void decodesAllSplits() throws Exception {
        for (int cut = 0; cut <= THREE.length; cut++) {
            for (int second = cut; second <= THREE.length; second++) {
                var got = new Received();

                got.feed(decoder, Arrays.copyOfRange(THREE, 0, cut));
                got.feed(decoder, Arrays.copyOfRange(THREE, cut, second));
                got.feed(decoder, Arrays.copyOfRange(THREE, second, THREE.length));

                assertThat(got.lines())
                        .as("three frames, cut after %d and after %d bytes", cut, second)
                        .isEqualTo(THREE_LINES);
            }
        }
    }

    @Test
    @DisplayName("frames of many lengths are decoded from a thousand random chunkings (F1)")
    void decodesRandomChunkings(Testbed bed) throws Exception {
        var random = bed.random();
        var stream = new byte[0];
        var lines = new ArrayList<String>();
        for (int length : new int[] {0, 1, 3, 0, 19, 20, 21, 300, 4_095, 2, 0, 5_000}) {
            stream = Wire.join(stream, Wire.frame(1 + length % 6, length, Wire.pattern(length)));
            lines.add(Received.line(1 + length % 6, length, Wire.pattern(length)));
        }
        for (int round = 0; round < 1000; round++) {
            var got = new Received();
            int longest = 1 << random.nextInt(3, 13);
            for (int at = 0; at < stream.length; ) {
                int end = Math.min(stream.length, at + random.nextInt(longest + 1));
                got.feed(decoder, Arrays.copyOfRange(stream, at, end));
                at = end;
            }
            assertThat(got.lines())
                    .as("round %d, chunks of up to %d bytes", round, longest)
                    .isEqualTo(lines);
        }
    }

    @Test
    @DisplayName("any kind of buffer is taken, and nothing of it but its position is changed (F10)")
    void takesAnyBuffer() throws Exception {
        for (var kind : BufferKinds.of(THREE)) {
            var buffer = kind.buffer();
            var before = buffer.duplicate();
            var order = buffer.order();
            var got = new Received();

            decoder.decode(buffer, got);

            assertThat(got.lines()).as("from: %s", kind.name()).isEqualTo(THREE_LINES);
            assertThat(List.of(buffer.position(), buffer.limit(), buffer.order()))
                    .as("position, limit and order afterwards: %s", kind.name())
                    .isEqualTo(List.of(before.limit(), before.limit(), order));
            assertThat(Wire.hex(Wire.join(before)))
                    .as("the bytes in the buffer afterwards: %s", kind.name())
                    .isEqualTo(Wire.hex(THREE));
        }
    }

    @Test
    @DisplayName(
            "all frames of a chunk are delivered in one call, and each with its last byte (F7)")
    void deliversAtOnce() throws Exception {
        received.feed(decoder, THREE);
        assertThat(received.count()).as("frames delivered of three in one chunk").isEqualTo(3);

        for (var frame : List.of(PING, HELLO, FORTY)) {
            int before = received.count();
            received.feed(decoder, Arrays.copyOf(frame, frame.length - 1));
            assertThat(received.count() - before).as("frames before the last byte").isZero();
            received.feed(decoder, frame[frame.length - 1]);
            assertThat(received.count() - before).as("frames with the last byte").isEqualTo(1);
        }
    }

    @Test
    @DisplayName(
            "a frame larger than the receive buffer is decoded: decode leaves nothing in it (F6)")
    void decodesThroughASmallBuffer() throws Exception {
        var payload = Wire.pattern(10_000);
        var channel = new DripChannel(Wire.join(HELLO, Wire.frame(1, 5, payload), PING), 50);
        var buffer = ByteBuffer.allocate(64);

        while (channel.read(buffer) >= 0) {
            decoder.decode(buffer.flip(), received);
            assertThat(buffer.remaining())
                    .as("left in the receive buffer: when it is full, read gives 0 for ever")
                    .isZero();
            buffer.compact();
        }

        assertThat(received.count()).as("frames").isEqualTo(3);
        assertThat(received.lines().get(1)).isEqualTo(Received.line(1, 5, payload));
    }

    @Test
    @DisplayName("a delivered frame keeps its payload when more comes and buffers are reused (F9)")
    void ownsItsPayload() throws Exception {
        var buffer = ByteBuffer.allocate(100);
        for (int i = 0; i < 3; i++) {
            var frame = Wire.frame(1, i, new byte[] {(byte) i, (byte) i});
            buffer.clear().put(frame).flip();
            decoder.decode(buffer, received);
            // The same payload in two chunks takes another way through most decoders
            received.feed(decoder, Arrays.copyOf(frame, 21));
            received.feed(decoder, Arrays.copyOfRange(frame, 21, frame.length));
        }

        assertThat(received.lines())
                .as("six frames, looked at when the last has come")
                .containsExactly(
                        "1 0 0000", "1 0 0000", "1 1 0101", "1 1 0101", "1 2 0202", "1 2 0202");
    }

    @Test
    @DisplayName("a negative length, or one above the maximum, is rejected with the header (F2)")
    void rejectsWrongLengths() throws Exception {
        int max = 64 << 20;
        for (int length : new int[] {-1, -4, -24, Integer.MIN_VALUE, max + 1, Integer.MAX_VALUE}) {
            var bounded = new FrameDecoder(max);
            assertThatThrownBy(
                            () -> received.feed(bounded, Wire.header(length)),
                            "a header with a length of %d, and a right CRC",
                            length)
                    .isInstanceOf(ProtocolException.class);
        }
        for (int length : new int[] {0, 1, max}) {
            received.feed(new FrameDecoder(max), Wire.header(length));
        }
        for (int length : new int[] {1, WireFormat.DEFAULT_MAX_PAYLOAD + 1}) {
            var bounded = length == 1 ? new FrameDecoder(0) : decoder;
            assertThatThrownBy(() -> received.feed(bounded, Wire.header(length)), "of " + length)
                    .isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    @DisplayName("lengths to which no header can be added are rejected (F3)")
    void rejectsLengthsThatOverflow() {
        for (int below = 0; below <= 48; below++) {
            int length = Integer.MAX_VALUE - below;
            assertThatThrownBy(
                            () -> received.feed(new FrameDecoder(), Wire.header(length)),
                            "a length of %d, and a right CRC",
                            length)
                    .isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    @DisplayName("memory grows with what has come, not with what a header promises (F2)")
    void takesMemoryForWhatHasCome() throws Exception {
        int max = 64 << 20;
        var header = Wire.header(max);
        var piece = new byte[100];

        long allocated =
                Allocations.by(
                        () -> {
                            var bounded = new FrameDecoder(max);
                            bounded.decode(ByteBuffer.wrap(header), received);
                            bounded.decode(ByteBuffer.wrap(piece), received);
                            return null;
                        });

        assertThat(allocated)
                .as("bytes allocated for 100 bytes of a payload whose header promises 64 MiB")
                .isLessThan(4 << 20);
    }

    @Test
    @DisplayName(
            "each single flipped bit is found, and no byte beyond the frame is waited for (F15)")
    void detectsEveryFlippedBit() {
        for (var frame : List.of(PING, HELLO, FORTY)) {
            for (int bit = 0; bit < frame.length * 8; bit++) {
                var damaged = frame.clone();
                damaged[bit / 8] ^= (byte) (1 << bit % 8);
                int enough = bit < 160 ? 20 : frame.length;
                assertThatThrownBy(
                                () ->
                                        received.feed(
                                                new FrameDecoder(), Arrays.copyOf(damaged, enough)),
                                "%d bytes, in which bit %d of byte %d is flipped",
                                enough,
                                bit % 8,
                                bit / 8)
                        .isInstanceOf(ProtocolException.class);
            }
        }
        assertThatThrownBy(() -> received.feed(decoder, new byte[4096]), "4 KiB of zeros")
                .isInstanceOf(ProtocolException.class);
        assertThat(received.count()).as("frames delivered").isZero();
    }

    @Test
    @DisplayName("after a violation nothing is delivered any more, and each call says so (F8)")
    void staysPoisoned() throws Exception {
        var bad = HELLO.clone();
        bad[22] ^= 1;
        var stream = ByteBuffer.wrap(Wire.join(PING, HELLO, bad, PING, HELLO));
        var more = ByteBuffer.wrap(THREE);
        assertThat(decoder.isPoisoned()).as("poisoned at the beginning").isFalse();

        assertThatThrownBy(
                        () -> decoder.decode(stream, received),
                        "two good frames, a bad one, two more")
                .isInstanceOf(ProtocolException.class);

        assertThat(decoder.isPoisoned()).as("poisoned").isTrue();
        assertThat(stream.remaining()).as("left of the bytes").isZero();
        for (var chunk : List.of(more, ByteBuffer.allocate(0))) {
            assertThatThrownBy(
                            () -> decoder.decode(chunk, received), "%d bytes more", chunk.limit())
                    .isInstanceOf(ProtocolException.class);
            assertThat(chunk.remaining()).as("left of them").isZero();
        }
        assertThatThrownBy(decoder::end, "the end").isInstanceOf(ProtocolException.class);
        assertThat(received.lines())
                .as("frames delivered: those before the bad one")
                .isEqualTo(THREE_LINES.subList(0, 2));
    }

    @Test
    @DisplayName("the stream may end between two frames, and nowhere else")
    void endsBetweenFrames() throws Exception {
        decoder.end();
        for (int came = 1; came < THREE.length; came++) {
            var cut = new FrameDecoder();
            received.feed(cut, Arrays.copyOf(THREE, came));
            var ending = catchThrowable(cut::end);
            if (came == PING.length || came == PING.length + HELLO.length) {
                assertThat(ending).as("the end after %d bytes, between two frames", came).isNull();
            } else {
                assertThat(ending)
                        .as("the end after %d bytes, inside a frame", came)
                        .isInstanceOf(EOFException.class);
            }
            assertThat(cut.isPoisoned()).as("poisoned by an end").isFalse();
        }
    }

    @Test
    @DisplayName("whatever the bytes are, no exception but ProtocolException comes out (F18)")
    void survivesGarbage(Testbed bed) {
        var random = bed.random();
        for (int i = 0; i < 5000; i++) {
            var body = new byte[random.nextInt(60)];
            random.nextBytes(body);
            var header = Wire.header(0x5254, 1, random.nextInt(256), i, random.nextInt(-2, 40));
            var bytes = i % 4 == 0 ? body : Wire.join(header, body);

            var failure = catchThrowable(() -> received.feed(new FrameDecoder(64), bytes));

            if (failure != null) {
                assertThat(failure)
                        .as("for %s", Wire.hex(bytes))
                        .isInstanceOf(ProtocolException.class);
            }
        }
    }

    @Test
    @DisplayName("the effort grows with the input: 10 MB byte by byte, in frames of 1 MiB")
    void isLinear() throws Exception {
        var frame = Wire.frame(1, 5, Wire.pattern(1 << 20));
        var input = ByteBuffer.wrap(frame);
        for (int i = 0; i < 10; i++) {
            input.clear();
            for (int limit = 1; limit <= frame.length; limit++) {
                decoder.decode(input.limit(limit), received);
            }
        }
        assertThat(received.count()).as("frames").isEqualTo(10);
    }

    @Test
    @DisplayName("a consumer that throws loses no frame: the next call goes on behind its frame")
    void survivesItsConsumer() throws Exception {
        var failure = new IllegalArgumentException("the program's own");
        var stream = ByteBuffer.wrap(THREE);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(
                            () ->
                                    decoder.decode(
                                            stream,
                                            frame -> {
                                                received.accept(frame);
                                                throw failure;
                                            }),
                            "decode with a consumer that throws")
                    .isSameAs(failure);
        }

        assertThat(received.lines()).as("frames, one a call").isEqualTo(THREE_LINES);
        assertThat(decoder.isPoisoned()).as("poisoned by its consumer").isFalse();
        decoder.end();
    }

    @Test
    @DisplayName("a consumer that calls decode itself is refused, and nothing is lost")
    void refusesItsOwnConsumer() throws Exception {
        var inner = ByteBuffer.wrap(HELLO);

        decoder.decode(
                ByteBuffer.wrap(THREE),
                frame -> {
                    received.accept(frame);
                    assertThatThrownBy(() -> decoder.decode(inner, received), "decode from inside")
                            .isInstanceOf(IllegalStateException.class);
                });

        assertThat(inner.position()).as("bytes that were taken from inside").isZero();
        assertThat(received.lines()).as("frames").isEqualTo(THREE_LINES);
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

    private static void feed(FrameDecoder decoder, Received received, byte[] bytes, int chunk)
            throws ProtocolException {
        for (int at = 0; at < bytes.length; at += chunk) {
            received.feed(decoder, Arrays.copyOfRange(bytes, at, at + chunk));
        }
    }
}
