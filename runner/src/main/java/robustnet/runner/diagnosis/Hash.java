package robustnet.runner.diagnosis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Short names for texts.
final class Hash {
    private Hash() {}

    /// The first `digits` hex digits of the SHA-256 of `text` in UTF-8.
    static String of(String text, int digits) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            var bytes = sha.digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes).substring(0, digits);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
