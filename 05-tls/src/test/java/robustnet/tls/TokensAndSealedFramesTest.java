package robustnet.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static robustnet.tls.FernetBench.GENERATED;
import static robustnet.tls.FernetBench.HELLO;
import static robustnet.tls.FernetBench.INVALID;
import static robustnet.tls.FernetBench.KEY;
import static robustnet.tls.FernetBench.TTL;
import static robustnet.tls.FernetBench.bytes;
import static robustnet.tls.FernetBench.fernet;
import static robustnet.tls.FernetBench.hex;
import static robustnet.tls.FernetBench.refusal;
import static robustnet.tls.FernetBench.token;
import static robustnet.tls.SealBench.CLIENT_NONCE;
import static robustnet.tls.SealBench.SECRET;
import static robustnet.tls.SealBench.assertRefused;
import static robustnet.tls.SealBench.assertSame;
import static robustnet.tls.SealBench.flipped;
import static robustnet.tls.SealBench.utf8;
import static robustnet.tls.SealedFrames.MAX_FRAME_LENGTH;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;
import robustnet.testkit.TimeLimit;
import robustnet.testkit.Weight;

/// The tests of the tokens and those of the sealed frames weigh the same.
@Exercise(
        id = "5.6",
        title = "Tokens and sealed frames",
        level = 4,
        minutes = 100,
        edit = {Fernet.class, SealedFrames.class})
class TokensAndSealedFramesTest {

    private final SealBench seals = new SealBench();

    @Test
    @Weight(2)
    @DisplayName("the specification's cases: a token is made, to the last character")
    void makesTheTokenOfTheSpecification() {
        var fernet = fernet(GENERATED.plusMillis(999), KEY);

        assertThat(fernet.encrypt(utf8("hello"))).as("generate.json").isEqualTo(HELLO);
    }

    @Test
    @DisplayName("the specification's cases: the valid token is read")
    void readsTheTokenOfTheSpecification() throws Exception {
        var fernet = fernet(GENERATED.plusSeconds(1), KEY);

        Must.read("hello", () -> fernet.decrypt(HELLO, TTL), "verify.json");
        Must.read("hello", () -> fernet.decrypt(HELLO), "verify.json, of any age");
    }

    @Test
    @Weight(2)
    @DisplayName("the specification's cases: each invalid token is refused, without a reason")
    void refusesTheInvalidTokensOfTheSpecification() {
        for (var invalid : INVALID) {
            var fernet = fernet(invalid.now(), KEY);
            refusal(
                    () -> fernet.decrypt(invalid.token(), TTL),
                    "invalid.json, \"%s\"".formatted(invalid.why()));
        }
    }

    @Test
    @DisplayName("what was made is read back, whatever its length, each time with an IV of its own")
    void readsBackWhatItMade() throws Exception {
        TokenChecks.readsBackWhatItMade();
    }

    @Test
    @DisplayName("a token may be as old as its time to live, and 60 s ahead of this clock")
    void comparesTheAgeExactly() throws Exception {
        TokenChecks.comparesTheAgeExactly();
    }

    @Test
    @DisplayName("each time that fits into the token, and each time to live, is understood")
    void understandsEveryTime() throws Exception {
        TokenChecks.understandsEveryTime();
    }

    @Test
    @Weight(2)
    @DisplayName("a key is changed without a break: the first makes tokens, all read them")
    void rotatesKeys() throws Exception {
        TokenChecks.rotatesKeys();
    }

    @Test
    @Weight(2)
    @DisplayName("a token that was changed anywhere is refused, and so is another spelling of it")
    void refusesEveryChange() {
        TokenChecks.refusesEveryChange();
    }

