package robustnet.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/// A client's key manager that has no key, and tells which issuers the server has named.
final class CuriousKeys extends X509ExtendedKeyManager {
    private final CompletableFuture<List<Principal>> issuers;

    private CuriousKeys(CompletableFuture<List<Principal>> issuers) {
        this.issuers = issuers;
    }

    static SSLContext context(CompletableFuture<List<Principal>> issuers, X509Certificate trusted)
            throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {new CuriousKeys(issuers)}, trust(trusted), null);
        return context;
    }

    private static TrustManager[] trust(X509Certificate trusted)
            throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("trusted", trusted);
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory.getTrustManagers();
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] named, Socket socket) {
        issuers.complete(named == null ? List.of() : List.of(named));
        return null;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] named) {
        return null;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] named) {
        return null;
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] named, Socket socket) {
        return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return null;
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return null;
    }
}
