package robustnet.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/// A private key and the certificates that go with it. Immutable. Given, for exercise 5.1.
///
/// @param key the private key
/// @param chain the certificate of the key first, then those that lead to the root; not empty
public record KeyMaterial(PrivateKey key, List<X509Certificate> chain) {
    /// @throws IllegalArgumentException if `chain` is empty
    public KeyMaterial {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a key without a certificate");
        }
    }

    /// The certificate of the key.
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /// Names the certificate. Says nothing of the key, so that it can stand in a log.
    @Override
    public String toString() {
        return "KeyMaterial[" + certificate().getSubjectX500Principal() + "]";
    }
}