    @Test
    @DisplayName("a token that is signed as it should be may still be none")
    void refusesWhatTheKeyHasSigned() {
        var fernet = fernet(GENERATED, KEY);
        long now = GENERATED.getEpochSecond();
        for (var message : List.of("", "no padding here!", "\0".repeat(32), "\21".repeat(32))) {
            var token = token(now, utf8(message), "AES/CBC/NoPadding", 0x80);
            refusal(() -> fernet.decrypt(token), "no padding behind '%s'".formatted(message));
        }
        for (int version : new int[] {0, 0x7F, 0x81, 0xFF}) {
            var token = token(now, utf8("x"), "AES/CBC/PKCS5Padding", version);
            refusal(() -> fernet.decrypt(token), "version %d".formatted(version));
        }
    }

    @Test
    @DisplayName("keys: 32 bytes in base64url, at least one, made from random bytes, never shown")
    void checksAndHidesItsKeys(Testbed bed) throws Exception {
        TokenChecks.checksAndHidesItsKeys(bed);
    }

    @Test
    @DisplayName("the HMAC is compared in constant time")
    void comparesInConstantTime() throws Exception {
        fernet(GENERATED, KEY).decrypt(HELLO);
        Comparisons.assertConstantTime(Fernet.class);
    }

    @Test
    @TimeLimit(seconds = 30)
    @DisplayName("many threads make and read tokens at once")
    void servesManyThreads(Testbed bed) throws Exception {
        var fernet = new Fernet(List.of(KEY), InstantSource.system(), new SecureRandom());
        var right = Crowd.run(bed, i -> () -> FernetBench.countRight(fernet, "thread " + i, 100));
        assertThat(right).as("of 100 tokens of each of 4 threads, right").containsOnly(100);
    }

    @Test
    @Weight(2)
    @DisplayName("a sealed frame is what the contract says, to the last bit, in both directions")
    void sealsAsSpecified() throws Exception {
        var toServer = SealBench.TO_SERVER;
        for (int i = 0; i < toServer.size(); i++) {
            var sealed = seals.client.seal(utf8(toServer.get(i).frame()));
            assertThat(hex(sealed))
                    .as("frame %d to the server", i)
                    .isEqualTo(toServer.get(i).hex());
            Must.read(toServer.get(i).frame(), () -> seals.server.open(sealed), "frame " + i);
        }
        var toClient = SealBench.TO_CLIENT;
        for (int i = 0; i < toClient.size(); i++) {
            var sealed = seals.server.seal(utf8(toClient.get(i).frame()));
            assertThat(hex(sealed))
                    .as("frame %d to the client", i)
                    .isEqualTo(toClient.get(i).hex());
            Must.read(toClient.get(i).frame(), () -> seals.client.open(sealed), "frame " + i);
        }
    }

    @Test
    @DisplayName("what was sealed is opened, whatever its length, and no array is changed or kept")
    void opensWhatWasSealed() throws Exception {
        for (int length : new int[] {0, 1, 15, 16, 17, 4_096, 100_000, MAX_FRAME_LENGTH}) {
            var frame = CountingRandom.bytes(length, length);
            var sealed = seals.server.seal(frame);
            assertSame(frame, CountingRandom.bytes(length, length), "the frame after seal");
            var before = sealed.clone();
            var opened = Must.give(() -> seals.client.open(sealed), length + " bytes");
            assertSame(opened, frame, length + " bytes");
            assertSame(sealed, before, "the sealed frame after open");
        }
        assertThatThrownBy(() -> seals.client.seal(new byte[MAX_FRAME_LENGTH + 1]), "too long")
                .isInstanceOf(IllegalArgumentException.class);
        var next = seals.client.seal(utf8("next"));
        Must.read(
                "next",
                () -> seals.server.open(next),
                "the frame after one that was too long: number 0 still");
    }

    @Test
    @Weight(2)
    @TimeLimit(seconds = 30)
    @DisplayName(
            "each single bit counts, also in an empty frame; the first wrong one is the end (T19)")
    void refusesEveryFlippedBit() throws Exception {
        for (var frame : List.of("", "pay 10")) {
            int bits = 8 * (25 + frame.length());
            for (int bit = 0; bit < bits; bit++) {
                int flip = bit;
                assertRefused(
                        utf8(frame),
                        bytes -> flipped(bytes, flip),
                        "bit %d of byte %d flipped, '%s'".formatted(bit % 8, bit / 8, frame));
            }
        }
    }

