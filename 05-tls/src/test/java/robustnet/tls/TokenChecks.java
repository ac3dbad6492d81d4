package robustnet.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static robustnet.tls.FernetBench.GENERATED;
import static robustnet.tls.FernetBench.HELLO;
import static robustnet.tls.FernetBench.KEY;
import static robustnet.tls.FernetBench.OTHER_KEY;
import static robustnet.tls.FernetBench.TTL;
import static robustnet.tls.FernetBench.bytes;
import static robustnet.tls.FernetBench.fernet;
import static robustnet.tls.FernetBench.hex;
import static robustnet.tls.FernetBench.refusal;
import static robustnet.tls.FernetBench.token;
import static robustnet.tls.SealBench.assertSame;
import static robustnet.tls.SealBench.utf8;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import robustnet.testkit.JulLog;
import robustnet.testkit.Testbed;

/// The longer tests of Fernet tokens.
final class TokenChecks {
    private static final int[] LENGTHS = {0, 1, 15, 16, 17, 31, 32, 33, 1_000, 100_000};

    private TokenChecks() {}

    static void readsBackWhatItMade() throws Exception {
        var fernet = new Fernet(List.of(KEY), InstantSource.system(), new SecureRandom());
        var ivs = new HashSet<String>();
        for (int length : LENGTHS) {
            for (int i = 0; i < 10; i++) {
                var message = CountingRandom.bytes(length, length);
                var token = fernet.encrypt(message);
                var back = Must.give(() -> fernet.decrypt(token, TTL), length + " bytes");
                assertSame(back, message, length + " bytes");
                assertThat(bytes(token).length)
                        .as("the length of a token of %d bytes, decoded", length)
                        .isEqualTo(57 + 16 * (length / 16 + 1));
                ivs.add(hex(Arrays.copyOfRange(bytes(token), 9, 25)));
            }
        }
        assertThat(ivs).as("the IVs of 100 tokens, each of its own").hasSize(100);
    }

    static void comparesTheAgeExactly() throws Exception {
        for (long ahead : new long[] {-60, -59, -1, 0, 1, 60}) {
            var now = GENERATED.plusMillis(999);
            var made = now.getEpochSecond() + ahead;
            Must.read(
                    "x",
                    () -> fernet(now, KEY).decrypt(token(made, "x"), TTL),
                    "made %d s ahead of the clock, with 60 s to live".formatted(ahead));
        }
        for (long ahead : new long[] {-100_000, -62, -61, 61, 62, 100_000}) {
            var made = GENERATED.getEpochSecond() + ahead;
            refusal(
                    () -> fernet(GENERATED, KEY).decrypt(token(made, "x"), TTL),
                    "made %d s ahead of the clock, with 60 s to live".formatted(ahead));
            Must.read(
                    "x",
                    () -> fernet(GENERATED, KEY).decrypt(token(made, "x")),
                    "made %d s ahead of the clock, of any age".formatted(ahead));
        }
    }

