package robustnet.basics;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A client of an echo server: sends a message and reads the reply, on a new connection for each
/// message.
///
/// ```
///  client                                       server
///    │ ── connect ─────────────────────────────► │
///    │ ── message ─────────────────────────────► │ ┐ both at the same time: a client
///    │ ◄─────────────────────────────── reply ── │ ┘ that only writes is soon blocked
///    │ ── end of the message (half-close) ─────► │
///    │ ◄──────────────────── end of the reply ── │
///    │ ── close ───────────────────────────────► │
/// ```
///
/// Safe for use by many threads: each call has a connection of its own.
public final class EchoClient {
    private final InetSocketAddress server;
    private final int connectMillis;
    private final int readMillis;

    /// Creates a client; connects to nothing yet.
    ///
    /// @param server where the echo server listens
    /// @param connectTimeout how long the server may take to accept the connection, more than 0
    /// @param readTimeout how long the server may be silent, more than 0
    /// @throws IllegalArgumentException if a timeout is 0 or negative
    public EchoClient(InetSocketAddress server, Duration connectTimeout, Duration readTimeout) {
        this.server = server;
        this.connectMillis = Timeouts.millis(connectTimeout);
        this.readMillis = Timeouts.millis(readTimeout);
    }

    /// Sends `message`, ends the outgoing stream (half-close), and returns everything that the
    /// server sent before it ended its own. The reply is read while the message is being sent, so a
    /// message may be of any length.
    ///
    /// The connection is closed and no thread is left behind, whatever happens.
    ///
    /// @return the reply, as the server sent it; it is not compared with the message
    /// @throws SocketTimeoutException if the connection was not made within the connect timeout, or
    ///   the server sent nothing for the read timeout, even while the message is still being sent
    /// @throws IOException if the server refuses, if it resets the connection, even after a part of
    ///   the reply, or if the message could not be sent in full
    public byte[] echo(byte[] message) throws IOException {
        // Closed in reverse order: first the socket, which frees a sender that is blocked in its
        // write, then the executor, which waits for the sender to end.
        try (var executor = Executors.newVirtualThreadPerTaskExecutor();
                var socket = new Socket()) {
            socket.connect(server, connectMillis);
            socket.setSoTimeout(readMillis);
            // B7: sent on a thread of its own, or both sides end up blocked in a write
            var sending = executor.submit(() -> send(socket, message));
            // B1, B4: -1 ends the reply; neither a short read nor available() == 0 does
            var reply = socket.getInputStream().readAllBytes();
            awaitSent(sending);
            return reply;
        }
    }

    private static Void send(Socket socket, byte[] message) throws IOException {
        socket.getOutputStream().write(message);
        socket.shutdownOutput(); // B6: closing the stream would close the socket
        return null;
    }

    /// B18: a reset that the sender has met is a plain end of the stream to the reader.
    private void awaitSent(Future<Void> sending) throws IOException {
        try {
            sending.get(readMillis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("the message could not be sent in full", e.getCause());
        } catch (TimeoutException _) {
            throw new SocketTimeoutException("the server ended its reply and does not read on");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the message was being sent");
        }
    }
}
