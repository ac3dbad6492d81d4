package robustnet.basics;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Messages on a stream: each is sent as a frame, its length first, then its bytes.
///
/// ```
///  0               4              4 + length
///  | length        | payload      |
///  | i32, 0 to max | length bytes |     all integers big-endian
///
///   00 00 00 05  48 65 6c 6c 6f         the frame of "Hello"
///   00 00 00 00                         the frame of an empty payload
///   7f ff ff ff                         2 GiB announced: rejected after these four bytes
///   ff ff ff ff                         a length of -1: rejected
///   00 00 00 05  48 65  (end)           EOFException: the end inside a frame
///   00 00  (end)                        EOFException: a header is part of a frame
///   (end)                               Optional.empty(): the end between frames
/// ```
///
/// The methods never close a stream and keep no state. Two threads that write frames to one stream
/// must take turns, and so must two that read.
public final class Frames {
    private static final int HEADER_LENGTH = Integer.BYTES;

    private Frames() {}

    /// Writes one frame: hands header and payload to `out` in a single write call, then flushes.
    ///
    /// A return does not mean that the frame has arrived: it may still be in a buffer of this
    /// machine.
    ///
    /// @param payload what the frame carries; may be empty
    /// @throws IOException if the stream fails; a part of the frame may have been sent
    public static void write(OutputStream out, byte[] payload) throws IOException {
        var frame = ByteBuffer.allocate(HEADER_LENGTH + payload.length);
        frame.putInt(payload.length).put(payload);
        out.write(frame.array()); // B11: one write, or the payload may wait 40 ms behind its header
        out.flush();
    }

    /// Reads one frame, however the stream cuts it, and not a byte beyond it.
    ///
    /// After an exception, a timeout included, the place in the stream is lost: close the
    /// connection.
    ///
    /// @param in where the bytes come from; it may return fewer bytes than asked for
    /// @param maxLength the longest payload that is accepted, in bytes; 0 or more
    /// @return the payload, or empty if the stream has ended and no frame has begun
    /// @throws EOFException if the stream ends inside a frame, header included
    /// @throws ProtocolException if the length is negative or above `maxLength`; nothing was
    ///   allocated for the payload and nothing beyond the header was read
    /// @throws IOException if the stream fails
    public static Optional<byte[]> read(InputStream in, int maxLength) throws IOException {
        var header = in.readNBytes(HEADER_LENGTH); // B1: reads until it has them all, or the end
        if (header.length == 0) {
            return Optional.empty();
        }
        if (header.length < HEADER_LENGTH) { // B5: readNBytes ends short without an exception
            throw new EOFException("the stream ended inside a frame's header");
        }
        int length = ByteBuffer.wrap(header).getInt();
        if (length < 0 || length > maxLength) { // F2: before anything is allocated for it
            throw new ProtocolException(
                    "a frame of " + length + " bytes, allowed: 0 to " + maxLength);
        }
        var payload = in.readNBytes(length);
        if (payload.length < length) {
            throw new EOFException("ended after %d of %d bytes".formatted(payload.length, length));
        }
        return Optional.of(payload);
    }
}
