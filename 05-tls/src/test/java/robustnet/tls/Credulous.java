package robustnet.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Believes every certificate, for a test that makes a thousand handshakes and has no time to check
/// a thousand chains. That the key belongs to the certificate is checked still, by TLS itself.
final class Credulous extends X509ExtendedTrustManager {
    /// A client's context that believes everything. T3: never outside a test.
    static SSLContext client() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Credulous()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
        // Fine.
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
        // Fine.
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
        // Fine.
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
        // Fine.
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
        // Fine.
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
        // Fine.
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
