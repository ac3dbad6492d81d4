package robustnet.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static robustnet.tls.FernetBench.GENERATED;
import static robustnet.tls.FernetBench.HELLO;
import static robustnet.tls.FernetBench.INVALID;
import static robustnet.tls.FernetBench.KEY;
import static robustnet.tls.FernetBench.OTHER_KEY;
import static robustnet.tls.FernetBench.TTL;
import static robustnet.tls.FernetBench.bytes;
import static robustnet.tls.FernetBench.fernet;
import static robustnet.tls.FernetBench.hex;
import static robustnet.tls.FernetBench.refusal;
import static robustnet.tls.FernetBench.token;
import static robustnet.tls.SealBench.CLIENT_NONCE;
import static robustnet.tls.SealBench.SECRET;
import static robustnet.tls.SealBench.SERVER_NONCE;
import static robustnet.tls.SealBench.assertRefused;
import static robustnet.tls.SealBench.assertSame;
import static robustnet.tls.SealBench.flipped;
import static robustnet.tls.SealBench.order;
import static robustnet.tls.SealBench.utf8;
import static robustnet.tls.SealedFrames.MAX_FRAME_LENGTH;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.buffers.FrameDecoder;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;
import robustnet.testkit.Weight;

/// The tests of the tokens and those of the sealed frames weigh the same.
@Exercise(
        id = "5.6",
        title = "Tokens and sealed frames",
        level = 4,
        minutes = 100,
        edit = {Fernet.class, SealedFrames.class})
class TokensAndSealedFramesTest {
    private static final int[] LENGTHS = {0, 1, 15, 16, 17, 31, 32, 33, 1_000, 100_000};

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

