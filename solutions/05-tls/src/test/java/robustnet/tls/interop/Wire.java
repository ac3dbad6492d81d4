package robustnet.tls.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameEncoder;
import robustnet.buffers.FrameType;

/// Frames as bytes.
final class Wire {
    private Wire() {}

    static byte[] frame(FrameType type, long requestId, String payload) {
        var frame = new Frame(type, requestId, ByteBuffer.wrap(payload.getBytes(UTF_8)));
        var encoder = new FrameEncoder();
        var bytes = ByteBuffer.allocate(encoder.encodedLength(frame));
        for (var part : encoder.encode(frame)) {
            bytes.put(part);
        }
        return bytes.array();
    }
}
