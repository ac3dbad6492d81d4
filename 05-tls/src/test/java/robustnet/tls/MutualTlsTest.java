package robustnet.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static robustnet.tls.ClientSide.LONG;
import static robustnet.tls.ClientSide.assertFails;
import static robustnet.tls.ClientSide.call;
import static robustnet.tls.ClientSide.in;
import static robustnet.tls.TlsPeer.VERSIONS;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.basics.Endpoint;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameType;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;
import robustnet.testkit.TimeLimit;
import robustnet.testkit.tls.CertificateAuthority;
import robustnet.testkit.tls.CertificateRequest;
import robustnet.testkit.tls.SslContexts;

@Exercise(id = "5.4", title = "Mutual TLS", level = 2, minutes = 45, edit = MutualTls.class)
class MutualTlsTest {
    private static final CertificateRequest ALICE =
            CertificateRequest.client().dns("alice.example");

    private final AtomicInteger handled = new AtomicInteger();
    private final Set<String> list = ConcurrentHashMap.newKeySet();
    private Testbed bed;
    private ClientSide side;

    @BeforeAll
    static void warmUp() throws IOException {
        Pki.warmUp();
    }

    @BeforeEach
    void open(Testbed bed) {
        this.bed = bed;
        side = new ClientSide(bed);
        list.add("alice.example");
        list.add("spiffe://example/billing");
    }

    private TlsServer serve(String version) throws IOException {
        return bed.closing(
                MutualTls.serve(
                        new InetSocketAddress(bed.loopback(), 0),
                        Pki.server(),
                        parameters -> parameters.setProtocols(new String[] {version}),
                        ServerBench.PATIENT,
                        list::contains,
                        (client, request) -> {
                            handled.incrementAndGet();
                            return (client + ": " + new String(request, UTF_8)).getBytes(UTF_8);
                        }));
    }

    private TlsClient connect(int port, SSLContext context) throws IOException {
        return connect(port, side.settings(context, _ -> {}), LONG);
    }

