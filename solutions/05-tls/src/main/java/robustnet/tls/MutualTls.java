package robustnet.tls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import robustnet.basics.Endpoint;
import robustnet.basics.RequestFailedException;
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
    private static final int DNS_NAME = 2; // RFC 5280, section 4.2.1.6
    private static final int URI_NAME = 6;

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
        var uris = names(certificate, URI_NAME);
        if (!uris.isEmpty()) {
            return only(uris);
        }
        return only(names(certificate, DNS_NAME)).map(name -> name.toLowerCase(Locale.ROOT));
    }

    private static Optional<String> only(List<String> names) {
        return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
    }

    private static List<String> names(X509Certificate certificate, int type) {
        try {
            var all = certificate.getSubjectAlternativeNames();
            if (all == null) {
                return List.of();
            }
            return all.stream()
                    .filter(entry -> entry.get(0).equals(type))
                    .map(entry -> (String) entry.get(1))
                    .toList();
        } catch (CertificateParsingException _) {
            return List.of(); // who cannot be read is nobody
        }
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
        // T5: need, not want, which lets in whoever shows no certificate
        var needing = tuning.andThen(parameters -> parameters.setNeedClientAuth(true));
        Admission admission =
                session -> {
                    var client = identity(session);
                    // T5: a valid certificate says who it is, and not that it may
                    if (!allowed.test(client)) {
                        throw new AuthenticationException(client + " is not served");
                    }
                    return request -> handler.handle(client, request);
                };
        return TlsServer.start(address, context, needing, limits, admission);
    }

    private static String identity(SSLSession session) throws AuthenticationException {
        try {
            var certificate = (X509Certificate) session.getPeerCertificates()[0];
            return identity(certificate)
                    .orElseThrow(() -> new AuthenticationException("the certificate names nobody"));
        } catch (SSLPeerUnverifiedException e) {
            throw new AuthenticationException("no certificate", e);
        }
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
        try {
            var client = TlsClient.connect(endpoint, settings, deadline);
            try {
                client.ping(deadline); // T4: in TLS 1.3 the refusal comes behind the handshake
                return client;
            } catch (IOException e) {
                client.close();
                throw e;
            }
        } catch (SSLHandshakeException e) {
            // What this side finds wrong has a cause, and so has a broken connection; an alert none
            throw e.getCause() == null ? refused(e) : e;
        } catch (RequestFailedException e) {
            throw refused(e);
        }
    }

    private static AuthenticationException refused(IOException how) {
        return new AuthenticationException("refused by the server: " + how.getMessage(), how);
    }
}
