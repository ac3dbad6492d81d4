package robustnet.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.List;
import robustnet.testkit.tls.CertificateAuthority;
import robustnet.testkit.tls.CertificateRequest;
import robustnet.testkit.tls.CertificateRequest.KeyType;
import robustnet.testkit.tls.HeldCertificate;
import robustnet.tls.TlsFileException.Problem;

/// What [TlsContexts] must say of files that cannot be used.
final class BadFileChecks {
    private static final char[] PASSWORD = OddFiles.PASSWORD;
    private static final HeldCertificate GOOD = Pki.LOCALHOST;

    private interface Reading {
        Object read() throws IOException;
    }

    private BadFileChecks() {}

    static void keyInPem(Path folder) throws Exception {
        var odd = new OddFiles(folder);
        var pem = GOOD.keyPem();
        var chain = GOOD.writeChain(folder.resolve("chain.pem"));
        var missing = folder.resolve("missing.pem");

        badKey(chain, missing, Problem.UNREADABLE, "that is not there");
        badKey(chain, folder, Problem.UNREADABLE, "that is a directory");
        badKey(chain, odd.pem(""), Problem.NO_KEY, "that is empty");
        badKey(chain, chain, Problem.NO_KEY, "with a certificate where the key belongs");
        badKey(chain, odd.pem(pem.repeat(2)), Problem.SEVERAL_KEYS, "with two keys");
        var old = pem.replace("PRIVATE KEY", "EC PRIVATE KEY");
        badKey(chain, odd.pem(pem + old), Problem.SEVERAL_KEYS, "with a key in two forms");
        var encrypted = pem.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
        badKey(chain, odd.pem(encrypted), Problem.ENCRYPTED_KEY, "with an encrypted key");
        for (var form : List.of("RSA", "EC", "DSA", "OPENSSH")) {
            var other = odd.pem(pem.replace("PRIVATE KEY", form + " PRIVATE KEY"));
            badKey(chain, other, Problem.OLD_KEY_FORMAT, "with the form of a key for " + form);
        }
        int first = old.indexOf('\n') + 1;
        var headers = "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,0123456789ABCDEF\n\n";
        var both = odd.pem(old.substring(0, first) + headers + old.substring(first));
        badKey(chain, both, Problem.OLD_KEY_FORMAT, "in SEC 1 and encrypted, with header lines");
        badKey(chain, odd.cut(pem), Problem.DAMAGED, "whose end is missing");
        badKey(chain, odd.headless(pem), Problem.DAMAGED, "whose BEGIN line is missing");
        badKey(chain, odd.shortened(pem), Problem.DAMAGED, "that lacks a line");
        badKey(chain, odd.smudged(pem), Problem.DAMAGED, "with a stray character");
        var x25519 = odd.pem(pem("X25519"));
        badKey(chain, x25519, Problem.DAMAGED, "with an X25519 key, which cannot sign");
    }

    static void certificatesInPem(Path folder) throws Exception {
        var odd = new OddFiles(folder);
        var pem = GOOD.chainPem();
        var key = GOOD.writeKey(folder.resolve("key.pem"));
        var missing = folder.resolve("missing.pem");

        badChain(missing, key, Problem.UNREADABLE, "that is not there");
        badChain(folder, key, Problem.UNREADABLE, "that is a directory");
        badChain(odd.pem(""), key, Problem.NO_CERTIFICATE, "that is empty");
        badChain(key, key, Problem.NO_CERTIFICATE, "with a key where the chain belongs");
        badChain(odd.cut(pem), key, Problem.DAMAGED, "whose end is missing");
        badChain(odd.headless(pem), key, Problem.DAMAGED, "whose first BEGIN line is missing");
        var first = GOOD.withoutIntermediate().chainPem();
        var nested = odd.pem(pem.replace(first, first.substring(0, first.indexOf("-----END"))));
        badChain(nested, key, Problem.DAMAGED, "whose first END line is missing");
        var labels = odd.pem(pem.replaceFirst("END CERTIFICATE", "END X509 CRL"));
        badChain(labels, key, Problem.DAMAGED, "with two labels on one block");
        badChain(odd.shortened(pem), key, Problem.DAMAGED, "that lacks a line");
        badChain(odd.smudged(pem), key, Problem.DAMAGED, "with a stray character");

        var root = GOOD.rootPem();
        badRoots(missing, Problem.UNREADABLE, "that is not there");
        badRoots(folder, Problem.UNREADABLE, "that is a directory");
        badRoots(key, Problem.NO_CERTIFICATE, "with a key only");
        badRoots(odd.cut(root), Problem.DAMAGED, "whose end is missing");
        badRoots(odd.cut(root.repeat(2)), Problem.DAMAGED, "with a whole root and a cut one");
        badRoots(odd.smudged(root.repeat(2)), Problem.DAMAGED, "with one good root of two");
    }

    private static String pem(String algorithm) throws GeneralSecurityException {
        var key = KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
        return new HeldCertificate(key, GOOD.chain(), GOOD.root()).keyPem();
    }

