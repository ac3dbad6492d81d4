package robustnet.buffers;

import java.io.EOFException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What must hold for any bytes whatever that a decoder gets; a fuzzer looks for bytes for which it
/// does not (F18).
///
/// ```
///   byte 0         how the stream is cut: into chunks of so many bytes, 0 for all at once
///   byte 1         odd: the CRCs of the stream are made right first, or no fuzzer gets behind them
///   the others     the stream
/// ```
///
/// Run it with `mvn -Pfuzz`; `FrameDecoderFuzzTest` runs the inputs that are kept.
public final class FrameDecoderFuzz {
    private static final int MAX_PAYLOAD = 100;

    private FrameDecoderFuzz() {}

    /// Decodes one input; throws when something does not hold. Jazzer calls it by its name.
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 2) {
            return;
        }
        var stream = Arrays.copyOfRange(input, 2, input.length);
        if ((input[1] & 1) == 1) {
            repair(stream);
        }
        int chunk = input[0] == 0 ? stream.length : Byte.toUnsignedInt(input[0]);

        var whole = decode(stream, Math.max(1, stream.length));
        var cut = decode(stream, Math.max(1, chunk));

        require(whole.equals(cut), "decoded otherwise when it was cut");
        var encoded = encode(whole.frames());
        require(
                Arrays.mismatch(encoded, Arrays.copyOf(stream, encoded.length)) < 0,
                "frames are encoded to other bytes than they came from");
        if (whole.ending().equals("whole")) {
            require(encoded.length == stream.length, "bytes got lost");
        }
    }

    private record Outcome(List<Frame> frames, String ending) {}

    private static Outcome decode(byte[] stream, int chunk) {
        var decoder = new FrameDecoder(MAX_PAYLOAD);
        var frames = new ArrayList<Frame>();
        try {
            for (int at = 0; at < stream.length; at += chunk) {
                var in = ByteBuffer.wrap(stream, at, Math.min(chunk, stream.length - at));
                decoder.decode(in, frames::add);
                require(!in.hasRemaining(), "bytes were left");
            }
            decoder.end();
            return new Outcome(frames, "whole");
        } catch (ProtocolException _) {
            require(decoder.isPoisoned(), "a violation that does not poison");
            return new Outcome(frames, "violation");
        } catch (EOFException _) {
            require(!decoder.isPoisoned(), "poisoned by an end");
            return new Outcome(frames, "inside a frame");
        }
    }

    private static byte[] encode(List<Frame> frames) {
        var encoder = new FrameEncoder(MAX_PAYLOAD);
        return frames.stream()
                .map(frame -> Wire.join(encoder.encode(frame)))
                .reduce(new byte[0], (all, frame) -> Wire.join(all, frame));
    }

    /// Makes the CRCs right, of as many frames as are there.
    private static void repair(byte[] stream) {
        var bytes = ByteBuffer.wrap(stream);
        while (bytes.remaining() >= WireFormat.HEADER_BYTES) {
            int at = bytes.position();
            bytes.put(at + 16, Wire.crc(Arrays.copyOfRange(stream, at, at + 16)));
            int length = bytes.getInt(at + 12);
            bytes.position(at + WireFormat.HEADER_BYTES);
            if (length < 0 || length > bytes.remaining() - WireFormat.CRC_BYTES) {
                return;
            }
            if (length > 0) {
                var payload = new byte[length];
                bytes.get(payload).put(Wire.crc(payload));
            }
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
