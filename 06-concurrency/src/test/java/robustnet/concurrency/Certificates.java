package robustnet.concurrency;

import javax.net.ssl.SSLContext;
import robustnet.testkit.tls.CertificateAuthority;
import robustnet.testkit.tls.SslContexts;

/// The certificates that the tests of this chapter share, made when the first test needs them.
final class Certificates {
    private static final CertificateAuthority CA = CertificateAuthority.create("Course");
    private static final SSLContext SERVER = SslContexts.of(CA.localhost());
    private static final SSLContext CLIENT = SslContexts.trusting(CA.root());

    private Certificates() {}

    /// A server's context, for `localhost`.
    static SSLContext server() {
        return SERVER;
    }

    /// A client's context, which trusts [#server()].
    static SSLContext client() {
        return CLIENT;
    }
}
