package robustnet.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The two halves of a Fernet key, and what each is for.
final class FernetKey {
    private static final int HALF = 16;

    private final SecretKeySpec signing;
    private final SecretKeySpec encryption;

    private FernetKey(byte[] key) {
        signing = new SecretKeySpec(key, 0, HALF, "HmacSHA256");
        encryption = new SecretKeySpec(key, HALF, HALF, "AES");
    }

    static FernetKey parse(String text) {
        byte[] key;
        try {
            key = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            key = new byte[0]; // refused below, and without a word of what it was
        }
        if (key.length != 2 * HALF) {
            throw new IllegalArgumentException("a key is 32 bytes in base64url");
        }
        return new FernetKey(key);
    }

    byte[] mac(byte[] fields) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(signing);
            return mac.doFinal(fields);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean hasSigned(byte[] fields, byte[] mac) {
        return MessageDigest.isEqual(mac(fields), mac); // in constant time
    }

    /// Encrypts or decrypts.
    ///
    /// @throws GeneralSecurityException if the padding is wrong, or there is half a block
    byte[] crypt(int mode, byte[] iv, byte[] text) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(mode, encryption, new IvParameterSpec(iv));
        return cipher.doFinal(text);
    }
}
