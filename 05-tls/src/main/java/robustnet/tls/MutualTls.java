package robustnet.tls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import robustnet.basics.Endpoint;
import robustnet.errors.Deadline;

/// Mutual TLS: the client has a certificate too. Who it is, its certificate says; whether it is
/// served, a list.
///
/// ```
///   client's certificate ──► chain trusted? ──► who is it? ──► on the list? ──► handler(who, request)
///                                 │ no              │ nobody        │ no
///                                 ▼                 ▼               ▼
///                            TLS alert            ERROR frame: the client is told why
///                                 └─────────────────┴───────────────┘
///                                  AuthenticationException at the client, no handler runs
/// ```
public final class MutualTls {
    /// Answers the requests of clients that are known by name.
    @FunctionalInterface
    public interface IdentifiedHandler {
        /// Answers one request, as [robustnet.basics.Handler#handle] does.
        ///
        /// @param client the identity of the client that has sent it
        byte[] handle(String client, byte[] request) throws Exception;
    }

    private MutualTls() {}

    /// Returns whom a certificate is for: the URI of its subject alternative name if it has exactly
    /// one; its DNS name, in lower case, if it has no URI and exactly one DNS name. Nobody else:
    /// the subject, which any CA fills as it likes, is not looked at.
    ///
    /// @return empty if the certificate names nobody, or several
    public static Optional<String> identity(X509Certificate certificate) {
        throw new UnsupportedOperationException("TODO 5.4: the one name of the certificate");
    }

    /// Starts a server for clients that have a certificate which the context trusts, and whose
    /// [#identity] is allowed. For everyone else no handler runs.
    ///
    /// @param allowed whether an identity is served; asked once for each connection, also if its
    ///   session was resumed, so a client that was taken off the list gets no new connection.
    ///   Called by many threads at once
    /// @param handler answers; called by many threads at once
    /// @return the server, which is otherwise as [TlsServer#start] makes it
    /// @throws IOException if the address cannot be bound; nothing stays open then
    public static TlsServer serve(
            InetSocketAddress address,
            SSLContext context,
            Consumer<SSLParameters> tuning,
            TlsServer.Limits limits,
            Predicate<String> allowed,
            IdentifiedHandler handler)
            throws IOException {
        throw new UnsupportedOperationException(
                "TODO 5.4: ask for a certificate, then look at the list");
    }

    /// Connects as [TlsClient#connect] does, and returns when the server has accepted this client.
    /// No request has been sent by then.
    ///
    /// The wait is needed: in TLS 1.3 the handshake is over for the client before the server has
    /// looked at its certificate.
    ///
    /// @param deadline when all this must be done
    /// @throws AuthenticationException if the server refused the client: by an alert, in the
    ///   handshake or behind it, or by an `ERROR` frame. An alert that refuses another part of the
    ///   handshake, such as its version, is not told apart
    /// @throws SSLHandshakeException if the client refused the server, as [TlsClient#connect] has
    ///   it
    /// @throws IOException as [TlsClient#connect] and [TlsClient#ping] have it; a connection that
    ///   was reset, or has ended, is no refusal
    public static TlsClient connect(
            Endpoint endpoint, TlsClient.Settings settings, Deadline deadline) throws IOException {
        throw new UnsupportedOperationException(
                "TODO 5.4: connect, and wait for the server to accept this client");
    }
}
