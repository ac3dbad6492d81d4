package robustnet.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// The cases of the three vector files of the Fernet specification (`generate.json`, `verify.json`
/// and `invalid.json` of the repository `fernet/spec`), and a forge that makes any token there is.
final class FernetBench {
    static final String KEY = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";
    static final String OTHER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    static final Instant GENERATED = OffsetDateTime.parse("1985-10-26T01:20:00-07:00").toInstant();
    static final Duration TTL = Duration.ofSeconds(60);

    /// The one case of `generate.json`, with the IV 0, 1, 2 ... 15; and, a second later, the one of
    /// `verify.json`.
    static final String HELLO =
            "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU"
                    + "4IwqDA==";

    /// A case of `invalid.json`. Its time to live is 60 s.
    record Invalid(String why, int secondsLater, String token) {
        Instant now() {
            return GENERATED.plusSeconds(secondsLater);
        }
    }

    static final List<Invalid> INVALID =
            List.of(
                    new Invalid(
                            "incorrect mac",
                            1,
                            "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtw"
                                    + "caX1YdykQUFBQUFBQUFBQQ=="),
                    new Invalid(
                            "too short",
                            1,
                            "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPA=="),
                    new Invalid(
                            "invalid base64",
                            1,
                            "%%%%%%%%%%%%%AECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtw"
                                    + "caX1YdykRtfsH-p1YsUD2Q=="),
                    new Invalid(
                            "payload size not multiple of block size",
                            1,
                            "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPOm73QeoCk9uGib28Xe5vz6o"
                                    + "xq5nmxbx_v7mrfyudzUm"),
                    new Invalid(
                            "payload padding error",
                            1,
                            "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0ODz4LEpdELGQAad7aNEHbf-JkLPIpuiYRLQ3RtXatOYRE"
                                    + "u2FWke6CnJNYIbkuKNqOhw=="),
                    new Invalid(
                            "far-future TS (unacceptable clock skew)",
                            1,
                            "gAAAAAAdwStRAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAnja1xKYyhd-Y6mSkTOyTGJ"
                                    + "mw2Xc2a6kBd-iX9b_qXQcw=="),
                    new Invalid(
                            "expired TTL",
                            91,
                            "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtw"
                                    + "caX1YdykRtfsH-p1YsUD2Q=="),
                    new Invalid(
                            "incorrect IV (causes padding error)",
                            1,
                            "gAAAAAAdwJ6xBQECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAkLhFLHpGtDBRLRTZeUfWgH"
                                    + "Sv49TF2AUEZ1TIvcZjK1zQ=="),
                    new Invalid(
                            "trailing characters after b64 padding",
                            1,
                            "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobw"
                                    + "Oz7JcbmrR64jVmpU4IwqDA==trailingdata"),
                    new Invalid(
                            "invalid characters in b64",
                            1,
                            "*gAAAAAAdwJ6wAAECAwQFBgcI!CQoLDA0ODy021?cpGVWKZ_eEwC@GM4BLLF_5CV9dOPmrhuVUPg"
                                    + "JobwOz7JcbmrR64jVmpU4IwqDA=="),
                    new Invalid(
                            "invalid non-urlsafe characters in b64",
                            1,
                            "gAAAAAAdwJ6wAAEC/AwQFBgcICQoLDA0ODy+021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJo"
                                    + "bwOz7JcbmrR64jVmpU4IwqDA=="));

    private FernetBench() {}

    /// One whose clock stands at `now`, and whose IVs begin with 0, 1, 2 ... 15.
    static Fernet fernet(Instant now, String... keys) {
        return new Fernet(List.of(keys), InstantSource.fixed(now), new CountingRandom(0));
    }

    /// A token of [#KEY] that was made at `timestamp` and is right in everything else.
    static String token(long timestamp, String message) {
        return token(timestamp, message.getBytes(UTF_8), "AES/CBC/PKCS5Padding", 0x80);
    }

    /// A token of [#KEY], signed as it should be.
    ///
    /// @param cipher with padding or without
    static String token(long timestamp, byte[] message, String cipher, int version) {
        try {
            var key = Base64.getUrlDecoder().decode(KEY);
            var iv = CountingRandom.bytes(0, 16);
            var aes = Cipher.getInstance(cipher);
            aes.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key, 16, 16, "AES"),
                    new IvParameterSpec(iv));
            var fields = ByteBuffer.allocate(25 + aes.getOutputSize(message.length));
            fields.put((byte) version).putLong(timestamp).put(iv).put(aes.doFinal(message));
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, 0, 16, "HmacSHA256"));
            mac.update(fields.flip());
            var token = ByteBuffer.allocate(fields.limit() + 32);
            token.put(fields.flip()).put(mac.doFinal());
            return Base64.getUrlEncoder().encodeToString(token.array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Makes and reads so many tokens, and returns how many came back as they were.
    static int countRight(Fernet fernet, String text, int count) {
        int right = 0;
        for (int i = 0; i < count; i++) {
            var message = (text + i).repeat(1_000).getBytes(UTF_8); // long, to be disturbed
            var token = fernet.encrypt(message);
            var back = Must.give(() -> fernet.decrypt(token), "one of many tokens");
            right += Arrays.equals(back, message) ? 1 : 0;
        }
        return right;
    }

    static byte[] bytes(String token) {
        return Base64.getUrlDecoder().decode(token);
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /// What refuses a token that is no good, if it is as it must be.
    static InvalidTokenException refusal(ThrowingCallable reading, String what) {
        var failure = catchThrowable(reading);
        assertThat(failure)
                .as("%s: must throw InvalidTokenException", what)
                .isInstanceOf(InvalidTokenException.class);
        assertThat(failure.getCause()).as("%s: the cause, which would tell why", what).isNull();
        assertThat(failure.getSuppressed()).as("%s: what it would tell beside", what).isEmpty();
        return (InvalidTokenException) failure;
    }
}
