package robustnet.buffers;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Feeds a decoder, and collects what it delivers as text that can be compared.
final class Received implements Consumer<Frame> {
    private static final int MAX_SHOWN = 50;

    private final List<Frame> frames = new ArrayList<>();
    private final Set<Thread> threads = new HashSet<>();

    @Override
    public void accept(Frame frame) {
        threads.add(Thread.currentThread());
        frames.add(frame);
    }

    /// Gives `decoder` the bytes of `chunk` in a buffer that is overwritten afterwards, as a
    /// receive buffer is.
    void feed(FrameDecoder decoder, byte... chunk) throws ProtocolException {
        var memory = chunk.clone();
        try {
            decoder.decode(ByteBuffer.wrap(memory), this);
        } finally {
            Arrays.fill(memory, (byte) 0xEE);
        }
    }

    /// As [#feed(FrameDecoder, byte...)], with the bytes of `stream` from one index to another;
    /// what it throws is an [AssertionError] that says so.
    void feed(FrameDecoder decoder, byte[] stream, int from, int to) {
        try {
            feed(decoder, Arrays.copyOfRange(stream, from, to));
        } catch (ProtocolException | RuntimeException e) {
            var text = "decode threw %s, after it got bytes %d to %d of %d, all of them good";
            throw new AssertionError(text.formatted(e, from, to, stream.length), e);
        }
    }

    /// Gives `decoder` the bytes of `stream` in chunks of so many.
    void feed(FrameDecoder decoder, int chunk, byte[] stream) throws ProtocolException {
        for (int at = 0; at < stream.length; at += chunk) {
            feed(decoder, Arrays.copyOfRange(stream, at, Math.min(at + chunk, stream.length)));
        }
    }

    /// Gives `decoder` the bytes of `stream` one by one, from the same buffer.
    ///
    /// @throws AssertionError if that takes longer than `patience`
    void feedByteByByte(FrameDecoder decoder, byte[] stream, Duration patience)
            throws ProtocolException {
        long start = System.nanoTime();
        var input = ByteBuffer.wrap(stream);
        for (int limit = 1; limit <= stream.length; limit++) {
            decoder.decode(input.limit(limit), this);
            if (limit % 4096 == 0 && System.nanoTime() - start > patience.toNanos()) {
                var text = "%,d of %,d bytes took more than %s: each byte costs more than the last";
                throw new AssertionError(text.formatted(limit, stream.length, patience));
            }
        }
    }

    /// How many frames came.
    int count() {
        return frames.size();
    }

    /// The threads that handed it the frames.
    Set<Thread> threads() {
        return threads;
    }

    /// What came, a line a frame: `1 5 4869`.
    List<String> lines() {
        return frames.stream()
                .map(f -> line(f.type().code(), f.requestId(), Wire.join(f.payload())))
                .toList();
    }

    /// A frame as [#lines()] shows it: type, request id, payload. Of a long payload it shows the
    /// length and the CRC.
    static String line(int type, long requestId, byte[] payload) {
        var text =
                payload.length <= MAX_SHOWN
                        ? Wire.hex(payload)
                        : "%d bytes with CRC %s"
                                .formatted(payload.length, Wire.hex(Wire.crc(payload)));
        return "%d %s %s".formatted(type, Long.toUnsignedString(requestId), text);
    }
}
