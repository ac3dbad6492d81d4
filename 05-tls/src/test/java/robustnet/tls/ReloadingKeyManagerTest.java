package robustnet.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.tls.Rotation.ONE;
import static robustnet.tls.Rotation.TRUSTING;
import static robustnet.tls.Rotation.TWO;
import static robustnet.tls.Rotation.certificate;
import static robustnet.tls.Rotation.material;
import static robustnet.tls.Rotation.showing;

import java.io.IOException;
import java.net.ServerSocket;
import java.security.KeyPairGenerator;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;
import robustnet.testkit.TimeLimit;
import robustnet.testkit.Weight;
import robustnet.testkit.tls.CertificateRequest;
import robustnet.testkit.tls.HeldCertificate;
import robustnet.testkit.tls.SslContexts;

@Exercise(
        id = "5.5",
        title = "Reloading certificates",
        level = 3,
        minutes = 50,
        edit = ReloadingKeyManager.class)
class ReloadingKeyManagerTest {

    private final AtomicReference<KeyMaterial> file = new AtomicReference<>(material(ONE));

    /// Outside of any test's time: the first certificate loads half of a security provider.
    @BeforeAll
    static void makeCertificates() {
        Handshake.of(TRUSTING, SslContexts.of(ONE), "TLSv1.3", false);
    }

    private ReloadingKeyManager manager() throws IOException {
        return new ReloadingKeyManager(file::get);
    }

    @Test
    @Weight(3)
    @TimeLimit(seconds = 120)
    @DisplayName("1,000 handshakes while the file is replaced ten times, once by half of one (T12)")
    void failsNoHandshake(Testbed bed) throws Exception {
        ReloadChecks.failsNoHandshake(file, bed);
    }

    @Test
    @DisplayName("an old connection lives on, a new one sees the new certificate (T12)")
    void showsTheNewCertificate() throws Exception {
        for (var protocol : List.of("TLSv1.3", "TLSv1.2")) {
            file.set(material(ONE));
            var manager = manager();
            var server = showing(manager);
            var old = Handshake.of(TRUSTING, server, protocol, false);
            assertThat(ReloadChecks.serial(old)).as("shown at first, %s", protocol).isEqualTo(1);

            file.set(material(TWO));
            assertThat(ReloadChecks.serial(Handshake.of(TRUSTING, server, protocol, false)))
                    .as("shown while nobody has said reload, %s", protocol)
                    .isEqualTo(1);
            manager.reload();

            assertThat(ReloadChecks.serial(Handshake.of(TRUSTING, server, protocol, false)))
                    .as("shown after the reload, %s", protocol)
                    .isEqualTo(2);
            assertThat(old.send("still here".getBytes(UTF_8)))
                    .as("what arrives over the connection from before, %s", protocol)
                    .asString(UTF_8)
                    .isEqualTo("still here");
        }
    }

    @Test
    @DisplayName("a client shows its certificate in the same way (T12)")
    void showsTheClientsCertificate() throws Exception {
        var manager = manager();
        var client = showing(manager);
        var server = SslContexts.of(certificate(100), Rotation.AUTHORITY.root());
        for (var protocol : List.of("TLSv1.3", "TLSv1.2")) {
            for (long shown = 1; shown <= 2; shown++) {
                file.set(material(clientCertificate(shown)));
                manager.reload();
                var both = Handshake.of(client, server, protocol, true);
                assertThat(both.shownByClient().getSerialNumber().longValueExact())
                        .as("what the client shows, %s", protocol)
                        .isEqualTo(shown);
            }
        }
    }

    @Test
    @DisplayName("real sockets are served as engines are")
    void servesSockets(Testbed bed) throws Exception {
        var manager = manager();
        var listener =
                bed.closing(
                        showing(manager)
                                .getServerSocketFactory()
                                .createServerSocket(0, 5, bed.loopback()));
        for (long shown = 1; shown <= 2; shown++) {
            file.set(material(certificate(shown)));
            manager.reload();
            var serving = bed.async(() -> serveOne(listener));
            var factory = Rotation.TRUSTING.getSocketFactory();
            try (var socket =
                    (SSLSocket) factory.createSocket(bed.loopback(), listener.getLocalPort())) {
                socket.setSoTimeout(3_000);
                int greeting =
                        Must.give(
                                () -> socket.getInputStream().read(), "a handshake over a socket");
                assertThat(greeting).as("the server's greeting").isEqualTo(7);
                socket.getSession().invalidate(); // a session that is resumed shows nothing
                var peer = (X509Certificate) socket.getSession().getPeerCertificates()[0];
                assertThat(peer.getSerialNumber().longValueExact())
                        .as("what the server shows over a socket")
                        .isEqualTo(shown);
            }
            serving.get(2, TimeUnit.SECONDS);
        }
    }

    @Test
    @Weight(2)
    @DisplayName(
            "a handshake that the reload comes into ends with the pair that it began with (T12)")
    void keepsKeyAndChainTogether() throws Exception {
        var first = file.get();
        var manager = manager();
        var alias = manager.chooseEngineServerAlias("EC", null, null);
        var second = material(TWO);
        file.set(second);
        manager.reload();

        var chain = manager.getCertificateChain(alias);
        assertThat(chain)
                .as("the chain, for the alias that was chosen before the reload")
                .containsExactlyElementsOf(first.chain());
        Arrays.fill(chain, null);
        assertThat(manager.getCertificateChain(alias))
                .as("the chain once more, after somebody has wiped the array that he was given")
                .containsExactlyElementsOf(first.chain());
        assertThat(manager.getPrivateKey(alias))
                .as("the key, for the alias that was chosen before the reload")
                .isEqualTo(first.key());
        var next = manager.chooseServerAlias("EC", new Principal[0], null);
        assertThat(next).as("the alias after the reload").isNotNull().isNotEqualTo(alias);
        assertThat(manager.getCertificateChain(next))
                .as("the chain that is chosen after the reload")
                .containsExactlyElementsOf(second.chain());
        assertThat(manager.getPrivateKey(next)).as("and its key").isEqualTo(second.key());
    }

