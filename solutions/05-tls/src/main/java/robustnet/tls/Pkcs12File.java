package robustnet.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import robustnet.tls.TlsFileException.Problem;

/// The entries of a PKCS#12 file (RFC 7292).
final class Pkcs12File {
    private final Path file;
    private final KeyStore store;
    private final char[] password;

    private Pkcs12File(Path file, KeyStore store, char[] password) {
        this.file = file;
        this.store = store;
        this.password = password;
    }

    /// @throws TlsFileException if there is no such file, or this password does not open it
    static Pkcs12File read(Path file, char[] password) throws TlsFileException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new TlsFileException(file, Problem.UNREADABLE, e);
        }
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes), password);
            return new Pkcs12File(file, store, password);
        } catch (IOException | GeneralSecurityException e) {
            boolean wrong = e.getCause() instanceof UnrecoverableKeyException;
            var problem = wrong ? Problem.WRONG_PASSWORD : Problem.DAMAGED;
            throw new TlsFileException(file, problem, e);
        }
    }

    /// The only private key, with its chain.
    ///
    /// @throws TlsFileException if there is none, or several
    KeyMaterial key() throws TlsFileException {
        try {
            var keys = new ArrayList<String>();
            for (var alias : Collections.list(store.aliases())) {
                if (store.entryInstanceOf(alias, KeyStore.PrivateKeyEntry.class)) {
                    keys.add(alias);
                }
            }
            if (keys.isEmpty()) {
                throw problem(Problem.NO_KEY, null);
            }
            if (keys.size() > 1) {
                throw problem(Problem.SEVERAL_KEYS, null);
            }
            var alias = keys.getFirst();
            var chain = store.getCertificateChain(alias);
            if (chain == null) {
                throw problem(Problem.NO_CERTIFICATE, null);
            }
            return new KeyMaterial(
                    (PrivateKey) store.getKey(alias, password),
                    Arrays.stream(chain).map(X509Certificate.class::cast).toList());
        } catch (UnrecoverableKeyException e) {
            throw problem(Problem.WRONG_PASSWORD, e);
        } catch (GeneralSecurityException e) {
            throw problem(Problem.DAMAGED, e);
        }
    }

    /// The certificates that stand alone, without a key.
    ///
    /// @throws TlsFileException if there is none
    List<X509Certificate> certificates() throws TlsFileException {
        try {
            var certificates = new ArrayList<X509Certificate>();
            for (var alias : Collections.list(store.aliases())) {
                if (store.isCertificateEntry(alias)) {
                    certificates.add((X509Certificate) store.getCertificate(alias));
                }
            }
            if (certificates.isEmpty()) {
                throw problem(Problem.NO_CERTIFICATE, null);
            }
            return certificates;
        } catch (GeneralSecurityException e) {
            throw problem(Problem.DAMAGED, e);
        }
    }

    private TlsFileException problem(Problem problem, Exception cause) {
        return new TlsFileException(file, problem, cause);
    }
}
