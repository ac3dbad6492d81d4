package robustnet.concurrency;

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

/// The frames of one connection, over the streams of its socket, with the reading in steps: so the
/// caller sees where a frame begins. For one thread. Given, for exercise 6.1.
///
/// ```
///   frame() empty, !hasBegun()    between two frames: who waits now waits for a client that idles
///   frame() empty,  hasBegun()    inside a frame: the rest is owed
///   frame() present               a whole frame, and perhaps more behind it
/// ```
final class FrameStream {
    private static final FrameEncoder ENCODER = new FrameEncoder(WireFormat.HIGHEST_MAX_PAYLOAD);

    private final InputStream in;
    private final OutputStream out;
    private final FrameDecoder decoder;
    private final Queue<Frame> arrived = new ArrayDeque<>();
    private final byte[] chunk = new byte[8192];
    private long unaccounted; // bytes that came and belong to no whole frame
    private ProtocolException violation; // null unless something came that is no frame

    FrameStream(Socket socket, int maxPayload) throws IOException {
        in = socket.getInputStream();
        out = socket.getOutputStream();
        decoder = new FrameDecoder(maxPayload);
    }

    /// How many bytes a frame has on the wire.
    static int bytesOf(Frame frame) {
        return ENCODER.encodedLength(frame);
    }

    /// Whether a frame has begun to arrive and is not whole.
    boolean hasBegun() {
        return unaccounted > 0;
    }

    /// Takes the next whole frame of those that have arrived; empty if there is none.
    Optional<Frame> frame() {
        return Optional.ofNullable(arrived.poll());
    }

    /// Waits for some bytes: one read.
    ///
    /// @return false if the stream has ended, between two frames
    /// @throws EOFException if it has ended inside one
    /// @throws ProtocolException if what came is no frame; thrown by the call behind the one that
    ///   has read it, so the frames before it can be taken
    boolean read() throws IOException {
        if (violation != null) {
            throw violation;
        }
        int n = in.read(chunk);
        if (n == -1) {
            decoder.end();
            return false;
        }
        unaccounted += n;
        try {
            decoder.decode(ByteBuffer.wrap(chunk, 0, n), this::keep);
        } catch (ProtocolException e) {
            violation = e;
        }
        return true;
    }

    private void keep(Frame frame) {
        unaccounted -= bytesOf(frame);
        arrived.add(frame);
    }

    /// Writes a frame, in one write.
    ///
    /// @throws IllegalArgumentException if its payload is too long for any frame
    void write(Frame frame) throws IOException {
        var bytes = new ByteArrayOutputStream(bytesOf(frame));
        for (var part : ENCODER.encode(frame)) {
            var copy = new byte[part.remaining()];
            part.get(copy);
            bytes.writeBytes(copy);
        }
        bytes.writeTo(out);
        out.flush();
    }
}
