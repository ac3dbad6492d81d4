package robustnet.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.Principal;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import robustnet.testkit.tls.CertificateAuthority;
import robustnet.testkit.tls.CertificateRequest;
import robustnet.testkit.tls.HeldCertificate;
import robustnet.testkit.tls.SslContexts;

/// A file with a key and its certificates that is replaced again and again, and who reads it.
final class Rotation implements AutoCloseable {
    static final CertificateAuthority AUTHORITY = CertificateAuthority.create("rotation");
    static final HeldCertificate ONE = certificate(1);
    static final HeldCertificate TWO = certificate(2);
    static final SSLContext TRUSTING = SslContexts.trusting(AUTHORITY.root());

    final AtomicInteger loads = new AtomicInteger();
    private final Path folder;
    private final Path file;

    /// Begins with the certificate number 1.
    Rotation() throws IOException {
        folder = Files.createTempDirectory("rotation");
        file = folder.resolve("server.pem");
        replace(ONE);
    }

    /// A certificate for a server on this machine, with this serial number.
    static HeldCertificate certificate(long serial) {
        return AUTHORITY.issue(
                CertificateAuthority.local(CertificateRequest.server()).serial(serial));
    }

    static KeyMaterial material(HeldCertificate held) {
        return new KeyMaterial(held.key(), held.chain());
    }

    /// Replaces the file as it should be done: it is the old one or the new one, never half of one.
    void replace(HeldCertificate held) throws IOException {
        write(held.chainPem() + held.keyPem());
    }

    /// Replaces it by the beginning of one, as a full disk would.
    void breakIt(HeldCertificate held) throws IOException {
        var text = held.chainPem() + held.keyPem();
        write(text.substring(0, text.length() / 2));
    }

    private void write(String text) throws IOException {
        var next = Files.writeString(folder.resolve("next.pem"), text, US_ASCII);
        Files.move(next, file, ATOMIC_MOVE, REPLACE_EXISTING);
    }

    /// Reads the file.
    ///
    /// @throws IOException if there is half of it
    KeyMaterial load() throws IOException {
        loads.incrementAndGet();
        var text = Files.readString(file, US_ASCII);
        int keyAt = text.indexOf("-----BEGIN PRIVATE KEY-----");
        int keyEnd = text.indexOf("-----END PRIVATE KEY-----");
        if (keyAt < 0 || keyEnd < 0) {
            throw new IOException("no key in " + file.getFileName());
        }
        var der = Base64.getMimeDecoder().decode(text.substring(keyAt + 27, keyEnd));
        try {
            var key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
            var in = new ByteArrayInputStream(text.substring(0, keyAt).getBytes(US_ASCII));
            var chain =
                    CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            return new KeyMaterial(key, chain);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /// A context that shows what the key manager says, and trusts the authority.
    static SSLContext showing(KeyManager manager) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("root", AUTHORITY.root());
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {manager}, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What each of the six methods that choose an alias gives: the alias, or null.
    static Map<String, String> choices(
            ReloadingKeyManager manager, String type, Principal[] issuers) {
        var types = new String[] {type};
        var choices = new LinkedHashMap<String, String>();
        choices.put("chooseServerAlias", manager.chooseServerAlias(type, issuers, null));
        choices.put(
                "chooseEngineServerAlias", manager.chooseEngineServerAlias(type, issuers, null));
        choices.put("chooseClientAlias", manager.chooseClientAlias(types, issuers, null));
        choices.put(
                "chooseEngineClientAlias", manager.chooseEngineClientAlias(types, issuers, null));
        choices.put("getServerAliases", joined(manager.getServerAliases(type, issuers)));
        choices.put("getClientAliases", joined(manager.getClientAliases(type, issuers)));
        return choices;
    }

    private static String joined(String[] aliases) {
        return aliases == null ? null : String.join(" and ", aliases);
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.walk(folder)) {
            for (var path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
