package robustnet.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import robustnet.testkit.tls.HeldCertificate;

/// Files with keys and certificates that are not as they usually are.
final class OddFiles {
    static final char[] PASSWORD = "change it".toCharArray();

    private final Path folder;

    OddFiles(Path folder) {
        this.folder = folder;
    }

    interface Filling {
        void fill(KeyStore store) throws GeneralSecurityException, IOException;
    }

    Path pem(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "odd", ".pem"), text);
    }

    /// Without its last END line.
    Path cut(String pem) throws IOException {
        return pem(pem.substring(0, pem.lastIndexOf("-----END")));
    }

    /// Without its first BEGIN line.
    Path headless(String pem) throws IOException {
        return pem(pem.substring(pem.indexOf('\n') + 1));
    }

    /// Without its second line, the first one of Base64.
    Path shortened(String pem) throws IOException {
        int from = pem.indexOf('\n') + 1;
        return pem(pem.substring(0, from) + pem.substring(pem.indexOf('\n', from) + 1));
    }

    Path smudged(String pem) throws IOException {
        int at = pem.indexOf('\n') + 10;
        return pem(pem.substring(0, at) + "*" + pem.substring(at));
    }

    private Path pkcs12(Filling filling) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        filling.fill(store);
        var file = Files.createTempFile(folder, "odd", ".p12");
        try (var out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
        return file;
    }

    private static void add(KeyStore store, String alias, HeldCertificate held, char[] password)
            throws GeneralSecurityException {
        var chain = held.chain().toArray(Certificate[]::new);
        store.setKeyEntry(alias, held.key(), password, chain);
    }

    Path twoKeys(HeldCertificate one, HeldCertificate other) throws Exception {
        return pkcs12(
                store -> {
                    add(store, "one", one, PASSWORD);
                    add(store, "other", other, PASSWORD);
                });
    }

    /// The key under another password than the file.
    Path keyUnder(char[] password, HeldCertificate held) throws Exception {
        return pkcs12(store -> add(store, "key", held, password));
    }

    /// A private key with its chain, a secret key, and a trusted certificate. (Not the root of the
    /// chain, which Java would append to it.)
    Path everything(HeldCertificate held, X509Certificate trusted) throws Exception {
        return pkcs12(
                store -> {
                    var secret = new SecretKeySpec(new byte[16], "AES");
                    store.setKeyEntry("a secret", secret, PASSWORD, null);
                    add(store, "key", held, PASSWORD);
                    store.setCertificateEntry("trusted", trusted);
                });
    }

    Path keyWithoutCertificate(HeldCertificate held) throws Exception {
        var algorithm = "PBEWithSHA1AndDESede";
        var secret =
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(PASSWORD));
        var cipher = Cipher.getInstance(algorithm);
        cipher.init(Cipher.ENCRYPT_MODE, secret);
        var encrypted = cipher.doFinal(held.key().getEncoded());
        var info = new EncryptedPrivateKeyInfo(cipher.getParameters(), encrypted);
        return pkcs12(store -> store.setKeyEntry("key", info.getEncoded(), null));
    }
}
