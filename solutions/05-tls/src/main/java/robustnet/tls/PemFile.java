package robustnet.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import robustnet.tls.TlsFileException.Problem;

/// The blocks of a PEM file (RFC 7468). Text between them is allowed and means nothing.
///
/// ```
///   -----BEGIN CERTIFICATE-----       label
///   MIIBMjCB2aADAgECAhRAmzCT...       DER in Base64, on lines of any length
///   -----END CERTIFICATE-----         the same label
/// ```
final class PemFile {
    private record Block(String label, String base64) {
        /// @throws IllegalArgumentException if it is no Base64
        byte[] der() {
            // Not the MIME decoder, which skips whatever is no Base64
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        }
    }

    private static final Pattern BOUNDARY = Pattern.compile("-----(BEGIN|END) ([A-Z0-9 ]+)-----");
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";
    private static final String ENCRYPTED_KEY = "ENCRYPTED PRIVATE KEY";
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA", "RSASSA-PSS");

    private final Path file;
    private final List<Block> blocks;

    private PemFile(Path file, List<Block> blocks) {
        this.file = file;
        this.blocks = blocks;
    }

    /// @throws TlsFileException if there is no such file, or a block of it is not whole
    static PemFile read(Path file) throws TlsFileException {
        try {
            return new PemFile(file, blocks(Files.readString(file, ISO_8859_1)));
        } catch (IOException e) {
            throw new TlsFileException(file, Problem.UNREADABLE, e);
        } catch (IllegalArgumentException e) {
            throw new TlsFileException(file, Problem.DAMAGED, e);
        }
    }

    private static List<Block> blocks(String text) {
        var blocks = new ArrayList<Block>();
        var boundary = BOUNDARY.matcher(text);
        while (boundary.find()) {
            var label = boundary.group(2);
            var end = "-----END " + label + "-----";
            int from = boundary.end();
            // An END alone is no text: a certificate has lost its head, and must not be left out
            if (boundary.group().equals(end) || !boundary.find() || !boundary.group().equals(end)) {
                throw new IllegalArgumentException("half a block of " + label);
            }
            blocks.add(new Block(label, text.substring(from, boundary.start())));
        }
        return blocks;
    }

    /// The certificates, in their order.
    ///
    /// @throws TlsFileException if there is none, or one cannot be decoded
    List<X509Certificate> certificates() throws TlsFileException {
        try {
            var factory = CertificateFactory.getInstance("X.509");
            var certificates = new ArrayList<X509Certificate>();
            for (var block : blocks) {
                if (block.label().equals(CERTIFICATE)) {
                    var der = new ByteArrayInputStream(block.der());
                    certificates.add((X509Certificate) factory.generateCertificate(der));
                }
            }
            if (certificates.isEmpty()) {
                throw problem(Problem.NO_CERTIFICATE, null);
            }
            return certificates;
        } catch (CertificateException | IllegalArgumentException e) {
            throw problem(Problem.DAMAGED, e);
        }
    }

    /// The private key.
    ///
    /// @throws TlsFileException if there is none, or several, or it is in a form that is not read
    PrivateKey privateKey() throws TlsFileException {
        var keys = blocks.stream().filter(block -> block.label().endsWith(KEY)).toList();
        if (keys.isEmpty()) {
            throw problem(Problem.NO_KEY, null);
        }
        if (keys.size() > 1) {
            throw problem(Problem.SEVERAL_KEYS, null);
        }
        var key = keys.getFirst();
        return switch (key.label()) {
            case KEY -> decode(key);
            case ENCRYPTED_KEY -> throw problem(Problem.ENCRYPTED_KEY, null);
            default -> throw problem(Problem.OLD_KEY_FORMAT, null);
        };
    }

    /// The algorithm stands inside the key; the JDK asks for it all the same.
    private PrivateKey decode(Block key) throws TlsFileException {
        var failure = new InvalidKeySpecException("no key of a supported algorithm");
        for (var algorithm : ALGORITHMS) {
            try {
                var spec = new PKCS8EncodedKeySpec(key.der());
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                failure.addSuppressed(e);
            }
        }
        throw problem(Problem.DAMAGED, failure);
    }

    private TlsFileException problem(Problem problem, Exception cause) {
        return new TlsFileException(file, problem, cause);
    }
}
