package robustnet.buffers;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.channels.ByteChannel;
import java.nio.file.Path;

/// Sends one version of a file to whoever asks, from where the other side wants it.
///
/// ```
///   sender                                     receiver
///     │ ── manifest: size, SHA-256, 44 bytes ──► │
///     │ ◄── offset, i64: "I have so many" ────── │
///     │ ── the bytes from offset to size ──────► │
/// ```
///
/// The bytes do not pass through the program: the system is told to move them from the file to the
/// connection ([FileChannel#transferTo]).
///
/// Immutable, and safe for use by many threads, each with a connection of its own.
public final class FileSender {
    /// Creates a sender. Reads nothing yet.
    ///
    /// @param file what to send; it must not change as long as the sender is used
    /// @param manifest the file's, made once for many connections, see [Manifest#of(Path)]
    public FileSender(Path file, Manifest manifest) {
        throw new UnsupportedOperationException("TODO 4.6: keep the settings");
    }

    /// Serves one connection: sends the manifest, reads the offset, sends the file's bytes from
    /// there up to the manifest's size, also if the file has grown meanwhile. Waits for the other
    /// side as long as the channel does. Does not close the channel.
    ///
    /// @param peer a channel in blocking mode
    /// @return how many bytes of the file were sent. It does not say that they have arrived
    /// @throws ProtocolException if the offset is negative or more than the size; no byte of the
    ///   file was sent
    /// @throws EOFException if the other side ended the stream before it sent an offset, or the
    ///   file has become shorter meanwhile
    /// @throws IOException if the file does not have the manifest's size, before anything is sent;
    ///   if the file cannot be read; or what the channel throws when it fails
    public long send(ByteChannel peer) throws IOException {
        throw new UnsupportedOperationException(
                "TODO 4.6: send from where the other side wants it");
    }
}
