package robustnet.tls.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.images.builder.Transferable;
import robustnet.testkit.docker.Docker;
import robustnet.testkit.tls.CertificateAuthority;
import robustnet.testkit.tls.CertificateRequest;
import robustnet.testkit.tls.HeldCertificate;
import robustnet.tls.TlsServer;

/// ```
///   TlsClient ──TLS──► nginx, in a container ──TLS──► MutualTls
///   shows "orders"     checks it, and shows "nginx"   checks that, and answers
/// ```
@DisplayName("nginx between the client and the server, with certificates on both sides")
@Timeout(120)
class NginxTest {
    private static final String BASE = "debian:bookworm-slim";
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create("interop");
    private static final HeldCertificate SERVER = AUTHORITY.localhost();
    private static final HeldCertificate NGINX =
            AUTHORITY.issue(CertificateRequest.client().dns("nginx.example"));
    private static final HeldCertificate ORDERS =
            AUTHORITY.issue(CertificateRequest.client().dns("orders.example"));

    private static TlsServer backend;
    private static GenericContainer<?> nginx;

    @BeforeAll
    static void start() throws IOException {
        Docker.assume(BASE);
        var gateway = gateway();
        try {
            var address = new InetSocketAddress(InetAddress.ofLiteral(gateway), 0);
            backend = Ours.serveKnown(address, SERVER, "TLSv1.3", "nginx.example");
        } catch (BindException _) {
            Assumptions.abort("skipped: the containers' gateway is not on this machine");
        }
        nginx = container(gateway + ":" + backend.port());
        nginx.start();
    }

    @AfterAll
    static void stop() {
        if (nginx != null) {
            nginx.stop();
        }
        if (backend != null) {
            backend.close();
        }
    }

    /// The address by which containers reach this machine, and nobody else does.
    private static String gateway() {
        var bridge =
                DockerClientFactory.instance().client().inspectNetworkCmd().withNetworkId("bridge");
        return bridge.exec().getIpam().getConfig().getFirst().getGateway();
    }

    private static GenericContainer<?> container(String backend) throws IOException {
        var image =
                new ImageFromDockerfile("robustnet-interop-nginx", false)
                        .withFileFromTransferable("Dockerfile", text(resource("nginx.dockerfile")));
        return new GenericContainer<>(image)
                .withExposedPorts(9413, 9412)
                .withCopyToContainer(
                        text(resource("nginx.conf").replace("BACKEND", backend)),
                        "/etc/nginx/nginx.conf")
                .withCopyToContainer(text(SERVER.chainPem()), "/tls/chain.pem")
                .withCopyToContainer(text(SERVER.keyPem()), "/tls/key.pem")
                .withCopyToContainer(text(SERVER.rootPem()), "/tls/root.pem")
                .withCopyToContainer(text(NGINX.chainPem()), "/tls/client-chain.pem")
                .withCopyToContainer(text(NGINX.keyPem()), "/tls/client-key.pem");
    }

    private static Transferable text(String text) {
        return Transferable.of(text);
    }

    private static String resource(String name) throws IOException {
        try (var in = NginxTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {9413, 9412})
    @DisplayName("a call goes through: TlsClient and nginx, nginx and MutualTls accept each other")
    void goesThrough(int port) throws Exception {
        try (var client = Ours.connect(nginx.getMappedPort(port), ORDERS, SERVER.root())) {
            assertThat(Ours.call(client, "hello").get())
                    .as("the answer")
                    .isEqualTo("nginx.example says hello");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {9413, 9412})
    @DisplayName("a client with a certificate that nginx does not trust gets no answer (T4, T5)")
    void refusesAStranger(int port) {
        var stranger =
                CertificateAuthority.create("interop")
                        .issue(CertificateRequest.client().dns("orders.example"));

        assertThatThrownBy(
                        () -> {
                            var root = SERVER.root();
                            try (var client =
                                    Ours.connect(nginx.getMappedPort(port), stranger, root)) {
                                client.call("hello".getBytes(UTF_8), Ours.soon());
                            }
                        },
                        "a call with a certificate of another authority")
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(SocketTimeoutException.class);
    }
}
