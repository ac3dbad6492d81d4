package robustnet.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import robustnet.basics.Endpoint;
import robustnet.errors.Connector;
import robustnet.errors.Deadline;
import robustnet.testkit.Demo;
import robustnet.testkit.tls.CertificateAuthority;
import robustnet.testkit.tls.CertificateRequest;
import robustnet.testkit.tls.HeldCertificate;
import robustnet.testkit.tls.SslContexts;
import robustnet.udp.NanoClock;

/// Chapter 05 at work: runs the learner's own classes on loopback, with certificates that are made
/// for the occasion, and prints what happens.
final class TlsDemo {
    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private final Demo demo = new Demo(System.out);
    private final CertificateAuthority authority = CertificateAuthority.create("Demo");
    private final HeldCertificate localhost = authority.localhost();
    private final SecureRandom random = new SecureRandom();

    private TlsDemo() {}

    /// Runs the demo. Takes no arguments.
    public static void main(String[] args) throws InterruptedException {
        new TlsDemo().run();
        System.exit(0); // a step that was left may have threads that keep the program alive
    }

    private void run() throws InterruptedException {
        demo.step("5.1", "A key and its certificate, and one that is not", this::contexts)
                .step("5.2", "A browser without TLS", this::plainText)
                .step("5.2, 5.3", "A call, and a server with another's certificate", this::call)
                .step("5.4", "Who are you, and may you?", this::mutual)
                .step("5.5", "A new certificate", this::reload)
                .step("5.6", "A token", this::token)
                .step("5.6", "A frame that comes twice", this::frames)
                .step("5.7", "A proof, and what a recording of it is worth", this::proof);
    }

    private void contexts() throws Exception {
        var folder = Files.createTempDirectory("demo");
        var chain = localhost.writeChain(folder.resolve("chain.pem"));
        var key = localhost.writeKey(folder.resolve("key.pem"));
        var other = authority.localhost().writeKey(folder.resolve("other.pem"));
        try {
            var material = TlsContexts.keyFromPem(chain, key);
            demo.say("read: " + material);
            var context = new TlsContexts(Optional.of(material), List.of()).context();
            demo.say("a context of it: " + context.getProtocol());
            demo.expectFailure("another key", () -> TlsContexts.keyFromPem(chain, other));
        } finally {
            for (var file : List.of(chain, key, other, folder)) {
                Files.delete(file);
            }
        }
    }

