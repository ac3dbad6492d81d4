package robustnet.tls;

import java.io.IOException;
import java.nio.file.Path;

/// A file with keys or certificates cannot be used. It says which file, what is wrong with it and
/// what to do. Given, for exercise 5.1.
public final class TlsFileException extends IOException {
    private static final long serialVersionUID = 1L;

    /// What can be wrong with a file.
    public enum Problem {
        /// It does not exist, or may not be read.
        UNREADABLE("cannot be read: is the path right, and may this user read it?"),

        /// There is no certificate in it.
        NO_CERTIFICATE("holds no certificate: were the files for key and certificate swapped?"),

        /// There is no private key in it.
        NO_KEY("holds no private key: were the files for key and certificate swapped?"),

        /// There are two private keys or more, of whatever form, and no way to tell which is meant.
        SEVERAL_KEYS("holds several private keys: leave only the one to be used"),

        /// The private key in a PEM file is encrypted.
        ENCRYPTED_KEY(
                "is encrypted: decrypt it with openssl pkcs8 -in FILE -out NEW, or use PKCS#12"),

        /// The private key has another form than PKCS#8, as the label of its block says: PKCS#1 for
        /// RSA, SEC 1 for EC, or those for DSA and of OpenSSH. It may be encrypted as well.
        OLD_KEY_FORMAT(
                "is no PKCS#8: convert it with openssl pkcs8 -topk8 -nocrypt -in FILE -out NEW"),

        /// It is cut off, or was changed: what it says it holds cannot be decoded. Or it holds a
        /// key of a kind that is not supported.
        DAMAGED("cannot be decoded: was it copied as a whole, and is its key EC, RSA or EdDSA?"),

        /// The password does not open it.
        WRONG_PASSWORD("is not opened by this password"),

        /// The private key is not the one of the first certificate.
        KEY_MISMATCH("holds a key that does not belong to the first certificate of the chain"),

        /// The first certificate has expired, or is not valid yet.
        NOT_VALID_NOW("holds a certificate that is not valid today: renew it, or set the clock");

        private final String advice;

        Problem(String advice) {
            this.advice = advice;
        }
    }

    private final transient Path file;
    private final Problem problem;

    /// @param file the file that cannot be used
    /// @param problem what is wrong with it
    public TlsFileException(Path file, Problem problem) {
        this(file, problem, null);
    }

    /// @param file the file that cannot be used
    /// @param problem what is wrong with it
    /// @param cause how that was found, or null
    public TlsFileException(Path file, Problem problem, Throwable cause) {
        super(file + " " + problem.advice, cause);
        this.file = file;
        this.problem = problem;
    }

    /// Returns the file that cannot be used; null after deserialization.
    public Path file() {
        return file;
    }

    /// Returns what is wrong with it.
    public Problem problem() {
        return problem;
    }
}