    static void pkcs12(Path folder) throws Exception {
        var odd = new OddFiles(folder);
        var good = GOOD.writePkcs12(folder.resolve("key.p12"), new String(PASSWORD));
        var trust = GOOD.writeTrustPkcs12(folder.resolve("trust.p12"), new String(PASSWORD));
        var missing = folder.resolve("missing.p12");
        var half = folder.resolve("half.p12");
        Files.write(half, Arrays.copyOf(Files.readAllBytes(good), 200));
        var empty = Files.createFile(folder.resolve("empty.p12"));
        var wrong = "wrong".toCharArray();

        badStore(missing, PASSWORD, Problem.UNREADABLE, "that is not there");
        badStore(good, wrong, Problem.WRONG_PASSWORD, "with another password");
        var mixed = odd.keyUnder("another".toCharArray(), GOOD);
        badStore(mixed, PASSWORD, Problem.WRONG_PASSWORD, "whose key has a password of its own");
        badStore(half, PASSWORD, Problem.DAMAGED, "that was cut off");
        badStore(empty, PASSWORD, Problem.DAMAGED, "that is empty");
        badStore(trust, PASSWORD, Problem.NO_KEY, "with certificates only");
        var two = odd.twoKeys(GOOD, Pki.FORGER.localhost());
        badStore(two, PASSWORD, Problem.SEVERAL_KEYS, "with two keys");
        var bare = odd.keyWithoutCertificate(GOOD);
        badStore(bare, PASSWORD, Problem.NO_CERTIFICATE, "with a key that has no certificate");

        badTrust(missing, PASSWORD, Problem.UNREADABLE, "that is not there");
        badTrust(trust, wrong, Problem.WRONG_PASSWORD, "with another password");
        badTrust(half, PASSWORD, Problem.DAMAGED, "that was cut off");
        badTrust(empty, PASSWORD, Problem.DAMAGED, "that is empty");
        badTrust(good, PASSWORD, Problem.NO_CERTIFICATE, "with a key and its chain");
    }

    static void misfits(Path folder) throws Exception {
        var odd = new OddFiles(folder);
        var request = CertificateAuthority.local(CertificateRequest.server());
        var expired = Pki.CA.issue(request.expired());
        var early = Pki.CA.issue(request.notYetValid());
        for (var held : new HeldCertificate[] {expired, early}) {
            var chain = odd.pem(held.chainPem());
            badChain(chain, odd.pem(held.keyPem()), Problem.NOT_VALID_NOW, "not valid today");
            var store = held.writePkcs12(folder.resolve("key.p12"), new String(PASSWORD));
            badStore(store, PASSWORD, Problem.NOT_VALID_NOW, "not valid today");
        }

        for (var type : KeyType.values()) {
            var chain = odd.pem(Pki.CA.issue(request.keyType(type)).chainPem());
            var another = odd.pem(Pki.CA.issue(request.keyType(type)).keyPem());
            badKey(
                    chain,
                    another,
                    Problem.KEY_MISMATCH,
                    "with the " + type + " key of another certificate");
        }
        var chain = odd.pem(GOOD.chainPem());
        badKey(chain, odd.pem(pem("Ed448")), Problem.KEY_MISMATCH, "with a key of another kind");
        var behind = odd.pem(Pki.FORGER.localhost().chainPem() + GOOD.chainPem());
        var key = odd.pem(GOOD.keyPem());
        badKey(behind, key, Problem.KEY_MISMATCH, "with the key of another than the first one");
        var ed25519 = Pki.CA.issue(request.keyType(KeyType.ED25519));
        var mixed = new HeldCertificate(ed25519.key(), GOOD.chain(), GOOD.root());
        var store = mixed.writePkcs12(folder.resolve("mixed.p12"), new String(PASSWORD));
        badStore(store, PASSWORD, Problem.KEY_MISMATCH, "whose parts do not fit");
    }

    private static void badKey(Path chain, Path key, Problem problem, String what) {
        bad(key, problem, what, "keyFromPem as key", () -> TlsContexts.keyFromPem(chain, key));
    }

    private static void badChain(Path chain, Path key, Problem problem, String what) {
        bad(chain, problem, what, "keyFromPem as chain", () -> TlsContexts.keyFromPem(chain, key));
    }

    private static void badRoots(Path file, Problem problem, String what) {
        bad(file, problem, what, "trustFromPem", () -> TlsContexts.trustFromPem(file));
    }

    private static void badStore(Path file, char[] password, Problem problem, String what) {
        Reading reading = () -> TlsContexts.keyFromPkcs12(file, password);
        bad(file, problem, what, "keyFromPkcs12", reading);
    }

    private static void badTrust(Path file, char[] password, Problem problem, String what) {
        Reading reading = () -> TlsContexts.trustFromPkcs12(file, password);
        bad(file, problem, what, "trustFromPkcs12", reading);
    }

    private static void bad(
            Path file, Problem problem, String what, String reader, Reading reading) {
        var thrown = catchThrowable(reading::read);

        var expected = "%s for a file %s, read by %s".formatted(problem, what, reader);
        if (thrown == null) {
            throw new AssertionError("nothing was thrown; expected " + expected);
        }
        assertThat(thrown)
                .as("what was thrown; expected %s", expected)
                .isInstanceOf(TlsFileException.class);
        var told = (TlsFileException) thrown;
        assertThat(told.problem())
                .as("the problem that was told; expected %s", expected)
                .isEqualTo(problem);
        assertThat(told.file())
                .as("the file that is to blame; expected %s", expected)
                .isEqualTo(file);
    }
}
