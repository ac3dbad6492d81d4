package robustnet.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import robustnet.testkit.Testbed;
import robustnet.testkit.tls.CertificateRequest;
import robustnet.testkit.tls.CertificateRequest.KeyType;
import robustnet.testkit.tls.HeldCertificate;

/// Whom the contexts of [TlsContexts] must believe, and what they must show.
final class ContextChecks {
    private final Testbed bed;
    private final SSLContext trustsNobody = server(Pki.LOCALHOST, List.of());
    private final SSLContext trustsOurs = server(Pki.LOCALHOST, List.of(Pki.CA.root()));

    ContextChecks(Testbed bed) {
        this.bed = bed;
    }

    static KeyMaterial own(HeldCertificate held) {
        return new KeyMaterial(held.key(), held.chain());
    }

    private static SSLContext server(HeldCertificate held, List<X509Certificate> trusted) {
        return new TlsContexts(Optional.of(own(held)), trusted).context();
    }

    private static SSLContext client(List<X509Certificate> trusted) {
        return new TlsContexts(Optional.empty(), trusted).context();
    }

    void showsAnyKindOfKeyWithItsChain() {
        shows("EC", trustsNobody, Pki.LOCALHOST);
        for (var type : List.of(KeyType.RSA, KeyType.ED25519)) {
            var held = Pki.CA.issue(CertificateRequest.server().keyType(type));
            shows(type.toString(), server(held, List.of()), held);
        }
    }

    private void shows(String kind, SSLContext server, HeldCertificate held) {
        var what = "a handshake with a server whose context has a key of kind " + kind;
        var sent = Must.give(() -> handshake(server, Credulous.client()), what);
        Certificates.same(sent, held.chain(), "your server sent");
    }

    void believesItsRootsOnly() throws Exception {
        var course = Pki.CA.root();
        var forger = Pki.FORGER.root(); // of the same name
        for (var roots :
                List.of(List.of(course), List.of(course, forger), List.of(forger, course))) {
            var context = client(roots);
            Must.give(
                    () -> handshake(trustsNobody, context),
                    "a handshake with a server that leads to one of " + Certificates.names(roots));
        }
        for (var roots : List.of(List.of(forger), List.<X509Certificate>of())) {
            var other = client(roots);
            assertThatThrownBy(
                            () -> handshake(trustsNobody, other),
                            "a handshake with a server that the client has no reason to trust")
                    .isInstanceOf(SSLException.class);
        }
    }

    /// Returns what the client got to see.
    private List<X509Certificate> handshake(SSLContext server, SSLContext client)
            throws IOException {
        int port =
                bed.serve(
                                peer -> {
                                    try (var _ = TlsPeer.accept(peer, server)) {
                                        peer.socket().getInputStream().read();
                                    } catch (IOException _) {
                                        // The client tells.
                                    }
                                })
                        .port();
        try (var peer = TlsPeer.connect(port, client)) {
            return List.of(peer.tls().getSession().getPeerCertificates()).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        }
    }

    void showsTheClientsCertificate() throws Exception {
        var alice = Pki.CA.issue(CertificateRequest.client().dns("alice.example"));
        var roots = List.of(Pki.CA.root());
        var client = new TlsContexts(Optional.of(own(alice)), roots).context();
        var seen = new CompletableFuture<X509Certificate>();
        int port =
                bed.serve(
                                peer -> {
                                    var shown =
                                            needing(peer.socket(), trustsOurs)
                                                    .getPeerCertificates();
                                    seen.complete((X509Certificate) shown[0]);
                                    peer.socket().close();
                                })
                        .port();
        TlsPeer.connect(port, client, "TLSv1.2").close();
        Certificates.same(
                List.of(seen.get(3, TimeUnit.SECONDS)),
                List.of(alice.certificate()),
                "first, your client showed");
    }

    void letsNobodyIn() throws Exception {
        var alice = Pki.client(CertificateRequest.client());
        var letIn = new CompletableFuture<Boolean>();
        int port =
                bed.serve(
                                peer -> {
                                    letIn.complete(needing(peer.socket(), trustsNobody).isValid());
                                    peer.socket().close();
                                })
                        .port();
        try (var _ = TlsPeer.connect(port, alice, "TLSv1.2")) {
            // The server tells.
        } catch (IOException _) {
            // The same.
        }
        assertThat(letIn.get(3, TimeUnit.SECONDS))
                .as("whether a client with a certificate was let in by a server that trusts nobody")
                .isFalse();
    }

    void namesItsOwnRootsOnly() throws Exception {
        var what = "the roots that a server says it trusts";
        Certificates.sameNames(issuersNamed(trustsNobody), List.of(), what);
        List<Principal> one = List.of(Pki.CA.root().getSubjectX500Principal());
        Certificates.sameNames(issuersNamed(trustsOurs), one, what);
    }

    private List<Principal> issuersNamed(SSLContext asking) throws Exception {
        var issuers = new CompletableFuture<List<Principal>>();
        int port = bed.serve(peer -> needing(peer.socket(), asking)).port();
        try (var _ = TlsPeer.connect(port, CuriousKeys.context(issuers, Pki.CA.root()))) {
            return issuers.get(3, TimeUnit.SECONDS);
        }
    }

    /// The session is not valid if the handshake fails.
    private static SSLSession needing(Socket raw, SSLContext context) throws IOException {
        var tls = (SSLSocket) context.getSocketFactory().createSocket(raw, null, false);
        tls.setNeedClientAuth(true);
        return tls.getSession();
    }
}
