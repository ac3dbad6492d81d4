package robustnet.testkit.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Contexts for the test's side of a connection, straight from certificates, with the JDK's own
/// checks.
public final class SslContexts {
    private static final char[] NO_PASSWORD = {};

    private SslContexts() {}

    /// A context that shows `own` and trusts `trusted`; nobody if there is none.
    public static SSLContext of(HeldCertificate own, X509Certificate... trusted) {
        return checked(() -> context(keyManagers(own), trusted));
    }

    /// A context that shows no certificate and trusts `trusted`.
    public static SSLContext trusting(X509Certificate... trusted) {
        return checked(() -> context(null, trusted));
    }

    private static SSLContext context(KeyManager[] keys, X509Certificate... trusted)
            throws GeneralSecurityException, IOException {
        var store = emptyStore();
        for (int i = 0; i < trusted.length; i++) {
            store.setCertificateEntry("trusted" + i, trusted[i]);
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(keys, trust.getTrustManagers(), null);
        return context;
    }

    private static KeyManager[] keyManagers(HeldCertificate own)
            throws GeneralSecurityException, IOException {
        var store = emptyStore();
        store.setKeyEntry("own", own.key(), NO_PASSWORD, own.chain().toArray(Certificate[]::new));
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        return keys.getKeyManagers();
    }

    /// A PKCS#12 store that holds nothing.
    static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private interface Making {
        SSLContext make() throws GeneralSecurityException, IOException;
    }

    private static SSLContext checked(Making making) {
        try {
            return making.make();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a context could not be made", e);
        }
    }
}
