package robustnet.runner.diagnosis;

import java.util.HexFormat;

/// Short names for texts. Not for secrets: to get SHA-256 ready takes a JVM longer than all the
/// rest of a diagnosis.
final class Fnv {
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Fnv() {}

    /// The first `digits` hex digits, at most 16, of the FNV-1a hash of `text`, mixed once more so
    /// that each digit depends on all of the text.
    static String of(String text, int digits) {
        long hash = FNV_BASIS;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return HexFormat.of().toHexDigits(hash ^ hash >>> 33).substring(0, digits);
    }
}
