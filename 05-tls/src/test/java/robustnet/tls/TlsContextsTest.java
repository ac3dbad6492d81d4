package robustnet.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;
import robustnet.testkit.TimeLimit;
import robustnet.testkit.tls.CertificateAuthority;
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
        var odd = new OddFiles(folder);
        for (var type : KeyType.values()) {
            var held = Pki.CA.issue(CertificateRequest.server().keyType(type));
            var chain = held.writeChain(folder.resolve("chain.pem"));
            var key = held.writeKey(folder.resolve("key.pem"));
            Certificates.same(
                    TlsContexts.keyFromPem(chain, key), held, "the " + type + " key and its chain");
        }
        var good = Pki.LOCALHOST;
        var one = odd.pem("Bag Attributes\n" + good.keyPem() + "-- \n" + good.chainPem());
        Certificates.same(
                TlsContexts.keyFromPem(one, one), good, "key and chain of one file, with text");
        var dos = odd.pem(good.keyPem().replace("\n", "\r\n"));
        Certificates.same(
                TlsContexts.keyFromPem(odd.pem(good.chainPem().replace("\n", "\r\n")), dos),
                good,
                "key and chain with the line ends of Windows");
        var latin = folder.resolve("latin.pem");
        var other =
                "M\u00fcller:\n-----BEGIN X509 CRL-----\nRevoked: none\n-----END X509 CRL-----\n";
        Files.writeString(latin, other + good.chainPem(), ISO_8859_1);
        Certificates.same(
                TlsContexts.keyFromPem(latin, odd.pem(other + good.keyPem())),
                good,
                "a chain behind text in ISO 8859-1 and a block of another label");
    }

    @Test
    @DisplayName("a chain may be long, and only its first certificate has to be valid today")
    void readsLongChains() throws Exception {
        var odd = new OddFiles(folder);
        var good = Pki.LOCALHOST;
        var chain = new ArrayList<>(good.chain());
        chain.add(Pki.CA.issue(CertificateRequest.server().expired()).certificate());
        var held = new HeldCertificate(good.key(), chain, good.root());

        Certificates.same(
                TlsContexts.keyFromPem(odd.pem(held.chainPem()), odd.pem(held.keyPem())),
                held,
                "a chain of three, the last of which has expired");
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("a key and its chain are read from PKCS#12, whatever stands beside them")
    void readsPkcs12() throws Exception {
        var file = Pki.LOCALHOST.writePkcs12(folder.resolve("key.p12"), PASSWORD);
        var password = PASSWORD.toCharArray();

        Certificates.same(
                TlsContexts.keyFromPkcs12(file, password), Pki.LOCALHOST, "the key and its chain");
        assertThat(password).as("the password after the reading").isEqualTo(PASSWORD.toCharArray());
        var trusted = CertificateAuthority.selfSigned(CertificateRequest.server()).certificate();
        var full = new OddFiles(folder).everything(Pki.LOCALHOST, trusted);
        Certificates.same(
                TlsContexts.keyFromPkcs12(full, password),
                Pki.LOCALHOST,
                "the private key beside a secret key and a trusted certificate");
        Certificates.same(
                TlsContexts.trustFromPkcs12(full, password),
                List.of(trusted),
                "from a file with a private key, a secret key and one trusted certificate came");
    }

    @Test
    @DisplayName("roots are read from PEM and PKCS#12")
    void readsRoots() throws Exception {
        var old = Pki.FORGER.issue(CertificateRequest.server().expired()).withoutIntermediate();
        var three = List.of(Pki.CA.root(), Pki.FORGER.root(), old.certificate());
        var pem = Pki.LOCALHOST.rootPem() + "# another one\n" + old.rootPem() + old.chainPem();
        var p12 = Pki.LOCALHOST.writeTrustPkcs12(folder.resolve("trust.p12"), PASSWORD);

        Certificates.same(
                TlsContexts.trustFromPem(new OddFiles(folder).pem(pem)),
                three,
                "from a PEM file with two roots and a server's certificate that has expired came");
        Certificates.same(
                TlsContexts.trustFromPkcs12(p12, PASSWORD.toCharArray()),
                List.of(Pki.CA.root()),
                "from a PKCS#12 file with one root came");
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("each kind of bad PEM file is named for what it is")
    void namesBadPemFiles() throws Exception {
        BadFileChecks.keyInPem(folder);
        BadFileChecks.certificatesInPem(folder);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("each kind of bad PKCS#12 file is named for what it is")
    void namesBadPkcs12Files() throws Exception {
        BadFileChecks.pkcs12(folder);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("a certificate that is not valid today, or not for this key, is refused at once")
    void refusesWhatNobodyWouldAccept() throws Exception {
        BadFileChecks.misfits(folder);
    }

    @Test
    @DisplayName("a key that the JDK cannot use is an IllegalArgumentException of the constructor")
    void refusesAnUnusableKey() {
        var own = Optional.of(new KeyMaterial(new SilentKey(), Pki.LOCALHOST.chain()));

        assertThatThrownBy(
                        () -> new TlsContexts(own, List.of()),
                        "a context from a key whose getEncoded() is null")
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("the contexts shake hands when they trust each other, and not otherwise (T3)")
    void shakesHands(Testbed bed) throws Exception {
        var checks = new ContextChecks(bed);
        checks.showsAnyKindOfKeyWithItsChain();
        checks.believesItsRootsOnly();
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName(
            "a client's context shows its certificate; a server's names its own roots only (T3)")
    void showsTheClientsCertificate(Testbed bed) throws Exception {
        var checks = new ContextChecks(bed);
        checks.showsTheClientsCertificate();
        checks.namesItsOwnRootsOnly();
        checks.letsNobodyIn();
    }

    @Test
    @DisplayName("there is one context, so the second connection resumes the first's session (T11)")
    void hasOneContext(Testbed bed) throws Exception {
        var server = new TlsContexts(Optional.of(ContextChecks.own(Pki.LOCALHOST)), List.of());
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

    @Test
    @DisplayName("restrictVersions allows TLS 1.3 and 1.2 and leaves the rest")
    void restrictsVersions() {
        var parameters =
                new SSLParameters(
                        new String[] {"TLS_AES_128_GCM_SHA256"},
                        new String[] {"TLSv1.1", "TLSv1", "TLSv1.2"});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setNeedClientAuth(true);
        parameters.setUseCipherSuitesOrder(false);
        var bare = new SSLParameters();
        bare.setUseCipherSuitesOrder(true);

        for (var each : List.of(parameters, bare)) {
            var before = rest(each);
            TlsContexts.restrictVersions(each);
            assertThat(each.getProtocols())
                    .as("the versions")
                    .containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
            assertThat(rest(each)).as("everything but the versions").isEqualTo(before);
        }
    }

    private static Map<String, String> rest(SSLParameters parameters) {
        return new TreeMap<>(
                Map.of(
                        "cipherSuites",
                        Arrays.toString(parameters.getCipherSuites()),
                        "useCipherSuitesOrder",
                        parameters.getUseCipherSuitesOrder() + "",
                        "endpointIdentificationAlgorithm",
                        parameters.getEndpointIdentificationAlgorithm() + "",
                        "needClientAuth",
                        parameters.getNeedClientAuth() + "",
                        "wantClientAuth",
                        parameters.getWantClientAuth() + "",
                        "applicationProtocols",
                        Arrays.toString(parameters.getApplicationProtocols()),
                        "serverNames",
                        parameters.getServerNames() + ""));
    }

    /// A key that does not tell what it is.
    private static final class SilentKey implements PrivateKey {
        private static final long serialVersionUID = 1L;

        @Override
        public String getAlgorithm() {
            return "EC";
        }

        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            return null;
        }
    }
}