    private void plainText() throws Exception {
        try (var server = start(localhost);
                var client = new Socket(ANY_PORT.getAddress(), server.port())) {
            client.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8));
            demo.say("it gets " + HEX.formatHex(client.getInputStream().readAllBytes()));
        }
    }

    private void call() throws Exception {
        try (var server = start(localhost);
                var client = TlsClient.connect(at(server), settings(trusting()), soon())) {
            var session = client.session();
            demo.say(session.getProtocol() + ", " + session.getCipherSuite());
            demo.say("the reply: " + call(client, "hello"));
        }
        var evil = authority.issue(CertificateRequest.server().dns("evil.example"));
        try (var server = start(evil)) {
            demo.expectFailure(
                    "evil.example in place of localhost",
                    () -> TlsClient.connect(at(server), settings(trusting()), soon()).close());
        }
    }

    private void mutual() throws Exception {
        var allowed = Set.of("alice.example");
        try (var server =
                MutualTls.serve(
                        ANY_PORT,
                        SslContexts.of(localhost, authority.root()),
                        _ -> {},
                        TlsServer.Limits.defaults(),
                        allowed::contains,
                        (who, request) -> ("for " + who + " only").getBytes(UTF_8))) {
            try (var alice = MutualTls.connect(at(server), settings(as("alice.example")), soon())) {
                demo.say("alice gets \"" + call(alice, "secret") + "\"");
            }
            for (var who : List.of("mallory.example", "nobody")) {
                var context = who.equals("nobody") ? trusting() : as(who);
                demo.expectFailure(
                        who,
                        () -> MutualTls.connect(at(server), settings(context), soon()).close());
            }
        }
    }

    private void reload() throws Exception {
        var file = new AtomicReference<>(material(authority.localhost()));
        var manager = new ReloadingKeyManager(() -> load(file.get()));
        var first = manager.chooseServerAlias("EC", null, null);
        file.set(material(authority.localhost()));
        manager.reload();
        var second = manager.chooseServerAlias("EC", null, null);
        demo.say("a handshake from before shows " + serial(manager, first));
        demo.say("a new one shows               " + serial(manager, second));
        file.set(null);
        demo.expectFailure("a file that cannot be read", manager::reload);
        demo.say("the next one shows            " + serial(manager, second));
    }

    private void token() throws Exception {
        var key = Fernet.generateKey(random);
        var fernet = new Fernet(List.of(key), InstantSource.system(), random);
        var token = fernet.encrypt("user=alice".getBytes(UTF_8));
        demo.say(token);
        demo.say("decrypted: " + new String(fernet.decrypt(token), UTF_8));
        try {
            fernet.decrypt(token.substring(0, 30) + "-_" + token.substring(32));
            demo.say("with two letters changed it should have failed, and did not");
        } catch (InvalidTokenException e) {
            demo.say("with two letters changed: " + e.getMessage());
        }
    }

    private void frames() throws Exception {
        var secret = bytes();
        var nonces = List.of(bytes(), bytes());
        var client = sealed(SealedFrames.Role.CLIENT, secret, nonces);
        var server = sealed(SealedFrames.Role.SERVER, secret, nonces);
        var frame = client.seal("pay 10".getBytes(UTF_8));
        demo.say(HEX.formatHex(frame));
        demo.say("opened: " + new String(server.open(frame), UTF_8));
        demo.expectFailure("once more", () -> server.open(frame));
    }

    private void proof() throws Exception {
        var limit = Duration.ofSeconds(60);
        var auth = new ChallengeResponse(bytes(), limit, NanoClock.system(), random);
        var client = auth.client();
        var server = auth.server(client.hello());
        var proof = client.answer(server.challenge());
        server.verify(proof);
        demo.say("both know the secret");
        var next = auth.server(client.hello());
        demo.expectFailure("the same proof in the next conversation", () -> next.verify(proof));
    }

    private TlsServer start(HeldCertificate held) throws IOException {
        return TlsServer.start(
                ANY_PORT,
                SslContexts.of(held),
                _ -> {},
                TlsServer.Limits.defaults(),
                Admission.everyone(request -> request));
    }

    private static String call(TlsClient client, String request) throws IOException {
        return new String(client.call(request.getBytes(UTF_8), soon()), UTF_8);
    }

    private static TlsClient.Settings settings(SSLContext context) {
        var connector =
                new Connector(
                        Duration.ofSeconds(1), _ -> List.of(ANY_PORT.getAddress()), Socket::new);
        return new TlsClient.Settings(connector, context, _ -> {}, 1 << 20);
    }

    private SSLContext trusting() {
        return SslContexts.trusting(authority.root());
    }

    private SSLContext as(String client) {
        var held = authority.issue(CertificateRequest.client().dns(client));
        return SslContexts.of(held, authority.root());
    }

    private static Endpoint at(TlsServer server) {
        return new Endpoint("localhost", server.port());
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofMillis(900), NanoClock.system());
    }

    private static KeyMaterial load(KeyMaterial material) throws IOException {
        if (material == null) {
            throw new EOFException("half a file");
        }
        return material;
    }

    private static KeyMaterial material(HeldCertificate held) {
        return new KeyMaterial(held.key(), held.chain());
    }

    private static String serial(ReloadingKeyManager manager, String alias) {
        return "serial number " + manager.getCertificateChain(alias)[0].getSerialNumber();
    }

    private static SealedFrames sealed(SealedFrames.Role role, byte[] secret, List<byte[]> nonces) {
        return new SealedFrames(role, secret, nonces.getFirst(), nonces.getLast(), 100);
    }

    private byte[] bytes() {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return bytes;
    }
}
