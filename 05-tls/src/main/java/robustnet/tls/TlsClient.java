package robustnet.tls;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import robustnet.basics.Endpoint;
import robustnet.basics.RequestFailedException;
import robustnet.errors.Connector;
import robustnet.errors.Deadline;
import robustnet.errors.ServerBusyException;

/// A connection to a [TlsServer] whose certificate was checked, for the very host that was asked
/// for, before the first byte of a request is sent.
///
/// ```
///   connect:  TCP ──► handshake ──────────────► OPEN ──► ... ──► CLOSED
///                      │  chain, dates, name      │
///                      │  not right: throws       │ any failure but a reply that says so
///                      ▼                          ▼
///                   nothing stays open          CLOSED
/// ```
///
/// One request at a time: calls of several threads wait for each other. Safe for use by many
/// threads.
public final class TlsClient implements AutoCloseable {
    /// What the connections of a program share. One context for all of them, so that a session of
    /// one is resumed by the next.
    ///
    /// @param connector makes the TCP connection
    /// @param context whom to trust, and the client's own certificate if it has one
    /// @param tuning sets what else a handshake depends on, for each connection before its
    ///   handshake: it gets the parameters that the context gives a client. Whatever it does, the
    ///   certificate must be for the host that was asked for, and the server is told that host and
    ///   no other. What it throws, `connect` throws. Usually [TlsContexts#restrictVersions]
    /// @param maxPayload the longest payload of a reply, in bytes, 0 to
    ///   [robustnet.buffers.WireFormat#HIGHEST_MAX_PAYLOAD]
    public record Settings(
            Connector connector,
            SSLContext context,
            Consumer<SSLParameters> tuning,
            int maxPayload) {
        /// @throws IllegalArgumentException if `maxPayload` is out of its range
        public Settings {
            Checks.maxPayload(maxPayload);
        }
    }

    private TlsClient() {}

    /// Connects, shakes hands, and checks that the server is who was asked for.
    ///
    /// The certificate must be for `endpoint.host()`, as HTTPS has it (RFC 9525): a name among its
    /// DNS names, an address among its IP addresses. Not for what the host was resolved to. A host
    /// that is a name with a dot in it is sent along (SNI, RFC 6066, section 3), so that a server
    /// with several certificates can choose; an address never is.
    ///
    /// @param deadline when there must be a connection, the handshake included, however slowly it
    ///   arrives
    /// @return an open connection, which is the caller's to close. If this method throws, nothing
    ///   stays open, and the server got nothing but its part of the handshake
    /// @throws SSLHandshakeException if the two do not agree: with a
    ///   [java.security.cert.CertificateException] among its causes if the server's certificate was
    ///   not accepted
    /// @throws SSLException if what answers does not speak TLS
    /// @throws SocketTimeoutException if the deadline passed before the handshake was done
    /// @throws UnknownHostException if the host has no address
    /// @throws IOException if there is no connection, as [Connector#connect] has it, or it broke
    public static TlsClient connect(Endpoint endpoint, Settings settings, Deadline deadline)
            throws IOException {
        throw new UnsupportedOperationException("TODO 5.3: connect, shake hands, check the name");
    }

    /// What the handshake has agreed on: version, cipher suite, the server's certificate.
    public SSLSession session() {
        throw new UnsupportedOperationException("TODO 5.3: the session of the handshake");
    }

    /// Sends a request and returns the answer. Each call and each ping of a connection has a
    /// request id of its own.
    ///
    /// A call that fails after it has begun to write closes the connection, unless the server's
    /// reply says that it failed: nobody knows where in the stream it stands, or whether the server
    /// has run the request. If nothing was written, the connection stays open.
    ///
    /// @param deadline when the call must be over: waiting for other calls, writing and reading
    /// @throws RequestFailedException if the server answered that the request failed; with its
    ///   message
    /// @throws ServerBusyException if the server had no room for the request
    /// @throws SocketTimeoutException if the deadline passed first. If it had passed before the
    ///   call, or the call was waiting for another one still, the connection stays open
    /// @throws EOFException if the stream ended before the whole reply: with or without the
    ///   `close_notify` that is the end of a TLS stream, and wherever in the reply
    /// @throws ProtocolException if what came is no reply to this request: another request id, also
    ///   of an `ERROR` or a `BUSY`, a type that does not answer it, or no frame of the format: a
    ///   wrong magic, version, type, length or CRC, or a payload longer than the maximum
    /// @throws SocketException if the connection was closed before the call; nothing was sent
    /// @throws InterruptedIOException if the thread was interrupted while the call was waiting for
    ///   another one; its interrupt status is set, and the connection stays open
    /// @throws IOException if the connection was reset, or closed by another thread meanwhile
    /// @throws IllegalArgumentException if the request is longer than a frame can be; the
    ///   connection stays open
    public byte[] call(byte[] request, Deadline deadline) throws IOException {
        throw new UnsupportedOperationException("TODO 5.3: send a REQUEST, wait for its RESPONSE");
    }

    /// Asks whether the server is there and serves this client. Returns when it has said so.
    ///
    /// @param deadline when it must have answered
    /// @throws IOException as [#call] does
    public void ping(Deadline deadline) throws IOException {
        throw new UnsupportedOperationException("TODO 5.3: send a PING, wait for its PONG");
    }

    /// Closes the connection, with the `close_notify` alert if no call is under way; a call that is
    /// fails at once. Does not wait for the server, nor behind a write that is stuck. Closing a
    /// second time does nothing.
    @Override
    public void close() {
        throw new UnsupportedOperationException(
                "TODO 5.3: say goodbye if no call is under way, and close");
    }
}
