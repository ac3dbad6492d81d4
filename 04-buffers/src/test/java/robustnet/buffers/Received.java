package robustnet.buffers;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// Collects the frames that a decoder delivers, as text that can be compared: type, id, payload.
final class Received implements Consumer<Frame> {
    private final List<Frame> frames = new ArrayList<>();

    @Override
    public void accept(Frame frame) {
        frames.add(frame);
    }

    /// Feeds `decoder` with the bytes of `chunk` in a buffer of its own, which is overwritten
    /// afterwards, as a receive buffer is.
    void feed(FrameDecoder decoder, byte... chunk) throws ProtocolException {
        var memory = chunk.clone();
        try {
            decoder.decode(ByteBuffer.wrap(memory), this);
        } finally {
            Arrays.fill(memory, (byte) 0xEE);
        }
    }

    /// How many frames came.
    int count() {
        return frames.size();
    }

    /// What came, a line a frame: `1 5 4869`.
    List<String> lines() {
        return frames.stream()
                .map(f -> line(f.type().code(), f.requestId(), Wire.join(f.payload())))
                .toList();
    }

    /// A frame as [#lines()] shows it.
    static String line(int type, long requestId, byte[] payload) {
        return "%d %s %s".formatted(type, Long.toUnsignedString(requestId), Wire.hex(payload));
    }
}
