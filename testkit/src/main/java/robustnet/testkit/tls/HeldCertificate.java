package robustnet.testkit.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;

/// A certificate together with its private key, as its owner holds it.
///
/// @param key the private key
/// @param chain the certificate first, then the intermediate ones, without the root
/// @param root the certificate that the chain ends at, which the other side must trust
public record HeldCertificate(PrivateKey key, List<X509Certificate> chain, X509Certificate root) {
    public HeldCertificate {
        chain = List.copyOf(chain);
    }

    /// The certificate itself.
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /// The same certificate and key without the intermediate ones.
    public HeldCertificate withoutIntermediate() {
        return new HeldCertificate(key, List.of(certificate()), root);
    }

    /// The chain as text: PEM, one block after the other.
    public String chainPem() {
        return Pem.certificates(chain);
    }

    /// The private key as text: PEM, PKCS#8, not encrypted.
    public String keyPem() {
        return Pem.block("PRIVATE KEY", key.getEncoded());
    }

    /// The root certificate as text: PEM.
    public String rootPem() {
        return Pem.certificates(List.of(root));
    }

    /// Writes [#chainPem()].
    ///
    /// @return `file`
    public Path writeChain(Path file) throws IOException {
        return Files.writeString(file, chainPem(), US_ASCII);
    }

    /// Writes [#keyPem()].
    ///
    /// @return `file`
    public Path writeKey(Path file) throws IOException {
        return Files.writeString(file, keyPem(), US_ASCII);
    }

    /// Writes [#rootPem()].
    ///
    /// @return `file`
    public Path writeRoot(Path file) throws IOException {
        return Files.writeString(file, rootPem(), US_ASCII);
    }

    /// Writes a PKCS#12 file with the key and its chain under the alias `key`.
    ///
    /// @return `file`
    public Path writePkcs12(Path file, String password) throws IOException {
        try {
            var store = SslContexts.emptyStore();
            store.setKeyEntry(
                    "key", key, password.toCharArray(), chain.toArray(Certificate[]::new));
            return write(store, file, password);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /// Writes a PKCS#12 file that holds the root certificate as a trusted one, and no key.
    ///
    /// @return `file`
    public Path writeTrustPkcs12(Path file, String password) throws IOException {
        try {
            var store = SslContexts.emptyStore();
            store.setCertificateEntry("root", root);
            return write(store, file, password);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static Path write(KeyStore store, Path file, String password)
            throws GeneralSecurityException, IOException {
        try (var out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file;
    }
}
