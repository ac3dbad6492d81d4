package robustnet.buffers;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Says which version of a file is meant: by its size, and by the SHA-256 of its contents. It is
/// given, for exercise 4.6.
///
/// A transfer begins with it, on the wire as 44 bytes, big-endian:
///
/// ```
///   0        4              12                                    44
///   | magic  | size         | SHA-256                             |
///   | "RNFT" | i64, >= 0    | 32 bytes                            |
/// ```
///
/// @param size the length of the file in bytes; 0 or more
/// @param sha256 64 hexadecimal digits, in lower case
public record Manifest(long size, String sha256) {
    /// The length of a manifest on the wire.
    public static final int WIRE_BYTES = 44;

    private static final int MAGIC = 0x524e4654;
    private static final int DIGEST_BYTES = 32;
    private static final HexFormat HEX = HexFormat.of();

    /// @throws IllegalArgumentException if `size` is negative or `sha256` is no such digest
    public Manifest {
        if (size < 0) {
            throw new IllegalArgumentException("size must be 0 or more, not " + size);
        }
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("no SHA-256 in lower case: " + sha256);
        }
    }

    /// Returns the manifest of `file`, which is read whole for it.
    ///
    /// @throws IOException if the file cannot be read
    public static Manifest of(Path file) throws IOException {
        var digest = newDigest();
        try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
            long size = 0;
            var chunk = new byte[1 << 16];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                size += n;
            }
            return new Manifest(size, HEX.formatHex(digest.digest()));
        }
    }

    /// Returns a new digest to compute a SHA-256 with.
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// Returns the manifest as it goes over the wire: a new buffer of [#WIRE_BYTES] bytes, ready to
    /// be written.
    public ByteBuffer encode() {
        return ByteBuffer.allocate(WIRE_BYTES)
                .putInt(MAGIC)
                .putLong(size)
                .put(HEX.parseHex(sha256))
                .flip();
    }

    /// Returns the manifest that the next [#WIRE_BYTES] bytes of `buffer` are, and takes them.
    ///
    /// @throws ProtocolException if they do not begin with the magic number, or the size is
    ///   negative
    public static Manifest decode(ByteBuffer buffer) throws ProtocolException {
        int magic = buffer.getInt();
        long size = buffer.getLong();
        var digest = new byte[DIGEST_BYTES];
        buffer.get(digest);
        if (magic != MAGIC) {
            throw new ProtocolException("no manifest: it begins with %08x".formatted(magic));
        }
        if (size < 0) {
            throw new ProtocolException("a size of " + size);
        }
        return new Manifest(size, HEX.formatHex(digest));
    }
}
