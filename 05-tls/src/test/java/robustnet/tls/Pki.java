package robustnet.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import robustnet.testkit.tls.CertificateAuthority;
import robustnet.testkit.tls.CertificateRequest;
import robustnet.testkit.tls.HeldCertificate;
import robustnet.testkit.tls.SslContexts;

/// The certificates that the tests of this chapter share, made when the first test needs them.
final class Pki {
    static final CertificateAuthority CA = CertificateAuthority.create("Course");

    /// It calls itself as [#CA] does.
    static final CertificateAuthority FORGER = CertificateAuthority.create("Course");

    static final HeldCertificate LOCALHOST = CA.localhost();

    private static final SSLContext SERVER = SslContexts.of(LOCALHOST, CA.root());

    private Pki() {}

    /// A server's context that shows [#LOCALHOST] and trusts the clients of [#CA]; always the same.
    static SSLContext server() {
        return SERVER;
    }

    /// A client's context that shows nothing and trusts [#CA].
    static SSLContext client() {
        return SslContexts.trusting(CA.root());
    }

    /// A client's context that shows a certificate for `request` by [#CA], which it trusts.
    static SSLContext client(CertificateRequest request) {
        return SslContexts.of(CA.issue(request), CA.root());
    }

    /// Shakes hands once, so that no test pays for the classes that the JDK loads for the first
    /// handshake.
    static void warmUp() throws IOException {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var server =
                    CompletableFuture.runAsync(
                            () -> {
                                try (var _ = TlsPeer.accept(listener.accept(), server())) {
                                    // That was all.
                                } catch (IOException e) {
                                    throw new AssertionError(e);
                                }
                            },
                            task -> Thread.ofVirtual().start(task));
            try (var _ = TlsPeer.connect(listener.getLocalPort(), client())) {
                server.join();
            }
        }
    }
}
