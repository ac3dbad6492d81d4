package robustnet.basics;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;

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
/// Safe for use by many threads: each call has a connection of its own, and none waits for another.
public final class EchoClient {
    /// Creates a client; connects to nothing yet.
    ///
    /// @param server where the echo server listens
    /// @param connectTimeout how long the server may take to accept the connection, more than 0
    /// @param readTimeout how long the server may be silent, counted from the connection, and again
    ///   from each byte of the reply; more than 0. It does not bound the call as a whole
    /// @throws IllegalArgumentException if a timeout is 0 or negative
    public EchoClient(InetSocketAddress server, Duration connectTimeout, Duration readTimeout) {
        throw new UnsupportedOperationException("TODO 1.2: keep the address and the timeouts");
    }

    /// Sends `message`, ends the outgoing stream (half-close), and returns everything that the
    /// server sent before it ended its own. The reply is read while the message is being sent, so a
    /// message may be of any length.
    ///
    /// If the server ends its stream first, sending goes on for at most the read timeout.
    ///
    /// The connection is closed and no thread is left behind, whatever happens. An interrupt may
    /// end the call early, with an [IOException]; either way the caller finds its interrupt status
    /// kept.
    ///
    /// @return the reply, as the server sent it; it is not compared with the message
    /// @throws SocketTimeoutException if the connection was not made within the connect timeout, if
    ///   the server sent nothing for the read timeout, even while the message is still being sent,
    ///   or if it ended its stream and has not taken the whole message a read timeout later
    /// @throws IOException if the server's address is unresolved, if the server refuses, if it
    ///   resets the connection, even after a part of the reply, or if the message could not be sent
    ///   in full
    public byte[] echo(byte[] message) throws IOException {
        throw new UnsupportedOperationException("TODO 1.2: send and read at the same time");
    }
}
