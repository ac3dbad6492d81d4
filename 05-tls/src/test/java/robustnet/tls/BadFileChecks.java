package robustnet.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import robustnet.testkit.tls.CertificateAuthority;
import robustnet.testkit.tls.CertificateRequest;
import robustnet.testkit.tls.HeldCertificate;
import robustnet.tls.TlsFileException.Problem;

/// What [TlsContexts] must say of files that cannot be used.
final class BadFileChecks {
    private static final char[] PASSWORD = "change it".toCharArray();
    private static final HeldCertificate GOOD = Pki.LOCALHOST;

    private interface Reading {
        Object read() throws IOException;
    }

    private BadFileChecks() {}

    static void pem(Path folder) throws IOException {
        var chain = GOOD.writeChain(folder.resolve("chain.pem"));
        var key = GOOD.writeKey(folder.resolve("key.pem"));
        var missing = folder.resolve("missing.pem");
        assertThat(key).as("a good key").exists();

        badKey(chain, missing, Problem.UNREADABLE, "that is not there");
        badKey(chain, write(folder, ""), Problem.NO_KEY, "that is empty");
        badKey(chain, chain, Problem.NO_KEY, "with a certificate where the key belongs");
        badKey(
                chain,
                write(folder, GOOD.keyPem().repeat(2)),
                Problem.SEVERAL_KEYS,
                "with two keys");
        badKey(chain, as(folder, "ENCRYPTED PRIVATE KEY"), Problem.ENCRYPTED_KEY, "encrypted");
        badKey(chain, as(folder, "RSA PRIVATE KEY"), Problem.OLD_KEY_FORMAT, "in PKCS#1");
        badKey(chain, as(folder, "EC PRIVATE KEY"), Problem.OLD_KEY_FORMAT, "in SEC 1");
        badKey(chain, cut(folder, GOOD.keyPem()), Problem.DAMAGED, "whose end is missing");
        badKey(chain, shortened(folder, GOOD.keyPem()), Problem.DAMAGED, "that lacks a line");
        badKey(chain, smudged(folder, GOOD.keyPem()), Problem.DAMAGED, "with a stray character");

        badChain(missing, key, Problem.UNREADABLE, "that is not there");
        badChain(write(folder, ""), key, Problem.NO_CERTIFICATE, "that is empty");
        badChain(key, key, Problem.NO_CERTIFICATE, "with a key where the chain belongs");
        badChain(cut(folder, GOOD.chainPem()), key, Problem.DAMAGED, "whose end is missing");
        badChain(shortened(folder, GOOD.chainPem()), key, Problem.DAMAGED, "that lacks a line");
        badChain(smudged(folder, GOOD.chainPem()), key, Problem.DAMAGED, "with a stray character");

        badRoots(missing, Problem.UNREADABLE, "that is not there");
        badRoots(key, Problem.NO_CERTIFICATE, "with a key only");
        badRoots(cut(folder, GOOD.rootPem()), Problem.DAMAGED, "whose end is missing");
    }

    static void pkcs12(Path folder) throws Exception {
        var good = GOOD.writePkcs12(folder.resolve("key.p12"), new String(PASSWORD));
        var trust = GOOD.writeTrustPkcs12(folder.resolve("trust.p12"), new String(PASSWORD));
        var missing = folder.resolve("missing.p12");
        var half = folder.resolve("half.p12");
        Files.write(half, Arrays.copyOf(Files.readAllBytes(good), 200));
        var wrong = "wrong".toCharArray();

        bad(missing, Problem.UNREADABLE, "missing", () -> keys(missing, PASSWORD));
        bad(good, Problem.WRONG_PASSWORD, "with another password", () -> keys(good, wrong));
        bad(half, Problem.DAMAGED, "that was cut off", () -> keys(half, PASSWORD));
        bad(trust, Problem.NO_KEY, "with certificates only", () -> keys(trust, PASSWORD));
        var two = two(folder.resolve("two.p12"));
        bad(two, Problem.SEVERAL_KEYS, "with two keys", () -> keys(two, PASSWORD));

        bad(missing, Problem.UNREADABLE, "missing", () -> roots(missing, PASSWORD));
        bad(trust, Problem.WRONG_PASSWORD, "with another password", () -> roots(trust, wrong));
        bad(half, Problem.DAMAGED, "that was cut off", () -> roots(half, PASSWORD));
        bad(good, Problem.NO_CERTIFICATE, "with a key and its chain", () -> roots(good, PASSWORD));
    }