    @Test
    @DisplayName("a frame that was cut, or has more behind it, is refused (T19)")
    void refusesEveryOtherLength() throws Exception {
        SealChecks.refusesEveryOtherLength();
    }

    @Test
    @DisplayName("two frames that changed places are refused, and so is one behind a gap (T18)")
    void refusesFramesOutOfOrder() throws Exception {
        var first = seals.client.seal(utf8("pay 10"));
        var second = seals.client.seal(utf8("pay 20"));

        assertRefused(seals.server, second, first, "the second frame first");

        var renumbered = second.clone();
        System.arraycopy(first, 0, renumbered, 0, 9);
        assertRefused(new SealBench().server, renumbered, first, "the second frame, as number 0");
    }

    @Test
    @Weight(2)
    @DisplayName("a frame that comes once more is refused, in this session and in another (T18)")
    void refusesReplays() throws Exception {
        var first = seals.client.seal(utf8("pay 10"));
        var second = seals.client.seal(utf8("pay 20"));
        Must.read("pay 10", () -> seals.server.open(first), "the first frame");

        assertRefused(seals.server, first, second, "the first frame once more");

        var nonce = CountingRandom.bytes(100, 32);
        var next = SealBench.server(SECRET, CLIENT_NONCE, nonce, 10);
        var genuine = SealBench.client(SECRET, CLIENT_NONCE, nonce, 10).seal(utf8("pay 30"));
        assertRefused(next, first, genuine, "a recorded frame, with the client's nonce of then");
    }

    @Test
    @DisplayName(
            "a frame that is sent back to its maker is refused, whatever it claims to be (T18)")
    void refusesReflections() throws Exception {
        var own = seals.client.seal(utf8("pay 10"));
        var genuine = seals.server.seal(utf8("paid"));
        assertRefused(seals.client, own, genuine, "the client's own frame");

        var bench = new SealBench();
        var disguised = own.clone();
        disguised[0] = 1;
        assertRefused(bench.client, disguised, genuine, "the client's own frame, as the server's");
    }

    @Test
    @Weight(2)
    @TimeLimit(seconds = 30)
    @DisplayName("10,000 frames over ten sessions: no nonce comes twice under one key (T17)")
    void usesNoNonceTwice() throws Exception {
        SealChecks.usesNoNonceTwice();
    }

    @Test
    @DisplayName("a session ends before its key is worn out: neither side goes on (T17)")
    void endsAtTheLimit() throws Exception {
        SealChecks.endsAtTheLimit();
    }

    @Test
    @DisplayName("who changes a frame and makes its CRC anew fools the CRC, not the seal (F16)")
    void doesNotTrustTheCrc() throws Exception {
        SealChecks.doesNotTrustTheCrc();
    }

    @Test
    @TimeLimit(seconds = 30)
    @DisplayName("many threads seal and open at once, and each frame has a number of its own (T17)")
    void sealsForManyThreads(Testbed bed) throws Exception {
        var incoming = SealBench.sealMany(seals.server, 250);
        var sealed = new ArrayList<byte[]>();
        Crowd.run(bed, i -> () -> SealBench.use(seals.client, i == 0 ? incoming : List.of()))
                .forEach(sealed::addAll);
        sealed.sort(Arrays::compareUnsigned);
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            assertThat(catchThrowable(() -> seals.server.open(sealed.get(number))))
                    .as("what opening frame %d of 1000 leads to, sealed by 4 threads", i)
                    .isNull();
        }
    }

    @Test
    @DisplayName(
            "secret and nonces of the wrong length are refused, kept by nobody, and never shown")
    void checksAndHidesTheSecret(Testbed bed) throws Exception {
        SealChecks.checksAndHidesTheSecret(seals, bed);
    }
}
