package robustnet.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import robustnet.tls.TlsFileException.Problem;

/// What a program brings to its TLS connections: its own key, if it has one, and whom it trusts.
///
/// ```
///   chain.pem, key.pem ──► keyFromPem ────┐
///   key.p12 ─────────────► keyFromPkcs12 ─┴─► own ──┐
///                                                   ├──► TlsContexts ──► context()   one, for all
///   roots.pem ───────────► trustFromPem ──┐         │                                connections
///   roots.p12 ───────────► trustFromPkcs12┴─► trusted
/// ```
///
/// In PEM, what is no block and blocks of other labels are passed over, whatever is in them. A
/// BEGIN line without its END line, or the other way round, is DAMAGED where it belongs to a block
/// that is asked for: it is never left out. Where several things are wrong, any of them may be
/// told; the order of the checks is free.
///
/// Immutable; safe for use by many threads, and so are the contexts.
public final class TlsContexts {
    private static final char[] NO_PASSWORD = {};

    private final SSLContext context;

    /// Makes the context of a program. It need not check that key and certificate match: the
    /// readers did.
    ///
    /// @param own the key and certificates that it shows; empty for a client that has none
    /// @param trusted the roots that a peer's certificate must lead to. None: nobody is trusted,
    ///   which is right for a server that asks no client for a certificate. The roots that the JDK
    ///   brings along are never trusted
    /// @throws IllegalArgumentException if the JDK cannot use the key or a certificate, as with a
    ///   key that does not give its encoding
    public TlsContexts(Optional<KeyMaterial> own, List<X509Certificate> trusted) {
        try {
            context = SSLContext.getInstance("TLS");
            var keys = own.isPresent() ? keyManagers(own.get()) : new KeyManager[0];
            context.init(keys, trustManagers(trusted).getTrustManagers(), null);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("no context from this key and these roots", e);
        }
    }

    private static KeyManager[] keyManagers(KeyMaterial own)
            throws GeneralSecurityException, IOException {
        var store = emptyStore();
        store.setKeyEntry("own", own.key(), NO_PASSWORD, own.chain().toArray(Certificate[]::new));
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        return keys.getKeyManagers();
    }

    private static TrustManagerFactory trustManagers(List<X509Certificate> trusted)
            throws GeneralSecurityException, IOException {
        var store = emptyStore(); // T3: never null, for which the JDK takes its own roots
        for (var root : trusted) {
            store.setCertificateEntry("root" + store.size(), root);
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /// Returns the context, the same one each time: sessions are resumed within one context only.
    public SSLContext context() {
        return context; // T11: not a new one, which would remember no session
    }

    /// Allows TLS 1.3 and 1.2 and nothing older, and leaves all else as it is. What a context
    /// allows by itself is up to the settings of the JVM, so apply this to each socket.
    public static void restrictVersions(SSLParameters parameters) {
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    }

    /// Reads a private key and its certificates from two PEM files (RFC 7468). Of the certificates
    /// behind the first, nothing is checked but that they can be decoded.
    ///
    /// @param chain `CERTIFICATE` blocks: that of the key first, then the intermediate ones, as
    ///   many as there are. Text around them may have any encoding that begins with ASCII
    /// @param key one `PRIVATE KEY` block (PKCS#8, not encrypted): EC, RSA or EdDSA, which is
    ///   Ed25519 or Ed448. It may be the same file
    /// @throws TlsFileException if one of the files cannot be used. For `chain`: UNREADABLE,
    ///   NO_CERTIFICATE, DAMAGED, and NOT_VALID_NOW for its first certificate. For `key`:
    ///   UNREADABLE, NO_KEY, SEVERAL_KEYS, ENCRYPTED_KEY, OLD_KEY_FORMAT, DAMAGED (also for a key
    ///   of another kind, such as DSA or X25519), and KEY_MISMATCH if it is not the key of the
    ///   first certificate
    public static KeyMaterial keyFromPem(Path chain, Path key) throws TlsFileException {
        var certificates = PemFile.read(chain).certificates();
        var own = new KeyMaterial(PemFile.read(key).privateKey(), certificates);
        requireValid(chain, own.certificate());
        requireMatch(key, own);
        return own;
    }

    /// Reads a private key and its certificates from a PKCS#12 file. Secret keys and trusted
    /// certificates beside them are passed over. Nothing is promised about a key of another kind
    /// than [#keyFromPem] reads.
    ///
    /// @param password opens the file and the key; not changed
    /// @throws TlsFileException if the file cannot be used: UNREADABLE, WRONG_PASSWORD (also if it
    ///   opens the file and not the key), DAMAGED (also if it is empty), NO_KEY, SEVERAL_KEYS,
    ///   NO_CERTIFICATE, NOT_VALID_NOW, KEY_MISMATCH
    public static KeyMaterial keyFromPkcs12(Path file, char[] password) throws TlsFileException {
        var own = Pkcs12File.read(file, password).key();
        requireValid(file, own.certificate());
        requireMatch(file, own);
        return own;
    }

    /// Reads the certificates of roots from a PEM file: all of them, valid today or not, of a CA or
    /// of a single server.
    ///
    /// @throws TlsFileException if the file cannot be used: UNREADABLE, NO_CERTIFICATE, DAMAGED
    public static List<X509Certificate> trustFromPem(Path file) throws TlsFileException {
        return List.copyOf(PemFile.read(file).certificates());
    }

    /// Reads the certificates of roots from a PKCS#12 file: those that are marked as trusted, in
    /// the way of Java, which `keytool -importcert` does. OpenSSL before 3.2 cannot mark them; such
    /// a file has NO_CERTIFICATE. A private key beside them, and its chain, are passed over.
    ///
    /// @param password opens the file; not changed
    /// @throws TlsFileException if the file cannot be used: UNREADABLE, WRONG_PASSWORD, DAMAGED
    ///   (also if it is empty), NO_CERTIFICATE
    public static List<X509Certificate> trustFromPkcs12(Path file, char[] password)
            throws TlsFileException {
        return List.copyOf(Pkcs12File.read(file, password).certificates());
    }

    private static void requireValid(Path file, X509Certificate certificate)
            throws TlsFileException {
        try {
            certificate.checkValidity();
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            throw new TlsFileException(file, Problem.NOT_VALID_NOW, e);
        }
    }

    /// What the private key signs, the public one must confirm.
    private static void requireMatch(Path file, KeyMaterial own) throws TlsFileException {
        try {
            var signature = Signature.getInstance(signatureFor(own.key().getAlgorithm()));
            signature.initSign(own.key());
            var signed = signature.sign();
            signature.initVerify(own.certificate().getPublicKey());
            if (!signature.verify(signed)) {
                throw new TlsFileException(file, Problem.KEY_MISMATCH);
            }
        } catch (GeneralSecurityException e) { // of another algorithm, for instance
            throw new TlsFileException(file, Problem.KEY_MISMATCH, e);
        }
    }

    private static String signatureFor(String algorithm) {
        return switch (algorithm) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> algorithm; // EdDSA and RSASSA-PSS are both
        };
    }
}
