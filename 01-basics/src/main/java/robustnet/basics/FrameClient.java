package robustnet.basics;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// A client of a [FrameServer]: many calls, one after another, on one connection.
///
/// ```
///   call, and its reply
///       ┌─────┐
///       ▼     │   any failure of a call, or close()
///     CONNECTED ───────────────────────────────────► CLOSED
/// ```
///
/// A failed call closes the client, because nobody knows what else is on its way in the connection:
/// the next call must not take the rest of an old reply for its own. To go on, connect again.
///
/// Safe for use by many threads: calls take turns. [#close()] does not wait for its turn; it ends a
/// call that is under way.
public final class FrameClient implements AutoCloseable {
    private FrameClient() {}

    /// Connects to a server.
    ///
    /// @param connectTimeout how long the server may take to accept the connection, more than 0
    /// @param readTimeout how long the server may be silent while a reply is awaited, more than 0
    /// @param maxFrame the longest reply that is accepted, in bytes, with its status byte
    /// @throws IllegalArgumentException if a timeout is 0 or negative; nothing was connected
    /// @throws ServerUnavailableException if no connection was made: refused, timed out, or no way
    ///   there; nothing stays open then
    /// @throws IOException if the socket fails otherwise
    public static FrameClient connect(
            InetSocketAddress server, Duration connectTimeout, Duration readTimeout, int maxFrame)
            throws IOException {
        throw new UnsupportedOperationException("TODO 1.6: connect");
    }

    /// Sends a request and returns the server's answer. After an exception the client is closed.
    ///
    /// The request may be as long as the server accepts. Sending it has no timeout of its own:
    /// `java.net` has none.
    ///
    /// @return the bytes after the status byte of the reply
    /// @throws RequestFailedException if the server answered with an error, also when it did so
    ///   before it had taken the whole request; the message is the server's
    /// @throws ServerUnavailableException if the connection was reset or ended before a whole
    ///   reply, or the client is closed
    /// @throws SocketTimeoutException if the server sent nothing for the read timeout before the
    ///   reply was whole
    /// @throws ProtocolException if the reply is too long or empty, or its status byte is unknown
    /// @throws IOException if the socket fails otherwise
    public byte[] call(byte[] request) throws IOException {
        throw new UnsupportedOperationException("TODO 1.6: send a request, read its reply");
    }

    /// Closes the connection. A call that is under way fails with [ServerUnavailableException].
    /// Closing a second time does nothing.
    @Override
    public void close() {
        throw new UnsupportedOperationException("TODO 1.6: close the connection");
    }
}