    static void understandsEveryTime() throws Exception {
        var fernet = fernet(GENERATED, KEY);
        var forEver = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
        for (long far : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, -1, -1_000, 1L << 60}) {
            for (var ttl : List.of(Duration.ZERO, TTL, forEver)) {
                refusal(
                        () -> fernet.decrypt(token(far, "x"), ttl),
                        "made at %s s, billions of years from now, %s to live"
                                .formatted(Long.toUnsignedString(far), ttl));
            }
            Must.read(
                    "x",
                    () -> fernet.decrypt(token(far, "x")),
                    "made at %s s, of any age".formatted(Long.toUnsignedString(far)));
        }
        Must.read("x", () -> fernet.decrypt(token(0, "x"), forEver), "of 1970, for ever to live");
        Must.read("hello", () -> fernet.decrypt(HELLO, forEver), "of now, for ever to live");
        Must.read("hello", () -> fernet.decrypt(HELLO, Duration.ZERO), "0 s old, 0 to live");
        assertThatThrownBy(() -> fernet.decrypt(HELLO, Duration.ofNanos(-1)), "-1 ns to live")
                .isInstanceOf(IllegalArgumentException.class);
    }

    static void rotatesKeys() throws Exception {
        var both = fernet(GENERATED.plusSeconds(30), OTHER_KEY, KEY);
        var fresh = fernet(GENERATED.plusSeconds(30), OTHER_KEY);

        Must.read("hello", () -> both.decrypt(HELLO, TTL), "a token by the old key");
        var made = both.encrypt(utf8("new"));
        Must.read("new", () -> fresh.decrypt(made, TTL), "a new token, read by the new key alone");
        refusal(() -> fresh.decrypt(HELLO), "the old token, without the old key");

        var rotated = Must.give(() -> both.rotate(HELLO), "rotating the old token");
        Must.read("hello", () -> fresh.decrypt(rotated), "the old token, rotated");
        refusal(
                () -> fernet(GENERATED.plusSeconds(61), OTHER_KEY).decrypt(rotated, TTL),
                "a rotated token 61 s after the first one was made, with 60 s to live");
        refusal(() -> fresh.rotate(HELLO), "rotating what is not ours");

        var ivs = new HashSet<String>();
        for (var token : List.of(HELLO, rotated, both.rotate(rotated))) {
            ivs.add(hex(Arrays.copyOfRange(bytes(token), 9, 25)));
        }
        assertThat(ivs)
                .as("the IVs of a token, of the same rotated, and of that rotated again")
                .hasSize(3);
    }

    static void refusesEveryChange() {
        var fernet = fernet(GENERATED, KEY);
        for (int i = 0; i < HELLO.length(); i++) {
            for (char c : "AQgw9-_=+ \u0141".toCharArray()) {
                var changed = HELLO.substring(0, i) + c + HELLO.substring(i + 1);
                if (!changed.equals(HELLO)) {
                    refusal(() -> fernet.decrypt(changed), "character %d is %c".formatted(i, c));
                }
            }
            var cut = HELLO.substring(0, i);
            refusal(() -> fernet.decrypt(cut), "cut after %d characters".formatted(i));
        }
        for (var other :
                List.of(HELLO + "=", HELLO + "\n", " " + HELLO, HELLO.replace("A==", "B=="))) {
            refusal(() -> fernet.decrypt(other), "'%s'".formatted(other));
        }
    }

    static void checksAndHidesItsKeys(Testbed bed) throws Exception {
        assertThat(Fernet.generateKey(new CountingRandom(0))).as("of 0 to 31").isEqualTo(OTHER_KEY);
        assertThatThrownBy(() -> fernet(GENERATED), "no key at all")
                .isInstanceOf(IllegalArgumentException.class);
        var secret = bytes(KEY);
        Must.read(
                "hello",
                () -> fernet(GENERATED, KEY.replace("=", "")).decrypt(HELLO),
                "the key without the = at its end");
        var longer =
                List.of(encoded(Arrays.copyOf(secret, 33)), encoded(Arrays.copyOf(secret, 48)));
        var odd = List.of("", KEY + "AAAA", KEY.substring(4), "+/" + KEY, KEY + "==!");
        for (var bad : Stream.concat(odd.stream(), longer.stream()).toList()) {
            var failure = catchThrowable(() -> fernet(GENERATED, OTHER_KEY, bad));
            assertThat(failure)
                    .as("a bad key, '%s'", bad)
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(failure.getCause())
                    .as("the cause, which shows a part of the bad key '%s'", bad)
                    .isNull();
            assertThat(Leaks.text(failure))
                    .as("shows the key")
                    .doesNotContain(KEY.substring(5, 15));
            Leaks.assertHidden(Leaks.text(failure), secret, "shows the key");
        }
        var log = JulLog.collect(bed);
        var fernet = fernet(GENERATED, KEY);
        fernet.rotate(fernet.encrypt(fernet.decrypt(HELLO)));
        assertKeyHidden(fernet.toString(), secret, "the key in toString()");
        assertKeyHidden(bed.log() + log.text(), secret, "the key in the log");
    }

    private static void assertKeyHidden(String text, byte[] secret, String what) {
        assertThat(text).as(what).doesNotContain(KEY.substring(0, 9));
        Leaks.assertHidden(text, secret, what);
        Leaks.assertHidden(text, Arrays.copyOfRange(secret, 16, 32), what);
    }

    private static String encoded(byte[] key) {
        return Base64.getUrlEncoder().encodeToString(key);
    }
}
