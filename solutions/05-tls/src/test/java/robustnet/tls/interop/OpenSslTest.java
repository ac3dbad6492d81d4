package robustnet.tls.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import robustnet.buffers.FrameType;
import robustnet.testkit.tls.CertificateAuthority;
import robustnet.testkit.tls.CertificateRequest;
import robustnet.testkit.tls.HeldCertificate;

@DisplayName("OpenSSL as the peer")
@Timeout(60)
class OpenSslTest {
    private static final String CLIENT = "spiffe://example/orders";
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create("interop");
    private static final HeldCertificate SERVER = AUTHORITY.localhost();
    private static final HeldCertificate CLIENT_CERTIFICATE =
            AUTHORITY.issue(CertificateRequest.client().uri(CLIENT));

    @TempDir private static Path folder;

    @BeforeAll
    static void look() throws InterruptedException {
        OpenSsl.assume();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    @DisplayName("s_client is served by TlsServer")
    void servesAClient(String version) throws Exception {
        try (var tls = Ours.serveAll(anyPort(), SERVER, version);
                var openssl = client(tls.port(), flag(version))) {
            openssl.send(Wire.frame(FrameType.REQUEST, 7, "hello"));

            var answer = Wire.frame(FrameType.RESPONSE, 7, "HELLO");
            assertThat(openssl.receive(answer.length)).as("the answer").isEqualTo(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    @DisplayName("s_client with a certificate is served by MutualTls, under its name")
    void servesAKnownClient(String version) throws Exception {
        var certificate = shown(CLIENT_CERTIFICATE);
        try (var tls = Ours.serveKnown(anyPort(), SERVER, version, CLIENT);
                var openssl = client(tls.port(), flag(version), certificate)) {
            openssl.send(Wire.frame(FrameType.REQUEST, 7, "hello"));

            var answer = Wire.frame(FrameType.RESPONSE, 7, CLIENT + " says hello");
            assertThat(openssl.receive(answer.length)).as("the answer").isEqualTo(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    @DisplayName("s_client without a certificate is refused by MutualTls, by an alert (T5)")
    void refusesAnUnknownClient(String version) throws Exception {
        try (var tls = Ours.serveKnown(anyPort(), SERVER, version, CLIENT);
                var openssl = client(tls.port(), flag(version))) {
            assertThat(openssl.end()).as("what openssl says").contains("alert");
        }
    }

    @Test
    @DisplayName("s_client of TLS 1.1 is refused by an alert that says why")
    void refusesAnOldVersion() throws Exception {
        try (var tls = Ours.serveAll(anyPort(), SERVER, "TLSv1.2");
                var openssl =
                        client(tls.port(), "-tls1_1", List.of("-cipher", "ALL:@SECLEVEL=0"))) {
            assertThat(openssl.end()).as("what openssl says").contains("alert protocol version");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    @DisplayName("TlsClient checks s_server, and is answered")
    void callsAServer(String version) throws Exception {
        try (var server = server(SERVER, flag(version), List.of())) {
            callAndBeAnswered(server);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    @DisplayName("TlsClient shows its certificate to an s_server that asks for one")
    void showsItsCertificate(String version) throws Exception {
        var root = SERVER.writeRoot(folder.resolve("root.pem")).toString();
        var asking = List.of("-Verify", "2", "-verify_return_error", "-CAfile", root);
        try (var server = server(SERVER, flag(version), asking)) {
            callAndBeAnswered(server);
        }
    }

    private static void callAndBeAnswered(OpenSslServer server) throws Exception {
        var openssl = server.openssl();
        try (var client = server.connect(CLIENT_CERTIFICATE, SERVER.root())) {
            var answer = Ours.call(client, "hello");
            var request = Wire.frame(FrameType.REQUEST, 1, "hello");
            assertThat(openssl.receive(request.length)).as("the request").isEqualTo(request);
            openssl.send(Wire.frame(FrameType.RESPONSE, 1, "HELLO"));

            assertThat(answer.get()).as("the answer").isEqualTo("HELLO");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    @DisplayName("TlsClient refuses an s_server of another name, and tells it so (T1)")
    void refusesAnotherName(String version) throws Exception {
        var other = AUTHORITY.issue(CertificateRequest.server().dns("evil.example"));
        try (var server = server(other, flag(version), List.of())) {
            assertThatThrownBy(() -> server.connect(CLIENT_CERTIFICATE, other.root()))
                    .as("a certificate for evil.example")
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasCauseInstanceOf(CertificateException.class);

            assertThat(server.openssl().end()).as("what openssl says").contains("alert");
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    }

    private static String flag(String version) {
        return version.equals("TLSv1.3") ? "-tls1_3" : "-tls1_2";
    }

    private static OpenSsl client(int port, String flag) throws IOException {
        return client(port, flag, List.of());
    }

    private static OpenSsl client(int port, String flag, List<String> more) throws IOException {
        var root = SERVER.writeRoot(folder.resolve("root.pem")).toString();
        var all = new ArrayList<>(List.of("s_client", "-quiet", "-connect", "127.0.0.1:" + port));
        all.addAll(List.of("-servername", "localhost", "-verify_hostname", "localhost"));
        all.addAll(List.of("-CAfile", root, "-verify_return_error", flag));
        all.addAll(more);
        return OpenSsl.start(all);
    }

    private static OpenSslServer server(HeldCertificate own, String flag, List<String> more)
            throws IOException {
        var all = new ArrayList<>(shown(own));
        all.add(flag);
        all.addAll(more);
        return OpenSslServer.start(all);
    }

    /// The options by which openssl shows a certificate.
    private static List<String> shown(HeldCertificate own) throws IOException {
        var chain = own.writeChain(folder.resolve("chain.pem")).toString();
        var key = own.writeKey(folder.resolve("key.pem")).toString();
        return List.of("-cert", chain, "-cert_chain", chain, "-key", key);
    }
}
