package robustnet.tls;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameDecoder;
import robustnet.buffers.FrameEncoder;
import robustnet.buffers.WireFormat;

/// The frames of one connection, over the streams of a socket. Reading and writing may be done by
/// two threads at a time, each of them by one.
final class FrameStream {
    private final InputStream in;
    private final OutputStream out;
    private final FrameDecoder decoder;
    private final FrameEncoder encoder = new FrameEncoder(WireFormat.HIGHEST_MAX_PAYLOAD);
    private final Queue<Frame> arrived = new ArrayDeque<>();
    private final byte[] chunk = new byte[8192];

    FrameStream(Socket socket, int maxPayload) throws IOException {
        in = socket.getInputStream();
        out = socket.getOutputStream();
        decoder = new FrameDecoder(maxPayload);
    }

    /// Waits for a frame.
    ///
    /// @return empty if the stream has ended between two frames
    /// @throws EOFException if it has ended inside one
    /// @throws ProtocolException if what came is no frame
    Optional<Frame> read() throws IOException {
        while (arrived.isEmpty()) {
            int n = in.read(chunk);
            if (n == -1) {
                decoder.end(); // T8: the end of the stream proves nothing, the framing does
                return Optional.empty();
            }
            decoder.decode(ByteBuffer.wrap(chunk, 0, n), arrived::add);
        }
        return Optional.of(arrived.remove());
    }

    /// Writes a frame, in one write.
    ///
    /// @throws IllegalArgumentException if its payload is too long for any frame
    void write(Frame frame) throws IOException {
        var bytes = new ByteArrayOutputStream(encoder.encodedLength(frame));
        for (var part : encoder.encode(frame)) {
            var copy = new byte[part.remaining()];
            part.get(copy);
            bytes.writeBytes(copy);
        }
        bytes.writeTo(out);
        out.flush();
    }
}