        assertThat(fernet.decrypt(HELLO, TTL)).asString(UTF_8).as("verify.json").isEqualTo("hello");
        assertThat(fernet.decrypt(HELLO)).asString(UTF_8).as("of any age").isEqualTo("hello");
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
        var fernet = new Fernet(List.of(KEY), InstantSource.system(), new SecureRandom());
        var ivs = new HashSet<String>();
        for (int length : LENGTHS) {
            for (int i = 0; i < 10; i++) {
                var message = CountingRandom.bytes(length, length);
                var token = fernet.encrypt(message);
                assertSame(fernet.decrypt(token, TTL), message, length + " bytes");
                assertThat(bytes(token).length)
                        .as("the length of a token of %d bytes, decoded", length)
                        .isEqualTo(57 + 16 * (length / 16 + 1));
                ivs.add(hex(Arrays.copyOfRange(bytes(token), 9, 25)));
            }
        }
        assertThat(ivs).as("the IVs of 100 tokens, each of its own").hasSize(100);
    }

    @Test
    @DisplayName("a token may be as old as its time to live, and 60 s ahead of this clock")
    void comparesTheAgeExactly() throws Exception {
        for (long ahead : new long[] {-60, -59, -1, 0, 1, 60}) {
            var now = GENERATED.plusMillis(999);
            var made = now.getEpochSecond() + ahead;
            assertThat(fernet(now, KEY).decrypt(token(made, "x"), TTL))
                    .as("made %d s ahead of the clock, with 60 s to live", ahead)
                    .asString(UTF_8)
                    .isEqualTo("x");
        }
        for (long ahead : new long[] {-100_000, -62, -61, 61, 62, 100_000}) {
            var made = GENERATED.getEpochSecond() + ahead;
            refusal(
                    () -> fernet(GENERATED, KEY).decrypt(token(made, "x"), TTL),
                    "made %d s ahead of the clock, with 60 s to live".formatted(ahead));
            assertThat(fernet(GENERATED, KEY).decrypt(token(made, "x")))
                    .as("made %d s ahead of the clock, of any age", ahead)
                    .asString(UTF_8)
                    .isEqualTo("x");
        }
    }

    @Test
    @DisplayName("each time that fits into the token, and each time to live, is understood")
    void understandsEveryTime() throws Exception {
        var fernet = fernet(GENERATED, KEY);
        var forEver = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
        for (long far : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, -1, -1_000, 1L << 60}) {
            for (var ttl : List.of(Duration.ZERO, TTL, forEver)) {
                refusal(
                        () -> fernet.decrypt(token(far, "x"), ttl),
                        "made at %s s, billions of years from now, %s to live"
                                .formatted(Long.toUnsignedString(far), ttl));
            }
            assertThat(fernet.decrypt(token(far, "x")))
                    .as("made at %s s, of any age", Long.toUnsignedString(far))
                    .asString(UTF_8)
                    .isEqualTo("x");
        }
        assertThat(fernet.decrypt(token(0, "x"), forEver)).as("for ever to live").hasSize(1);
        assertThat(fernet.decrypt(HELLO, Duration.ZERO)).as("0 s old, 0 to live").hasSize(5);
        assertThatThrownBy(() -> fernet.decrypt(HELLO, Duration.ofNanos(-1)), "-1 ns to live")
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Weight(2)
    @DisplayName("a key is changed without a break: the first makes tokens, all read them")
    void rotatesKeys() throws Exception {
        var both = fernet(GENERATED.plusSeconds(30), OTHER_KEY, KEY);
        var fresh = fernet(GENERATED.plusSeconds(30), OTHER_KEY);

        assertThat(both.decrypt(HELLO, TTL)).asString(UTF_8).as("by the old key").isEqualTo("hello");
        assertThat(fresh.decrypt(both.encrypt(utf8("new")), TTL))
                .asString(UTF_8)
                .as("made by both, read by the new key alone")
                .isEqualTo("new");
        refusal(() -> fresh.decrypt(HELLO), "the old token, without the old key");

        var rotated = both.rotate(HELLO);
        assertThat(fresh.decrypt(rotated)).asString(UTF_8).as("rotated").isEqualTo("hello");
        refusal(
                () -> fernet(GENERATED.plusSeconds(61), OTHER_KEY).decrypt(rotated, TTL),
                "a rotated token 61 s after the first one was made, with 60 s to live");
        refusal(() -> fresh.rotate(HELLO), "rotating what is not ours");
    }

    @Test
    @Weight(2)
    @DisplayName("a token that was changed anywhere is refused, and so is another spelling of it")
    void refusesEveryChange() {
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
        for (var other : List.of(HELLO + "=", HELLO + "\n", " " + HELLO, HELLO.replace("A==", "B=="))) {
            refusal(() -> fernet.decrypt(other), "'%s'".formatted(other));
        }
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
    void checksAndHidesItsKeys() {
        assertThat(Fernet.generateKey(new CountingRandom(0))).as("of 0 to 31").isEqualTo(OTHER_KEY);
        assertThatThrownBy(() -> fernet(GENERATED), "no key at all")
                .isInstanceOf(IllegalArgumentException.class);
        var secret = bytes(KEY);
        for (var bad : List.of("", KEY + "AAAA", KEY.substring(4), "+/" + KEY, KEY + "==!")) {
            var failure = catchThrowable(() -> fernet(GENERATED, OTHER_KEY, bad));
            assertThat(failure)
                    .as("a bad key, '%s'", bad)
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(Leaks.text(failure)).as("shows the key").doesNotContain(KEY.substring(5, 15));
            Leaks.assertHidden(Leaks.text(failure), secret, "shows the key");
        }
        var text = fernet(GENERATED, KEY).toString();
        assertThat(text).as("the key in toString()").doesNotContain(KEY.substring(0, 9));
        Leaks.assertHidden(text, secret, "the signing key in toString()");
        Leaks.assertHidden(text, Arrays.copyOfRange(secret, 16, 32), "the key in toString()");
    }

    @Test
    @DisplayName("the HMAC is compared in constant time")
    void comparesInConstantTime() throws Exception {
        fernet(GENERATED, KEY).decrypt(HELLO);
        Comparisons.assertConstantTime(Fernet.class);
    }

    @Test
    @DisplayName("many threads make and read tokens at once")
    void servesManyThreads(Testbed bed) throws Exception {
        var fernet = new Fernet(List.of(KEY), InstantSource.system(), new SecureRandom());
        var work = new ArrayList<CompletableFuture<Integer>>();
        for (int i = 0; i < 4; i++) {
            var message = utf8("the message of thread " + i);
            work.add(
                    bed.async(
                            () -> {
                                int right = 0;
                                for (int n = 0; n < 1_000; n++) {
                                    var back = fernet.decrypt(fernet.encrypt(message));
                                    right += Arrays.equals(back, message) ? 1 : 0;
                                }
                                return right;
                            }));
        }
        for (var one : work) {
            assertThat(one.get(4, TimeUnit.SECONDS)).as("of 1000 tokens, right").isEqualTo(1_000);
        }
    }

    @Test
    @Weight(2)
    @DisplayName("a sealed frame is what the contract says, to the last bit, in both directions")
    void sealsAsSpecified() throws Exception {
        var toServer = SealBench.TO_SERVER;
        for (int i = 0; i < toServer.size(); i++) {
            var sealed = seals.client.seal(utf8(toServer.get(i).frame()));
            assertThat(hex(sealed)).as("frame %d to the server", i).isEqualTo(toServer.get(i).hex());
            assertThat(seals.server.open(sealed)).asString(UTF_8).isEqualTo(toServer.get(i).frame());
        }
        var toClient = SealBench.TO_CLIENT;
        for (int i = 0; i < toClient.size(); i++) {
            var sealed = seals.server.seal(utf8(toClient.get(i).frame()));
            assertThat(hex(sealed)).as("frame %d to the client", i).isEqualTo(toClient.get(i).hex());
            assertThat(seals.client.open(sealed)).asString(UTF_8).isEqualTo(toClient.get(i).frame());
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
            assertSame(seals.client.open(sealed), frame, length + " bytes");
            assertSame(sealed, before, "the sealed frame after open");
        }
        assertThatThrownBy(() -> seals.client.seal(new byte[MAX_FRAME_LENGTH + 1]), "too long")
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(seals.server.open(seals.client.seal(utf8("next"))))
                .as("the frame after one that was too long: number 0 still")
                .asString(UTF_8)
                .isEqualTo("next");
    }

    @Test
    @Weight(2)
    @DisplayName("each single bit counts, also in an empty frame; the first wrong one is the end (T19)")
    void refusesEveryFlippedBit() throws Exception {
        for (var frame : List.of("", "pay 10")) {
            int bits = 8 * (25 + frame.length());
            for (int bit = 0; bit < bits; bit++) {
                int flip = bit;
                assertRefused(
                        utf8(frame),
                        sealed -> flipped(sealed, flip),
                        "bit %d of byte %d flipped, '%s'".formatted(bit % 8, bit / 8, frame));
            }
        }
    }

    @Test
    @DisplayName("a frame that was cut, or has more behind it, is refused (T19)")
    void refusesEveryOtherLength() throws Exception {
        for (var frame : List.of("", "an order")) {
            for (int length = 0; length <= 25 + frame.length() + 20; length++) {
                if (length != 25 + frame.length()) {
                    int cut = length;
                    assertRefused(
                            utf8(frame),
                            sealed -> Arrays.copyOf(sealed, cut),
                            "'%s', cut or filled to %d bytes".formatted(frame, length));
                }
            }
        }
        assertRefused(
                utf8("an order"),
                sealed -> Arrays.copyOf(sealed, MAX_FRAME_LENGTH + 26),
                "more than a peer may seal");
    }

    @Test
    @DisplayName("two frames that changed places are refused, and so is one behind a gap (T18)")
    void refusesFramesOutOfOrder() throws Exception {
        var first = seals.client.seal(utf8("pay 10"));
        var second = seals.client.seal(utf8("pay 20"));

        assertRefused(seals.server, second, first, "the second frame first");

        var renumbered = second.clone();
        System.arraycopy(first, 0, renumbered, 0, 9);
        assertRefused(
                new SealBench().server, renumbered, first, "the second frame, as number 0");
    }

    @Test
    @DisplayName("a frame that comes once more is refused, in this session and in another (T18)")
    void refusesReplays() throws Exception {
        var first = seals.client.seal(utf8("pay 10"));
        var second = seals.client.seal(utf8("pay 20"));
        assertThat(seals.server.open(first)).asString(UTF_8).isEqualTo("pay 10");

        assertRefused(seals.server, first, second, "the first frame once more");

        var nonce = CountingRandom.bytes(100, 32);
        var next = SealBench.server(SECRET, CLIENT_NONCE, nonce, 10);
        var genuine = SealBench.client(SECRET, CLIENT_NONCE, nonce, 10).seal(utf8("pay 30"));
        assertRefused(next, first, genuine, "a recorded frame, with the client's nonce of then");
    }

    @Test
    @DisplayName("a frame that is sent back to its maker is refused, whatever it claims to be (T18)")
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
    @DisplayName("10,000 frames over ten sessions: no nonce comes twice under one key (T17)")
    void usesNoNonceTwice() throws Exception {
        var random = new SecureRandom();
        var keystreams = new HashSet<ByteBuffer>();
        for (int session = 0; session < 10; session++) {
            var nonces = new byte[2][32];
            random.nextBytes(nonces[session % 2]); // one fresh nonce is enough
            var client = SealBench.client(SECRET, nonces[0], nonces[1], 500);
            var server = SealBench.server(SECRET, nonces[0], nonces[1], 500);
            for (int i = 0; i < 500; i++) {
                for (var end : List.of(client, server)) {
                    // What a frame of zeros becomes is the keystream: it follows from key and nonce
                    keystreams.add(ByteBuffer.wrap(end.seal(new byte[16]), 9, 16));
                }
            }
        }
        assertThat(keystreams.size())
                .as("keystreams of 10,000 frames: as many, or a nonce came twice under one key")
                .isEqualTo(10_000);
    }

    @Test
    @DisplayName("a session ends before its key is worn out: neither side goes on (T17)")
    void endsAtTheLimit() throws Exception {
        var client = SealBench.client(SECRET, CLIENT_NONCE, SERVER_NONCE, 3);
        var server = SealBench.server(SECRET, CLIENT_NONCE, SERVER_NONCE, 3);
        for (int i = 0; i < 3; i++) {
            server.open(client.seal(utf8("frame " + i)));
        }
        assertThatThrownBy(() -> client.seal(utf8("one more")), "the fourth of three frames")
                .isInstanceOf(IllegalStateException.class);
        assertThat(client.open(server.seal(utf8("goodbye"))))
                .as("in the other direction, where there is room")
                .asString(UTF_8)
                .isEqualTo("goodbye");

        var greedy = SealBench.client(SECRET, CLIENT_NONCE, SERVER_NONCE, 4);
        byte[] sealed = {};
        for (int i = 0; i < 4; i++) {
            sealed = greedy.seal(utf8("frame " + i));
        }
        assertRefused(server, sealed, sealed, "the fourth of three frames, from a peer");
    }

    @Test
    @DisplayName("who changes a frame and makes its CRC anew fools the CRC, not the seal (F16)")
    void doesNotTrustTheCrc() throws Exception {
        var genuine = order("pay 10 to Alice");
        var forged = order("pay 99 to Mallory".substring(0, 15));
        var seen = new ArrayList<String>();
        new FrameDecoder()
                .decode(
                        ByteBuffer.wrap(forged),
                        frame -> seen.add(new String(frame.payloadBytes(), UTF_8)));
        assertThat(seen).as("what chapter 04 believes").containsExactly("pay 99 to Mallo");

        assertRefused(
                genuine,
                bytes -> {
                    // He knows what was sealed, and changes the ciphertext by the difference.
                    for (int i = 0; i < genuine.length; i++) {
                        bytes[9 + i] ^= (byte) (genuine[i] ^ forged[i]);
                    }
                    return bytes;
                },
                "a frame that was changed together with its CRC");
    }

    @Test
    @DisplayName("many threads seal and open at once, and each frame has a number of its own (T17)")
    void sealsForManyThreads(Testbed bed) throws Exception {
        var work = new ArrayList<CompletableFuture<List<byte[]>>>();
        for (int i = 0; i < 4; i++) {
            work.add(bed.async(() -> SealBench.sealMany(seals.client, 250)));
        }
        var sealed = new ArrayList<byte[]>();
        for (var one : work) {
            sealed.addAll(one.get(4, TimeUnit.SECONDS));
        }
        sealed.sort(Arrays::compareUnsigned);
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            assertThat(catchThrowable(() -> seals.server.open(sealed.get(number))))
                    .as("what opening frame %d of 1000 leads to, sealed by 4 threads", i)
                    .isNull();
        }
    }

    @Test
    @DisplayName("secret and nonces of the wrong length are refused, kept by nobody, and never shown")
    void checksAndHidesTheSecret() throws Exception {
        SealBench.assertBadArgumentsRefused();
        var arrays = List.of(SECRET.clone(), CLIENT_NONCE.clone(), SERVER_NONCE.clone());
        var end = SealBench.client(arrays.get(0), arrays.get(1), arrays.get(2), 1_000);
        arrays.forEach(array -> Arrays.fill(array, (byte) 7));
        assertThat(seals.server.open(end.seal(utf8("x"))))
                .as("sealed after the caller has wiped its arrays")
                .hasSize(1);

        var failure = catchThrowable(() -> end.open(new byte[25]));
        for (var secret : List.of(SECRET, SealBench.KEY_TO_SERVER, SealBench.KEY_TO_CLIENT)) {
            Leaks.assertHidden(end, secret, "the secret or a key in toString()");
            Leaks.assertHidden(Leaks.text(failure), secret, "the secret or a key in an exception");
        }
    }
}
