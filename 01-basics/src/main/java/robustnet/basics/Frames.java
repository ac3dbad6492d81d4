package robustnet.basics;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
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
/// The methods never close a stream, not even one that has ended. They keep no state, so threads
/// that use different streams never disturb each other. Two threads that write frames to one stream
/// must take turns, and so must two that read.
public final class Frames {
    private Frames() {}

    /// Writes one frame: hands header and payload to `out` in a single write call, then flushes.
    ///
    /// A return does not mean that the frame has arrived: it may still be in a buffer of this
    /// machine.
    ///
    /// @param payload what the frame carries; may be empty
    /// @throws IOException what the stream throws when it fails, passed on as it is; a part of the
    ///   frame may have been sent
    public static void write(OutputStream out, byte[] payload) throws IOException {
        throw new UnsupportedOperationException("TODO 1.4: write one frame");
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
    /// @throws IOException what the stream throws when it fails, passed on as it is: the
    ///   `SocketException` of a reset for instance, or a `SocketTimeoutException`
    public static Optional<byte[]> read(InputStream in, int maxLength) throws IOException {
        throw new UnsupportedOperationException("TODO 1.4: read one frame");
    }
}
