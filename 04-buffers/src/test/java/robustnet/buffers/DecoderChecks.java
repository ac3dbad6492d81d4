package robustnet.buffers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// What a [FrameDecoder] owes to its consumer, to its neighbours, and to the memory of all.
final class DecoderChecks {
    private static final int MANY = 40;
    private static final int FEW = 20;
    private static final int MEBIBYTE = 1 << 20;

    private DecoderChecks() {}

    static void survives(Throwable failure) throws Exception {
        var decoder = new FrameDecoder();
        var received = new Received();
        var stream = ByteBuffer.wrap(Sample.THREE);
        var positions = new ArrayList<Integer>();
        Consumer<Frame> throwing =
                frame -> {
                    received.accept(frame);
                    if (failure instanceof Error e) {
                        throw e;
                    }
                    throw (RuntimeException) failure;
                };

        for (int i = 1; i <= 3; i++) {
            assertThatThrownBy(
                            () -> decoder.decode(stream, throwing),
                            "what the consumer throws must come out of decode: %s, call %d of 3",
                            failure,
                            i)
                    .isSameAs(failure);
            positions.add(stream.position());
        }

        assertThat(positions).as("position behind each frame").containsExactly(20, 49, 113);
        assertThat(received.lines()).as("frames, one a call").isEqualTo(Sample.THREE_LINES);
        assertThat(decoder.isPoisoned()).as("poisoned by its consumer").isFalse();
        decoder.end();
    }

    static void refusesItsOwnConsumer() throws Exception {
        var decoder = new FrameDecoder();
        var received = new Received();
        var inner = ByteBuffer.wrap(Sample.FIVE);

        decoder.decode(
                ByteBuffer.wrap(Sample.THREE),
                frame -> {
                    received.accept(frame);
                    for (var in : List.of(inner, inner, ByteBuffer.allocate(0))) {
                        assertThatThrownBy(() -> decoder.decode(in, received), "decode from inside")
                                .isInstanceOf(IllegalStateException.class);
                    }
                });

        assertThat(inner.position()).as("bytes that were taken from inside").isZero();
        assertThat(received.lines()).as("frames").isEqualTo(Sample.THREE_LINES);
    }

    static void survivesGarbage(RandomGenerator random) {
        var received = new Received();
        for (int i = 0; i < 3000; i++) {
            var body = new byte[random.nextInt(60)];
            random.nextBytes(body);
            int type = random.nextInt(256);
            int length = random.nextInt(-2, 40);
            var bytes =
                    i % 4 == 0 ? body : Wire.join(Wire.header(0x5254, 1, type, i, length), body);

            try {
                received.feed(new FrameDecoder(64), bytes);
            } catch (ProtocolException _) {
                // as it should be
            } catch (RuntimeException | Error e) {
                throw new AssertionError(e + " for " + Wire.hex(bytes), e);
            }
        }
    }

    static void takesTimeForWhatComes() throws Exception {
        var decoder = new FrameDecoder();
        var received = new Received();
        var frame = Wire.frame(1, 5, Wire.pattern(MEBIBYTE));
        received.feedByteByByte(decoder, frame, Duration.ofSeconds(6));
        for (int i = 1; i < 10; i++) {
            received.feedByteByByte(decoder, frame, Duration.ofSeconds(30));
        }
        assertThat(received.count()).as("frames").isEqualTo(10);
    }

    static void decodesInTurn() {
        for (int step : new int[] {1, 7, 20, 30}) {
            var one = new FrameDecoder();
            var other = new FrameDecoder();
            var toOne = new Received();
            var toOther = new Received();
            for (int at = 0; at < Sample.MANY.length; at += step) {
                feed(one, toOne, Sample.THREE, at, step);
                feed(other, toOther, Sample.MANY, at, step);
            }
            assertThat(toOne.lines())
                    .as("frames of one of two connections, in turn, %d bytes each", step)
                    .isEqualTo(Sample.THREE_LINES);
            assertThat(toOther.lines())
                    .as("frames of the other connection, in turn, %d bytes each", step)
                    .isEqualTo(Sample.MANY_LINES);
        }
    }

    private static void feed(FrameDecoder to, Received got, byte[] stream, int at, int length) {
        if (at < stream.length) {
            got.feed(to, stream, at, Math.min(at + length, stream.length));
        }
    }

    static void decodesInsideAnother() throws Exception {
        var outer = new FrameDecoder();
        var inner = new FrameDecoder();
        var toOuter = new Received();
        var toInner = new Received();

        outer.decode(
                ByteBuffer.wrap(Sample.THREE),
                frame -> {
                    toOuter.accept(frame);
                    toInner.feed(inner, Sample.FIVE, 0, Sample.FIVE.length);
                });

        assertThat(toOuter.lines())
                .as("frames of a decoder whose consumer feeds another decoder")
                .isEqualTo(Sample.THREE_LINES);
        assertThat(toInner.count()).as("frames of that other decoder").isEqualTo(3);
    }

    static void takesLittleForAPromise() throws Exception {
        var header = ByteBuffer.wrap(Wire.header(MEBIBYTE));
        var begun = ByteBuffer.allocate(100);
        var received = new Received();
        var decoders = new ArrayList<FrameDecoder>(MANY);
        received.feed(new FrameDecoder(), Wire.header(MEBIBYTE)); // classes are loaded once

        long allocated =
                Allocations.by(
                        () -> {
                            for (int i = 0; i < MANY; i++) {
                                var decoder = new FrameDecoder();
                                decoder.decode(header.rewind(), received);
                                decoder.decode(begun.rewind(), received);
                                decoders.add(decoder);
                            }
                            return null;
                        });

        assertThat(allocated / MANY)
                .as("bytes a decoder, %d of them: each with 100 bytes of a promised MiB", MANY)
                .isLessThan(32 << 10);
    }

    static void holdsNoPayload() throws Exception {
        var good = Wire.frame(1, 5, Wire.pattern(MEBIBYTE));
        var bad = good.clone();
        bad[bad.length - 1] ^= 1;
        var decoders = new ArrayList<FrameDecoder>();
        long before = usedHeap();

        for (int i = 0; i < FEW; i++) {
            decoders.add(decoded(good));
        }
        assertThat(usedHeap() - before)
                .as("bytes held by %d decoders between two frames, the last of 1 MiB", FEW)
                .isLessThan(FEW / 2 * MEBIBYTE);
        for (int i = 0; i < FEW; i++) {
            decoders.add(decoded(bad));
        }
        assertThat(usedHeap() - before)
                .as("bytes held when %d more were poisoned at the end of 1 MiB", FEW)
                .isLessThan(FEW / 2 * MEBIBYTE);
        assertThat(decoders.stream().filter(FrameDecoder::isPoisoned).count())
                .as("poisoned decoders")
                .isEqualTo(FEW);
    }

    private static FrameDecoder decoded(byte[] stream) {
        var decoder = new FrameDecoder();
        try {
            decoder.decode(ByteBuffer.wrap(stream), _ -> {});
        } catch (ProtocolException _) {
            // that is one of the two cases
        }
        return decoder;
    }

    /// How many bytes are in use after a full collection.
    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
