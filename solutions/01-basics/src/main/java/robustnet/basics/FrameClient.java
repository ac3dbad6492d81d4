package robustnet.basics;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

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
    private final Socket socket;
    private final int maxFrame;
    private final ReentrantLock turn = new ReentrantLock();

    private FrameClient(Socket socket, int maxFrame) {
        this.socket = socket;
        this.maxFrame = maxFrame;
    }

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
        int connectMillis = Timeouts.millis(connectTimeout);
        int readMillis = Timeouts.millis(readTimeout);
        var socket = new Socket();
        try {
            socket.connect(server, connectMillis);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(readMillis);
            return new FrameClient(socket, maxFrame);
        } catch (IOException e) {
            socket.close();
            throw new ServerUnavailableException("no connection to " + server, e);
        }
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
        turn.lock();
        try {
            if (socket.isClosed()) {
                throw new ServerUnavailableException("the client is closed: connect again", null);
            }
            return answer(exchange(request));
        } catch (IOException e) {
            close();
            throw e;
        } finally {
            turn.unlock();
        }
    }

    private byte[] exchange(byte[] request) throws IOException {
        IOException notSent = null;
        try {
            // B17: a return proves nothing, only a reply does
            Frames.write(socket.getOutputStream(), request);
        } catch (IOException e) {
            notSent = e; // B16: the server may have said why, before it stopped reading
        }
        try {
            var reply = Frames.read(socket.getInputStream(), maxFrame);
            if (reply.isPresent()) {
                return reply.get();
            }
        } catch (SocketTimeoutException | ProtocolException e) {
            throw e;
        } catch (IOException e) {
            // B15: a reset says that the server went away, not that it is broken
            throw new ServerUnavailableException("the connection failed before a whole reply", e);
        }
        throw new ServerUnavailableException(
                "the server ended the connection before a reply", notSent);
    }

    private static byte[] answer(byte[] reply) throws IOException {
        if (reply.length == 0) {
            throw new ProtocolException("a reply without a status byte");
        }
        var body = Arrays.copyOfRange(reply, 1, reply.length);
        return switch (reply[0]) {
            case FrameServer.OK -> body;
            case FrameServer.ERROR ->
                    throw new RequestFailedException(new String(body, StandardCharsets.UTF_8));
            default -> throw new ProtocolException("a reply with the unknown status " + reply[0]);
        };
    }

    /// Closes the connection. A call that is under way fails with [ServerUnavailableException].
    /// Closing a second time does nothing.
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // It is closed, whatever the system says about it.
        }
    }
}
