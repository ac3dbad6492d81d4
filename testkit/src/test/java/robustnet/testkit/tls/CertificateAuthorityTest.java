package robustnet.testkit.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import robustnet.testkit.tls.CertificateRequest.KeyType;
import robustnet.testkit.tls.CertificateRequest.Purpose;

@DisplayName("A certificate authority for tests")
@Timeout(10)
class CertificateAuthorityTest {
    private static CertificateAuthority ca;

    @TempDir private Path folder;

    @BeforeAll
    static void create() {
        ca = CertificateAuthority.create("Test");
    }

    @Test
    @DisplayName("signs through an intermediate, and its root makes the chain valid")
    void chain() throws Exception {
        var held = ca.localhost();

        assertThat(held.chain()).hasSize(2);
        assertThat(held.root()).isEqualTo(ca.root());
        validate(held, ca.root());
        assertThatThrownBy(() -> validate(held.withoutIntermediate(), ca.root()))
                .isInstanceOf(CertPathValidatorException.class);
        assertThatThrownBy(() -> validate(held, CertificateAuthority.create("Test").root()))
                .isInstanceOf(CertPathValidatorException.class);
    }

    @Test
    @DisplayName("writes the names, the purpose and the serial number that were asked for")
    void contents() throws Exception {
        var request =
                CertificateRequest.server()
                        .subject("CN=it")
                        .dns("a.example")
                        .ip("192.0.2.1")
                        .uri("spiffe://example/it")
                        .purpose(Purpose.CODE_SIGNING)
                        .notForSigning()
                        .serial(77);
        var certificate = ca.issue(request).certificate();

        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=it");
        assertThat(certificate.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(
                        List.of(2, "a.example"),
                        List.of(7, "192.0.2.1"),
                        List.of(6, "spiffe://example/it"));
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.3");
        assertThat(certificate.getKeyUsage()[0]).isFalse();
        assertThat(certificate.getSerialNumber()).isEqualTo(77);
        assertThat(certificate.getBasicConstraints()).as("no authority itself").isNegative();
        assertThat(ca.issue(CertificateRequest.client()).certificate().getExtendedKeyUsage())
                .containsExactly("1.3.6.1.5.5.7.3.2");
    }

    @Test
    @DisplayName("makes certificates that are expired, not yet valid, or signed by themselves")
    void bad() throws Exception {
        var request = CertificateAuthority.local(CertificateRequest.server());

        assertThatThrownBy(() -> ca.issue(request.expired()).certificate().checkValidity())
                .isInstanceOf(CertificateExpiredException.class);
        assertThatThrownBy(() -> ca.issue(request.notYetValid()).certificate().checkValidity())
                .isInstanceOf(CertificateNotYetValidException.class);
        var own = CertificateAuthority.selfSigned(request);
        assertThat(own.root()).isEqualTo(own.certificate());
        own.certificate().verify(own.certificate().getPublicKey());
    }

    @Test
    @DisplayName("makes keys of the kind that was asked for")
    void keys() {
        for (var type : KeyType.values()) {
            var held = ca.issue(CertificateRequest.server().keyType(type));
            assertThat(held.key().getAlgorithm())
                    .isEqualTo(type == KeyType.ED25519 ? "EdDSA" : type.name());
        }
    }

    @Test
    @DisplayName("writes PEM and PKCS#12 files that the JDK reads back")
    void files() throws Exception {
        var held = ca.localhost();

        var chain = Files.readAllBytes(held.writeChain(folder.resolve("chain.pem")));
        assertThat(
                        CertificateFactory.getInstance("X.509")
                                .generateCertificates(new ByteArrayInputStream(chain)))
                .isEqualTo(held.chain());
        assertThat(Files.readString(held.writeKey(folder.resolve("key.pem"))))
                .startsWith("-----BEGIN PRIVATE KEY-----\n")
                .endsWith("-----END PRIVATE KEY-----\n");
        assertThat(held.writeRoot(folder.resolve("root.pem"))).hasContent(held.rootPem());
        var keys = open(held.writePkcs12(folder.resolve("key.p12"), "secret"));
        assertThat(keys.getKey("key", "secret".toCharArray())).isEqualTo(held.key());
        assertThat(keys.getCertificateChain("key")).containsExactlyElementsOf(held.chain());
        var trust = open(held.writeTrustPkcs12(folder.resolve("trust.p12"), "secret"));
        assertThat(trust.getCertificate("root")).isEqualTo(ca.root());
    }

    @Test
    @DisplayName("gives contexts that shake hands when they trust each other, and not otherwise")
    void contexts() throws Exception {
        var server = SslContexts.of(ca.localhost());

        assertThat(handshake(server, SslContexts.trusting(ca.root())))
                .isEqualTo(ca.root().getIssuerX500Principal().getName());
        assertThatThrownBy(() -> handshake(server, SslContexts.trusting()))
                .isInstanceOf(SSLException.class);
    }

    private static String handshake(SSLContext server, SSLContext client) throws Exception {
        try (var listener =
                        (SSLServerSocket) server.getServerSocketFactory().createServerSocket(0);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(
                    () -> {
                        try (var socket = listener.accept()) {
                            return socket.getInputStream().read();
                        }
                    });
            try (var socket =
                    (SSLSocket)
                            client.getSocketFactory()
                                    .createSocket("127.0.0.1", listener.getLocalPort())) {
                socket.startHandshake();
                var last = (X509Certificate) socket.getSession().getPeerCertificates()[1];
                return last.getIssuerX500Principal().getName();
            }
        }
    }

    private static KeyStore open(Path file) throws Exception {
        return KeyStore.getInstance(file.toFile(), "secret".toCharArray());
    }

    private static void validate(HeldCertificate held, X509Certificate root) throws Exception {
        var parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.setRevocationEnabled(false);
        var path = CertificateFactory.getInstance("X.509").generateCertPath(held.chain());
        CertPathValidator.getInstance("PKIX").validate(path, parameters);
    }
}
