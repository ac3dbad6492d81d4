package robustnet.tls.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.net.ssl.SSLParameters;
import robustnet.basics.Endpoint;
import robustnet.errors.Connector;
import robustnet.errors.Deadline;
import robustnet.testkit.tls.HeldCertificate;
import robustnet.tls.Admission;
import robustnet.tls.KeyMaterial;
import robustnet.tls.MutualTls;
import robustnet.tls.TlsClient;
import robustnet.tls.TlsContexts;
import robustnet.tls.TlsServer;

/// The course's side of a connection: the references of chapter 05.
final class Ours {
    private static final int MAX_PAYLOAD = 1 << 16;

    private Ours() {}

    /// Answers everyone, in upper case.
    static TlsServer serveAll(InetSocketAddress address, HeldCertificate own, String version)
            throws IOException {
        return TlsServer.start(
                address,
                context(own).context(),
                only(version),
                TlsServer.Limits.defaults(),
                Admission.everyone(request -> text(request).toUpperCase().getBytes(UTF_8)));
    }

    /// Answers who is allowed, with its name.
    static TlsServer serveKnown(
            InetSocketAddress address, HeldCertificate own, String version, String allowed)
            throws IOException {
        return MutualTls.serve(
                address,
                context(own).context(),
                only(version),
                TlsServer.Limits.defaults(),
                allowed::equals,
                (client, request) -> (client + " says " + text(request)).getBytes(UTF_8));
    }

    /// Connects to `localhost`, as the holder of `own`.
    static TlsClient connect(int port, HeldCertificate own, X509Certificate root)
            throws IOException {
        var tls = new TlsContexts(Optional.of(material(own)), List.of(root));
        var connector =
                new Connector(Duration.ofSeconds(5), Connector.Resolver.system(), Socket::new);
        var settings =
                new TlsClient.Settings(
                        connector, tls.context(), TlsContexts::restrictVersions, MAX_PAYLOAD);
        return TlsClient.connect(new Endpoint("localhost", port), settings, soon());
    }

    /// Calls in a thread of its own.
    static CompletableFuture<String> call(TlsClient client, String request) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return text(client.call(request.getBytes(UTF_8), soon()));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(20), System::nanoTime);
    }

    private static TlsContexts context(HeldCertificate own) {
        return new TlsContexts(Optional.of(material(own)), List.of(own.root()));
    }

    private static KeyMaterial material(HeldCertificate own) {
        return new KeyMaterial(own.key(), own.chain());
    }

    private static Consumer<SSLParameters> only(String version) {
        return parameters -> parameters.setProtocols(new String[] {version});
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
