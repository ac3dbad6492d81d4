package robustnet.tls;

import static java.util.Arrays.copyOfRange;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;

/// Makes tokens that only the holders of a key can read or make, and reads them: Fernet, by its
/// specification (the repository `fernet/spec` on GitHub), version 0x80.
///
/// ```
///  0        1              9          25               25+16k         57+16k
///  | 0x80   | timestamp    | IV       | ciphertext     | HMAC-SHA256  |
///  | u8     | u64          | 16 bytes | 16k bytes      | 32 bytes     |
///  ╰──────────────── what the HMAC covers ─────────────╯
/// ```
///
/// The ciphertext is AES-128 in CBC mode with the padding of PKCS #7. The token is all of that in
/// base64url (RFC 4648, section 5), with `=` at the end. A key is 32 bytes in base64url: the first
/// 16 sign, the last 16 encrypt.
///
/// There may be several keys: the first one makes tokens, all of them read. To change the key, put
/// the new one in front, and drop the old one when its last token has expired. No key appears in an
/// exception, a log or `toString()`. Safe for use by many threads.
public final class Fernet {
    /// How far in the future a token's time may lie: clocks differ.
    public static final Duration MAX_SKEW = Duration.ofSeconds(60);

    private static final byte VERSION = (byte) 0x80;
    private static final int IV_AT = 1 + 8;
    private static final int BLOCK = 16;
    private static final int CIPHERTEXT_AT = IV_AT + BLOCK;
    private static final int MAC_LENGTH = 32;

    private final List<FernetKey> keys;
    private final InstantSource clock;
    private final SecureRandom random;

    /// Creates one with these keys.
    ///
    /// @param keys the first one makes tokens, all of them read; a key's `=` at its end may be
    ///   missing. A later change of the list has no effect
    /// @param clock tells the time of day
    /// @param random gives 16 bytes for the IV of each token
    /// @throws IllegalArgumentException if there is no key, or one is not exactly 32 bytes in
    ///   base64url. It has no cause: the decoder's exception would show a part of the key
    public Fernet(List<String> keys, InstantSource clock, SecureRandom random) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("at least one key");
        }
        this.keys = keys.stream().map(FernetKey::parse).toList();
        this.clock = clock;
        this.random = random;
    }

    /// Makes a new key from 32 random bytes.
    public static String generateKey(SecureRandom random) {
        var key = new byte[32];
        random.nextBytes(key);
        return Base64.getUrlEncoder().encodeToString(key);
    }

    /// Returns a token that holds the message, made by the first key. Its time is now, in whole
    /// seconds, rounded down.
    public String encrypt(byte[] message) {
        return seal(message, clock.instant().getEpochSecond());
    }

    /// Returns the message in a token, however old it is: its time is not looked at.
    ///
    /// A token has exactly one spelling: text that is not the base64url encoding of its own bytes,
    /// padding included, is refused. The HMAC is checked before anything is decrypted, and compared
    /// by [java.security.MessageDigest#isEqual] alone: in constant time.
    ///
    /// @throws InvalidTokenException if none of the keys has made this token, or it is none
    public byte[] decrypt(String token) throws InvalidTokenException {
        return open(decode(token));
    }

    /// Returns the message in a token that is not too old. As [#decrypt(String)], and the token's
    /// time counts: its age, in whole seconds by this clock rounded down, may be `timeToLive` at
    /// most; and its time may be [#MAX_SKEW] in the future at most.
    ///
    /// @param timeToLive 0 or more, of any length
    /// @throws IllegalArgumentException if `timeToLive` is negative
    /// @throws InvalidTokenException if none of the keys has made this token, or it is none, or its
    ///   time is not in the range
    public byte[] decrypt(String token, Duration timeToLive) throws InvalidTokenException {
        if (timeToLive.isNegative()) {
            throw new IllegalArgumentException("timeToLive is negative: " + timeToLive);
        }
        var bytes = decode(token);
        long timestamp = timestamp(bytes);
        long now = clock.instant().getEpochSecond();
        // the timestamp is whatever the sender wrote: up to 2^64 - 1
        if (timestamp < 0 || timestamp > now + MAX_SKEW.toSeconds()) {
            throw new InvalidTokenException();
        }
        if (Duration.ofSeconds(now - timestamp).compareTo(timeToLive) > 0) {
            throw new InvalidTokenException();
        }
        return open(bytes);
    }

    /// Returns a token with the same message and the same time, made by the first key, with a new
    /// IV: also if the first key has made the old one. So a token that is made anew does not live
    /// any longer.
    ///
    /// @throws InvalidTokenException if none of the keys has made this token, or it is none
    public String rotate(String token) throws InvalidTokenException {
        var bytes = decode(token);
        return seal(open(bytes), timestamp(bytes));
    }

    private String seal(byte[] message, long timestamp) {
        var iv = new byte[BLOCK];
        random.nextBytes(iv);
        byte[] ciphertext;
        try {
            ciphertext = keys.getFirst().crypt(Cipher.ENCRYPT_MODE, iv, message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        var fields = ByteBuffer.allocate(CIPHERTEXT_AT + ciphertext.length);
        fields.put(VERSION).putLong(timestamp).put(iv).put(ciphertext);
        var token = ByteBuffer.allocate(fields.capacity() + MAC_LENGTH);
        token.put(fields.array()).put(keys.getFirst().mac(fields.array()));
        return Base64.getUrlEncoder().encodeToString(token.array());
    }

    private static byte[] decode(String token) throws InvalidTokenException {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException _) {
            throw new InvalidTokenException();
        }
        // at least one block: the cipher takes no bytes at all for an empty message, padding or not
        if (bytes.length < CIPHERTEXT_AT + BLOCK + MAC_LENGTH || bytes[0] != VERSION) {
            throw new InvalidTokenException();
        }
        // the JDK's decoder ignores the spare bits of the last character, and missing padding
        if (!Base64.getUrlEncoder().encodeToString(bytes).equals(token)) {
            throw new InvalidTokenException();
        }
        return bytes;
    }

    private static long timestamp(byte[] token) {
        return ByteBuffer.wrap(token).getLong(1);
    }

    private byte[] open(byte[] token) throws InvalidTokenException {
        int macAt = token.length - MAC_LENGTH;
        var fields = copyOfRange(token, 0, macAt);
        var mac = copyOfRange(token, macAt, token.length);
        for (var key : keys) {
            if (key.hasSigned(fields, mac)) {
                return decrypt(key, fields);
            }
        }
        throw new InvalidTokenException();
    }

    private static byte[] decrypt(FernetKey key, byte[] fields) throws InvalidTokenException {
        try {
            var iv = copyOfRange(fields, IV_AT, CIPHERTEXT_AT);
            var ciphertext = copyOfRange(fields, CIPHERTEXT_AT, fields.length);
            return key.crypt(Cipher.DECRYPT_MODE, iv, ciphertext);
        } catch (GeneralSecurityException _) {
            throw new InvalidTokenException(); // signed by us, and still no token
        }
    }
}
