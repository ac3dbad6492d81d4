package robustnet.runner.state;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Tells contents apart by a short name.
final class Hash {
    private static final int BYTES = 8;

    private Hash() {}

    /// The first 16 hexadecimal digits of the SHA-256 of `content`.
    static String of(byte[] content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