    static void misfits(Path folder) throws Exception {
        var request = CertificateAuthority.local(CertificateRequest.server());
        var expired = Pki.CA.issue(request.expired());
        var early = Pki.CA.issue(request.notYetValid());
        for (var held : new HeldCertificate[] {expired, early}) {
            var chain = held.writeChain(folder.resolve("chain.pem"));
            var key = held.writeKey(folder.resolve("key.pem"));
            badChain(chain, key, Problem.NOT_VALID_NOW, "that is not valid today");
            var store = held.writePkcs12(folder.resolve("key.p12"), new String(PASSWORD));
            bad(store, Problem.NOT_VALID_NOW, "not valid today", () -> keys(store, PASSWORD));
        }

        var chain = GOOD.writeChain(folder.resolve("good.pem"));
        var another = Pki.CA.localhost().writeKey(folder.resolve("another.pem"));
        badKey(chain, another, Problem.KEY_MISMATCH, "with the key of another certificate");
        var ed25519 = Pki.CA.issue(request.keyType(CertificateRequest.KeyType.ED25519));
        var other = ed25519.writeKey(folder.resolve("ed25519.pem"));
        badKey(chain, other, Problem.KEY_MISMATCH, "with a key of another kind");
        var mixed = new HeldCertificate(ed25519.key(), GOOD.chain(), GOOD.root());
        var store = mixed.writePkcs12(folder.resolve("mixed.p12"), new String(PASSWORD));
        bad(store, Problem.KEY_MISMATCH, "whose parts do not fit", () -> keys(store, PASSWORD));
    }

    private static void badKey(Path chain, Path key, Problem problem, String what) {
        bad(key, problem, what, () -> TlsContexts.keyFromPem(chain, key));
    }

    private static void badChain(Path chain, Path key, Problem problem, String what) {
        bad(chain, problem, what, () -> TlsContexts.keyFromPem(chain, key));
    }

    private static void badRoots(Path file, Problem problem, String what) {
        bad(file, problem, what, () -> TlsContexts.trustFromPem(file));
    }

    private static Object keys(Path file, char[] password) throws IOException {
        return TlsContexts.keyFromPkcs12(file, password);
    }

    private static Object roots(Path file, char[] password) throws IOException {
        return TlsContexts.trustFromPkcs12(file, password);
    }

    private static void bad(Path file, Problem problem, String what, Reading reading) {
        var thrown = catchThrowable(reading::read);

        assertThat(thrown)
                .as("what was thrown for a file %s", what)
                .isInstanceOf(TlsFileException.class);
        var told = (TlsFileException) thrown;
        assertThat(told.problem()).as("the problem of a file %s", what).isEqualTo(problem);
        assertThat(told.file()).as("the file that is to blame").isEqualTo(file);
    }

    private static Path write(Path folder, String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "bad", ".pem"), text);
    }

    private static Path as(Path folder, String label) throws IOException {
        return write(folder, GOOD.keyPem().replace("PRIVATE KEY", label));
    }

    private static Path cut(Path folder, String pem) throws IOException {
        return write(folder, pem.substring(0, pem.lastIndexOf("-----END")));
    }

    /// Without its second line, the first one of Base64.
    private static Path shortened(Path folder, String pem) throws IOException {
        int from = pem.indexOf('\n') + 1;
        return write(folder, pem.substring(0, from) + pem.substring(pem.indexOf('\n', from) + 1));
    }

    private static Path smudged(Path folder, String pem) throws IOException {
        int at = pem.indexOf('\n') + 10;
        return write(folder, pem.substring(0, at) + "*" + pem.substring(at));
    }

    private static Path two(Path file) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (var held : new HeldCertificate[] {GOOD, Pki.CA.localhost()}) {
            var chain = held.chain().toArray(Certificate[]::new);
            store.setKeyEntry(
                    held.certificate().getSerialNumber() + "", held.key(), PASSWORD, chain);
        }
        try (var out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
        return file;
    }
}
