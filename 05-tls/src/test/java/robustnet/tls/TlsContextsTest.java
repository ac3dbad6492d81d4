package robustnet.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;
import robustnet.testkit.TimeLimit;
import robustnet.testkit.tls.CertificateRequest;
import robustnet.testkit.tls.CertificateRequest.KeyType;
import robustnet.testkit.tls.HeldCertificate;

@Exercise(id = "5.1", title = "TLS contexts", level = 2, minutes = 60, edit = TlsContexts.class)
class TlsContextsTest {
    private static final String PASSWORD = "change it";

    @TempDir private Path folder;

    @BeforeAll
    static void warmUp() throws IOException {
        Pki.warmUp();
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("a key and its chain are read from PEM, from two files or one, with text around")
    void readsPem() throws Exception {
        for (var type : KeyType.values()) {
            var held = Pki.CA.issue(CertificateRequest.server().keyType(type));
            assertThat(TlsContexts.keyFromPem(chain(held), key(held)))
                    .as("the %s key and its chain", type)
                    .isEqualTo(own(held));
        }
        var one = write("Bag Attributes\n" + Pki.LOCALHOST.keyPem() + "-- \n" + chainText());
        assertThat(TlsContexts.keyFromPem(one, one))
                .as("key and chain of one file, with text around them")
                .isEqualTo(own(Pki.LOCALHOST));
        var dos = write(Pki.LOCALHOST.keyPem().replace("\n", "\r\n"));
        assertThat(TlsContexts.keyFromPem(write(chainText().replace("\n", "\r\n")), dos))
                .as("key and chain, with the line ends of Windows")
                .isEqualTo(own(Pki.LOCALHOST));
    }

    @Test
    @DisplayName("a key and its chain are read from PKCS#12")
    void readsPkcs12() throws Exception {
        var file = Pki.LOCALHOST.writePkcs12(folder.resolve("key.p12"), PASSWORD);

        assertThat(TlsContexts.keyFromPkcs12(file, PASSWORD.toCharArray()))
                .as("the key and its chain")
                .isEqualTo(own(Pki.LOCALHOST));
    }

    @Test
    @DisplayName("roots are read from PEM and PKCS#12")
    void readsRoots() throws Exception {
        var both = List.of(Pki.CA.root(), Pki.FORGER.root());
        var forger = Pki.FORGER.localhost();
        var pem = write(Pki.LOCALHOST.rootPem() + "# another one\n" + forger.rootPem());
        var p12 = Pki.LOCALHOST.writeTrustPkcs12(folder.resolve("trust.p12"), PASSWORD);

        assertThat(TlsContexts.trustFromPem(pem)).as("the roots in PEM").isEqualTo(both);
        assertThat(TlsContexts.trustFromPkcs12(p12, PASSWORD.toCharArray()))
                .as("the roots in PKCS#12")
                .containsExactly(Pki.CA.root());
    }

    @Test
    @DisplayName("each kind of bad PEM file is named for what it is")
    void namesBadPemFiles() throws Exception {
        BadFileChecks.pem(folder);
    }

    @Test
    @DisplayName("each kind of bad PKCS#12 file is named for what it is")
    void namesBadPkcs12Files() throws Exception {
        BadFileChecks.pkcs12(folder);
    }

    @Test
    @DisplayName("a certificate that is not valid today, or not for this key, is refused at once")
    void refusesWhatNobodyWouldAccept() throws Exception {
        BadFileChecks.misfits(folder);
    }

    @Test
    @DisplayName("the contexts shake hands when they trust each other, and not otherwise (T3)")
    void shakesHands(Testbed bed) throws Exception {
        var server = new TlsContexts(Optional.of(own(Pki.LOCALHOST)), List.of()).context();
        var client = new TlsContexts(Optional.empty(), List.of(Pki.CA.root())).context();

        assertThat(handshake(bed, server, client).tls().getSession().getPeerCertificates())
                .as("the certificates that the server's context shows")
                .containsExactlyElementsOf(Pki.LOCALHOST.chain());
        for (var trusted : List.of(List.of(Pki.FORGER.root()), List.<X509Certificate>of())) {
            var other = new TlsContexts(Optional.empty(), trusted).context();
            assertThatThrownBy(
                            () -> handshake(bed, server, other),
                            "a handshake with a server that the client has no reason to trust")
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    @DisplayName(
            "a client's context shows its certificate; a server's names its own roots only (T3)")
    void showsTheClientsCertificate(Testbed bed) throws Exception {
        var alice = Pki.CA.issue(CertificateRequest.client().dns("alice.example"));
        var server = new TlsContexts(Optional.of(own(Pki.LOCALHOST)), List.of(Pki.CA.root()));
        var client = new TlsContexts(Optional.of(own(alice)), List.of(Pki.CA.root()));
        var seen = new CompletableFuture<Object>();
        var port =
                bed.serve(
                                peer -> {
                                    var tls = needing(peer.socket(), server.context());
                                    seen.complete(tls.getPeerCertificates()[0]);
                                    peer.socket().close();
                                })
                        .port();
        TlsPeer.connect(port, client.context(), "TLSv1.2").close();
        assertThat(seen.get()).as("the certificate shown").isEqualTo(alice.certificate());

        for (var trusted : List.of(List.of(Pki.CA.root()), List.<X509Certificate>of())) {
            var asking = new TlsContexts(Optional.of(own(Pki.LOCALHOST)), trusted).context();
            assertThat(issuersNamed(bed, asking))
                    .as("the roots that a server says it trusts, which was given %s", trusted)
                    .isEqualTo(
                            trusted.stream()
                                    .map(X509Certificate::getSubjectX500Principal)
                                    .toList());
        }
    }

    private static List<Principal> issuersNamed(Testbed bed, SSLContext asking) throws Exception {
        var issuers = new CompletableFuture<List<Principal>>();
        int port = bed.serve(peer -> needing(peer.socket(), asking)).port();
        try (var _ = TlsPeer.connect(port, CuriousKeys.context(issuers, Pki.CA.root()))) {
            return issuers.get(3, TimeUnit.SECONDS);
        }
    }

    private static SSLSession needing(Socket raw, SSLContext context) throws IOException {
        var tls = (SSLSocket) context.getSocketFactory().createSocket(raw, null, false);
        tls.setNeedClientAuth(true);
        return tls.getSession();
    }

    @Test
    @DisplayName("there is one context, so the second connection resumes the first's session (T11)")
    void hasOneContext(Testbed bed) throws Exception {
        var server = new TlsContexts(Optional.of(own(Pki.LOCALHOST)), List.of());
        var client = new TlsContexts(Optional.empty(), List.of(Pki.CA.root()));
        assertThat(client.context()).as("the second context").isSameAs(client.context());

        for (var version : TlsPeer.VERSIONS) {
            ClientSide.Script hello = peer -> peer.send(new byte[] {1});
            ClientSide.Script[] twice = {hello, hello};
            var port = new ClientSide(bed).server(server::context, version, twice);
            long first = sessionCreated(port, client.context());
            TimeUnit.MILLISECONDS.sleep(5);
            assertThat(sessionCreated(port, client.context()))
                    .as("when the session of the second connection was created, in %s", version)
                    .isEqualTo(first);
        }
    }

    private static long sessionCreated(int port, SSLContext context) throws IOException {
        try (var peer = TlsPeer.connect(port, context)) {
            peer.tls().getInputStream().read(); // the ticket comes before it
            return peer.tls().getSession().getCreationTime();
        }
    }

    private static TlsPeer handshake(Testbed bed, SSLContext server, SSLContext client)
            throws IOException {
        int port =
                bed.serve(
                                peer -> {
                                    try (var _ = TlsPeer.accept(peer.socket(), server)) {
                                        peer.socket().getInputStream().read();
                                    } catch (IOException _) {
                                        // The client tells.
                                    }
                                })
                        .port();
        return bed.closing(TlsPeer.connect(port, client));
    }

    @Test
    @DisplayName("restrictVersions allows TLS 1.3 and 1.2 and leaves the rest")
    void restrictsVersions() {
        var parameters =
                new SSLParameters(
                        new String[] {"TLS_AES_128_GCM_SHA256"},
                        new String[] {"TLSv1.1", "TLSv1", "TLSv1.2"});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setNeedClientAuth(true);

        TlsContexts.restrictVersions(parameters);

        assertThat(parameters.getProtocols())
                .as("the versions")
                .containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
        assertThat(parameters.getCipherSuites()).containsExactly("TLS_AES_128_GCM_SHA256");
        assertThat(parameters.getEndpointIdentificationAlgorithm()).isEqualTo("HTTPS");
        assertThat(parameters.getNeedClientAuth()).as("needClientAuth").isTrue();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "text", ".pem"), text);
    }

    private Path chain(HeldCertificate held) throws IOException {
        return held.writeChain(Files.createTempFile(folder, "chain", ".pem"));
    }

    private Path key(HeldCertificate held) throws IOException {
        return held.writeKey(Files.createTempFile(folder, "key", ".pem"));
    }

    private static String chainText() {
        return Pki.LOCALHOST.chainPem();
    }

    private static KeyMaterial own(HeldCertificate held) {
        return new KeyMaterial(held.key(), held.chain());
    }
}