    @Test
    @Weight(2)
    @DisplayName("a reload that fails says so, and changes nothing (T12)")
    void survivesABadFile(Testbed bed) throws Exception {
        ReloadChecks.survivesABadFile(file, bed);
    }

    @Test
    @DisplayName("without a good file there is no key manager")
    void needsAGoodFileToBegin() {
        var broken = new IOException("no such file");
        assertThatThrownBy(
                        () ->
                                new ReloadingKeyManager(
                                        () -> {
                                            throw broken;
                                        }),
                        "a first load that fails")
                .isSameAs(broken);
        assertThatThrownBy(() -> new ReloadingKeyManager(() -> null), "a loader that gives null")
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    @DisplayName("the latest 8 pairs are kept, and older keys are forgotten")
    void forgetsOldKeys() throws Exception {
        var pairs = List.of(material(ONE), material(TWO));
        var manager = manager();
        var aliases = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            aliases.add(manager.chooseEngineServerAlias("EC", null, null));
            for (int back = 0; back < aliases.size(); back++) {
                var alias = aliases.get(aliases.size() - 1 - back);
                var key = manager.getPrivateKey(alias);
                var chain = manager.getCertificateChain(alias);
                if (back < 8) {
                    assertThat(key).as("the key of %d reloads ago", back).isNotNull();
                    assertThat(chain).as("the chain of %d reloads ago", back).isNotNull();
                } else {
                    assertThat(key).as("the key of %d reloads ago: it is over", back).isNull();
                    assertThat(chain).as("the chain of %d reloads ago: it is over", back).isNull();
                }
            }
            file.set(pairs.get(i % 2));
            manager.reload();
        }
        for (var unknown : List.of("", "0x", "server", "-1", "1000000")) {
            assertThat(manager.getPrivateKey(unknown)).as("the key of '%s'", unknown).isNull();
            assertThat(manager.getCertificateChain(unknown)).as("its chain").isNull();
        }
    }

    @Test
    @DisplayName("an alias is chosen only for a key type and an issuer that fit")
    void choosesWhatFits() throws Exception {
        var manager = manager();
        var root = Rotation.AUTHORITY.root().getSubjectX500Principal();
        var stranger = new X500Principal("CN=somebody else");
        var intermediate = file.get().certificate().getIssuerX500Principal();

        assertChosen(manager, "EC", new Principal[] {root});
        assertChosen(manager, "EC", new Principal[] {stranger, intermediate});
        assertChosen(manager, "EC", new Principal[0]);
        assertChosen(manager, "EC", null);
        assertNotChosen(manager, "EC", new Principal[] {stranger});
        assertNotChosen(manager, "RSA", null);
        assertNotChosen(manager, "EdDSA", new Principal[] {root});
        assertThat(manager.chooseClientAlias(new String[] {"RSA", "EC"}, null, null))
                .as("for a client that may show RSA or EC")
                .isNotNull();

        var rsa = KeyPairGenerator.getInstance("EdDSA").generateKeyPair().getPrivate();
        file.set(new KeyMaterial(rsa, file.get().chain()));
        manager.reload();
        assertChosen(manager, "EdDSA", null);
        assertNotChosen(manager, "EC", null);
    }

    @Test
    @DisplayName("a load that takes long holds up no handshake")
    void loadsBesideTheHandshakes(Testbed bed) throws Exception {
        ReloadChecks.loadsBesideTheHandshakes(file, bed);
    }

    @Test
    @DisplayName("of two reloads the one that has read last wins")
    void reloadsOneAfterTheOther(Testbed bed) throws Exception {
        ReloadChecks.reloadsOneAfterTheOther(file, bed);
    }

    @Test
    @DisplayName("the file is read when it is told to, and at no other time")
    void readsOnlyWhenTold(Testbed bed) throws Exception {
        var rotation = bed.closing(new Rotation());
        var manager = new ReloadingKeyManager(rotation::load);
        var server = showing(manager);
        for (int i = 0; i < 3; i++) {
            Handshake.of(TRUSTING, server, "TLSv1.3", false);
        }
        assertThat(rotation.loads.get()).as("loads after the constructor").isEqualTo(1);
        manager.reload();
        assertThat(rotation.loads.get()).as("loads after a reload").isEqualTo(2);
    }

    private static HeldCertificate clientCertificate(long serial) {
        return Rotation.AUTHORITY.issue(CertificateRequest.client().serial(serial));
    }

    private static void assertChosen(
            ReloadingKeyManager manager, String type, Principal[] issuers) {
        var choices = Rotation.choices(manager, type, issuers);
        choices.values().removeIf(Objects::nonNull);
        assertThat(choices.keySet())
                .as(
                        "aliases for %s and issuers %s: the methods that return null, and should not",
                        type, Arrays.toString(issuers))
                .isEmpty();
    }

    private static void assertNotChosen(
            ReloadingKeyManager manager, String type, Principal[] issuers) {
        var choices = Rotation.choices(manager, type, issuers);
        choices.values().removeIf(Objects::isNull);
        assertThat(choices)
                .as(
                        "aliases for %s and issuers %s: what the methods return that should be null",
                        type, Arrays.toString(issuers))
                .isEmpty();
    }

    private static boolean serveOne(ServerSocket listener) throws IOException {
        try (var socket = listener.accept()) {
            socket.getOutputStream().write(7);
            return true;
        }
    }
}