    private TlsClient connect(int port, TlsClient.Settings settings, Duration budget)
            throws IOException {
        return bed.closing(
                MutualTls.connect(new Endpoint("localhost", port), settings, in(budget)));
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("who is on the list is served, and the handler knows by whom it is asked")
    void servesWhoIsOnTheList() throws Exception {
        for (var version : VERSIONS) {
            int port = serve(version).port();
            var alice = connect(port, Pki.client(CertificateRequest.client().dns("Alice.Example")));
            assertThat(call(alice, "hi")).asString().isEqualTo("alice.example: hi");
            assertThat(alice.session().getProtocol())
                    .as("the version, where the server's tuning allows one only")
                    .isEqualTo(version);

            var uri = CertificateRequest.client().uri("spiffe://example/billing").dns("x.example");
            var billing = connect(port, Pki.client(uri));
            assertThat(call(billing, "pay")).asString().isEqualTo("spiffe://example/billing: pay");
        }
    }

    @Test
    @DisplayName("a certificate names one URI, or else one DNS name; its subject names nobody (T5)")
    void readsTheIdentity() {
        var none = CertificateRequest.client();
        assertIdentity(none.uri("spiffe://a/b").dns("c.example"), "spiffe://a/b", "URI and DNS");
        assertIdentity(none.dns("C.example"), "c.example", "one DNS name");
        assertIdentity(none.subject("CN=boss").dns("c.example"), "c.example", "CN and DNS");
        assertIdentity(none.subject("CN=boss"), null, "a subject alone");
        assertIdentity(none.dns("a.example").dns("b.example"), null, "two DNS names");
        assertIdentity(
                none.uri("spiffe://a/b").uri("spiffe://a/c").dns("a.example"), null, "two URIs");
        assertIdentity(none.subject("CN=127.0.0.1").ip("127.0.0.1"), null, "an address alone");
    }

    private static void assertIdentity(CertificateRequest request, String expected, String what) {
        assertThat(MutualTls.identity(Pki.CA.issue(request).certificate()).orElse(null))
                .as("whom a certificate with %s names", what)
                .isEqualTo(expected);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("a client without a certificate is refused, and no handler runs (T4, T5)")
    void refusesAnonymousClients() throws Exception {
        assertRefused(Pki.client(), "a client without a certificate");
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName(
            "a valid certificate that is not on the list, or names nobody, is refused (T4, T5)")
    void refusesWhoIsNotOnTheList() throws Exception {
        var nobody = CertificateRequest.client().subject("CN=alice.example");
        assertRefused(
                Pki.client(CertificateRequest.client().dns("mallory.example")),
                "a client that is not on the list");
        assertRefused(Pki.client(nobody), "a client whose certificate names nobody");
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("a certificate that does not prove a client's name is refused (T4, T5)")
    void refusesWhatProvesNothing() throws Exception {
        assertRefused(
                SslContexts.of(Pki.FORGER.issue(ALICE), Pki.CA.root()),
                "a client of another CA with the same name");
        assertRefused(
                Pki.client(CertificateRequest.server().dns("alice.example")),
                "a server's certificate, shown by a client");
        assertRefused(Pki.client(ALICE.expired()), "a client whose certificate has expired");
        assertRefused(
                SslContexts.of(CertificateAuthority.selfSigned(ALICE), Pki.CA.root()),
                "a client that has signed its own certificate");
    }

    private void assertRefused(SSLContext context, String what) throws Exception {
        for (var version : VERSIONS) {
            int port = serve(version).port();

            assertThatThrownBy(() -> connect(port, context), "connect of %s, in %s", what, version)
                    .isInstanceOf(AuthenticationException.class);
            if (version.equals("TLSv1.3")) { // where a client may send before it is judged
                assertThat(firstReply(port, context))
                        .as("the reply to %s that sends a request at once", what)
                        .isNotEqualTo(FrameType.RESPONSE);
            }
            assertThat(handled.get()).as("handler calls for %s", what).isZero();
        }
    }

    /// Null where the connection fails instead.
    private static FrameType firstReply(int port, SSLContext context) {
        try (var peer = TlsPeer.connect(port, context)) {
            peer.send(ServerBench.request(1, "now"));
            return peer.receive().map(Frame::type).orElse(null);
        } catch (IOException _) {
            return null;
        }
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("the list is asked for each connection, also where the session is resumed (T5)")
    void asksTheListAnew() throws Exception {
        for (var version : VERSIONS) {
            list.add("alice.example");
            int port = serve(version).port();
            var settings = side.settings(Pki.client(ALICE), _ -> {});
            try (var first = connect(port, settings, LONG)) {
                assertThat(call(first, "hi")).asString().isEqualTo("alice.example: hi");
            }

            list.remove("alice.example");

            assertThatThrownBy(
                            () -> connect(port, settings, LONG),
                            "connect of a client that was taken off the list, in %s",
                            version)
                    .isInstanceOf(AuthenticationException.class);
        }
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("that the client refuses the server is no AuthenticationException")
    void tellsWhoHasRefused() throws Exception {
        var context = SslContexts.of(Pki.CA.issue(ALICE), Pki.FORGER.root());
        for (var version : VERSIONS) {
            int port = side.silent(version);

            var thrown = catchThrowable(() -> connect(port, context));

            assertThat(thrown)
                    .as("what was thrown where the client does not trust the server")
                    .isInstanceOf(SSLHandshakeException.class);
            assertThat(ClientSide.causes(thrown))
                    .as("the exception and its causes")
                    .anyMatch(CertificateException.class::isInstance);
        }
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("a connection that is reset, or ends, is no refusal (T4)")
    void tellsALossFromARefusal() throws Exception {
        var settings = side.settings(Pki.client(ALICE), _ -> {});
        var server =
                bed.serve(
                        peer -> {
                            peer.receive(1);
                            peer.reset();
                        },
                        peer -> peer.receive(1));
        for (var how : new String[] {"was reset", "ended"}) {
            assertLost(server.port(), settings, how + " in the handshake");
        }
        assertLost(
                side.server("TLSv1.3", TlsPeer::receive), settings, "ended behind the handshake");
    }

    private void assertLost(int port, TlsClient.Settings settings, String how) {
        assertThat(catchThrowable(() -> connect(port, settings, LONG)))
                .as("what was thrown for a connection that %s", how)
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(AuthenticationException.class);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("the deadline covers the wait for the server's word")
    void boundsTheWait() throws Exception {
        int port = side.silent("TLSv1.3");
        var settings = side.settings(Pki.client(ALICE), _ -> {});

        var connecting = bed.async(() -> connect(port, settings, Duration.ofMillis(800)));

        assertFails(
                connecting,
                SocketTimeoutException.class,
                "a connect to a server that shakes hands and is silent then");
    }
}
