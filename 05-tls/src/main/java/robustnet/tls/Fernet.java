package robustnet.tls;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

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

    /// Creates one with these keys.
    ///
    /// @param keys the first one makes tokens, all of them read; a key's `=` at its end may be
    ///   missing. A later change of the list has no effect
    /// @param clock tells the time of day
    /// @param random gives 16 bytes for the IV of each token
    /// @throws IllegalArgumentException if there is no key, or one is not exactly 32 bytes in
    ///   base64url. It has no cause: the decoder's exception would show a part of the key
    public Fernet(List<String> keys, InstantSource clock, SecureRandom random) {
        throw new UnsupportedOperationException("TODO 5.6: keep the keys");
    }

    /// Makes a new key from 32 random bytes.
    public static String generateKey(SecureRandom random) {
        throw new UnsupportedOperationException("TODO 5.6: make a key");
    }

    /// Returns a token that holds the message, made by the first key. Its time is now, in whole
    /// seconds, rounded down.
    public String encrypt(byte[] message) {
        throw new UnsupportedOperationException("TODO 5.6: make a token");
    }

    /// Returns the message in a token, however old it is: its time is not looked at.
    ///
    /// A token has exactly one spelling: text that is not the base64url encoding of its own bytes,
    /// padding included, is refused. The HMAC is checked before anything is decrypted, and compared
    /// by [java.security.MessageDigest#isEqual] alone: in constant time.
    ///
    /// @throws InvalidTokenException if none of the keys has made this token, or it is none
    public byte[] decrypt(String token) throws InvalidTokenException {
        throw new UnsupportedOperationException("TODO 5.6: read a token");
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
        throw new UnsupportedOperationException("TODO 5.6: read a token that is not too old");
    }

    /// Returns a token with the same message and the same time, made by the first key, with a new
    /// IV: also if the first key has made the old one. So a token that is made anew does not live
    /// any longer.
    ///
    /// @throws InvalidTokenException if none of the keys has made this token, or it is none
    public String rotate(String token) throws InvalidTokenException {
        throw new UnsupportedOperationException("TODO 5.6: make a token anew");
    }
}
