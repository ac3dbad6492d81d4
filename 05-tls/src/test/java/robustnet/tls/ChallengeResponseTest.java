package robustnet.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static robustnet.tls.FernetBench.hex;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Exercise;
import robustnet.testkit.FakeClock;
import robustnet.testkit.Testbed;
import robustnet.testkit.TimeLimit;
import robustnet.testkit.Weight;

@Exercise(
        id = "5.7",
        title = "Challenge and response",
        level = 2,
        minutes = 40,
        edit = ChallengeResponse.class)
class ChallengeResponseTest {
    private static final byte[] SECRET = CountingRandom.bytes(0, 32);
    private static final byte[] OTHER_SECRET = SealBench.flipped(SECRET, 255);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration NANO = Duration.ofNanos(1);

    /// What the two sides send when the client's nonce is the bytes 32 to 63 and the server's 64 to
    /// 95; made with another implementation of HMAC.
    private static final byte[] SERVER_PROOF =
            HexFormat.of()
                    .parseHex("7bd56124f0c755608ad22d3770f241d01be3c39f2e0d11c8df24b3165306e616");

    private static final byte[] CLIENT_PROOF =
            HexFormat.of()
                    .parseHex("80c7a53b2dfb254d462a2d8f2d0aeb69f8fdd9180ea0876bcc14a93c242e0a9b");

    private final FakeClock clock = new FakeClock();
    private final ChallengeResponse alice = knows(SECRET, new CountingRandom(32));
    private final ChallengeResponse bob = knows(SECRET, new CountingRandom(64));

    private ChallengeResponse knows(byte[] secret, SecureRandom random) {
        return new ChallengeResponse(secret, LIMIT, clock::nanoTime, random);
    }

    private static byte[] hmac(byte[] secret, String role, byte[] clientNonce, byte[] serverNonce)
            throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        mac.update(role.getBytes(US_ASCII));
        mac.update(clientNonce);
        return mac.doFinal(serverNonce);
    }

    @Test
    @Weight(2)
    @DisplayName("hello, challenge and proof are what the contract says, to the last bit")
    void speaksAsSpecified() throws Exception {
        var client = alice.client();
        assertThat(hex(client.hello())).as("hello").isEqualTo(hex(CountingRandom.bytes(32, 32)));

        var server = bob.server(client.hello());
        assertThat(hex(server.challenge()))
                .as("the challenge: the server's nonce, then its proof")
                .isEqualTo(hex(CountingRandom.bytes(64, 32)) + hex(SERVER_PROOF));

        var proof = Must.give(() -> client.answer(server.challenge()), "the answer");
        assertThat(hex(proof)).as("the client's proof").isEqualTo(hex(CLIENT_PROOF));
        Must.work(() -> server.verify(proof), "the right proof");
    }

    @Test
    @DisplayName("who does not know the secret is refused by either side")
    void refusesStrangers() throws Exception {
        var client = alice.client();
        var impostor = knows(OTHER_SECRET, new CountingRandom(64)).server(client.hello());
        refused(() -> client.answer(impostor.challenge()), "a server with another secret");

        var hello = CountingRandom.bytes(32, 32);
        var server = bob.server(hello);
        var proof = hmac(OTHER_SECRET, "client", hello, Arrays.copyOf(server.challenge(), 32));
        refused(() -> server.verify(proof), "a client with another secret");
        var other = bob.server(client.hello());
        refused(() -> other.verify(new byte[32]), "a proof of zeros");
    }

    @Test
    @Weight(2)
    @DisplayName("a proof that was recorded is worth nothing in another conversation")
    void refusesReplays() throws Exception {
        var client = alice.client();
        var server = bob.server(client.hello());
        var challenge = server.challenge();
        var proof = client.answer(challenge);
        server.verify(proof);

        var second = bob.server(client.hello());
        refused(() -> second.verify(proof), "the recorded hello and proof, by the same server");
        var other = knows(SECRET, new SecureRandom()).server(client.hello());
        refused(() -> other.verify(proof), "the recorded hello and proof, by another server");
        refused(() -> alice.client().answer(challenge), "the recorded challenge, by a new client");
    }

    @Test
    @Weight(2)
    @DisplayName("a proof that is sent back to its maker is refused")
    void refusesReflections() throws Exception {
        var server = bob.server(CountingRandom.bytes(1, 32));
        var own = Arrays.copyOfRange(server.challenge(), 32, 64);
        refused(() -> server.verify(own), "the server's own proof");

        // The attacker repeats the client's nonce as its own, or makes it both.
        var client = alice.client();
        var mirror = bob.server(client.hello());
        var echo = client.hello().clone();
        var both = Arrays.copyOf(echo, 64);
        System.arraycopy(mirror.challenge(), 32, both, 32, 32);
        refused(() -> client.answer(both), "the client's nonce for the server's");
        refused(() -> bob.server(mirror.challenge()), "a challenge for a hello");
    }

    @Test
    @DisplayName("each single bit of a challenge and of a proof counts")
    void refusesEveryFlippedBit() throws Exception {
        for (int bit = 0; bit < 64 * 8; bit++) {
            var client = alice.client();
            var challenge = SealBench.flipped(bob.server(client.hello()).challenge(), bit);
            refused(() -> client.answer(challenge), "bit %d of the challenge".formatted(bit));
        }
        for (int bit = 0; bit < 32 * 8; bit++) {
            var client = alice.client();
            var server = bob.server(client.hello());
            var proof = SealBench.flipped(client.answer(server.challenge()), bit);
            refused(() -> server.verify(proof), "bit %d of the proof".formatted(bit));
        }
    }

    @Test
    @DisplayName("a message of another length is refused, whatever it begins with")
    void refusesOtherLengths() throws Exception {
        for (int length : new int[] {0, 1, 16, 31, 33, 63, 64, 65, 96, 10_000}) {
            if (length != 32) {
                refused(
                        () -> bob.server(new byte[length]),
                        "a hello of %d bytes".formatted(length));
                var asking = alice.client();
                var server = bob.server(asking.hello());
                var proof = Arrays.copyOf(asking.answer(server.challenge()), length);
                refused(() -> server.verify(proof), "a proof of %d bytes".formatted(length));
            }
            if (length != 64) {
                var client = alice.client();
                var challenge = Arrays.copyOf(bob.server(client.hello()).challenge(), length);
                refused(
                        () -> client.answer(challenge),
                        "a challenge of %d bytes".formatted(length));
            }
        }
    }

    @Test
    @Weight(2)
    @DisplayName("each side takes one answer: after the first, right or wrong, there is no other")
    void takesOneAnswer() throws Exception {
        var client = alice.client();
        var server = bob.server(client.hello());
        var proof = client.answer(server.challenge());
        refused(() -> client.answer(server.challenge()), "the same challenge once more");
        Must.work(() -> server.verify(proof), "the right proof");
        refused(() -> server.verify(proof), "the same proof once more");

        var careful = bob.server(client.hello());
        var patient = alice.client();
        var next = bob.server(patient.hello());
        refused(() -> careful.verify(proof), "a proof of another conversation");
        refused(() -> patient.answer(careful.challenge()), "a challenge of another conversation");
        refused(() -> patient.answer(next.challenge()), "the right challenge after a wrong one");

        var asking = alice.client();
        var guarded = bob.server(asking.hello());
        var right = asking.answer(guarded.challenge());
        refused(() -> guarded.verify(new byte[31]), "a proof that is too short");
        refused(() -> guarded.verify(right), "the right proof after a wrong one");
    }

    @Test
    @DisplayName("an answer must come within the limit, by the given clock")
    void watchesTheTime() throws Exception {
        TimeChecks.watchesTheTime();
    }

    @Test
    @DisplayName("each conversation has a nonce of its own, and keeps it")
    void makesFreshNonces() throws Exception {
        var real = knows(SECRET, new SecureRandom());
        var nonces = new HashSet<String>();
        for (int i = 0; i < 500; i++) {
            var client = real.client();
            var server = real.server(client.hello());
            nonces.add(hex(client.hello()));
            nonces.add(hex(Arrays.copyOf(server.challenge(), 32)));
            Arrays.fill(client.hello(), (byte) 0); // its own copy, so this changes nothing
            Arrays.fill(server.challenge(), (byte) 0);
            Must.work(
                    () -> server.verify(client.answer(server.challenge())),
                    "a conversation in which the arrays were wiped that had been handed out");
        }
        assertThat(nonces).as("nonces of 500 conversations, two in each").hasSize(1_000);
    }

    @Test
    @DisplayName("a server keeps the hello that it was given, whatever becomes of the array")
    void keepsItsOwnCopies() throws Exception {
        var secret = SECRET.clone();
        var careless = knows(secret, new CountingRandom(32));
        Arrays.fill(secret, (byte) 0);
        var client = careless.client();
        var hello = client.hello();
        var server = bob.server(hello);
        Arrays.fill(hello, (byte) 0);

        Must.work(
                () -> server.verify(client.answer(server.challenge())),
                "a conversation in which secret and hello were wiped afterwards");
    }

    @Test
    @DisplayName("proofs are compared in constant time")
    void comparesInConstantTime() throws Exception {
        var client = alice.client();
        bob.server(client.hello());
        Comparisons.assertConstantTime(ChallengeResponse.class);
    }

    @Test
    @Weight(2)
    @DisplayName("no exception, log or toString() shows the secret or the proof that was expected")
    void hidesTheSecret(Testbed bed) throws Exception {
        var client = alice.client();
        var server = bob.server(client.hello());
        var said = new ArrayList<String>();
        for (var object : List.of(alice, bob, client, server)) {
            said.add(object.toString());
        }
        var other = alice.client();
        var mute = bob.server(other.hello());
        for (ThrowingCallable wrong :
                List.<ThrowingCallable>of(
                        () -> server.verify(new byte[32]),
                        () -> mute.verify(new byte[5]),
                        () -> client.answer(new byte[64]),
                        () -> other.answer(new byte[7]),
                        () -> knows(Arrays.copyOf(SECRET, 31), new CountingRandom(0)))) {
            said.add(Leaks.text(catchThrowable(wrong)));
        }
        said.add(server + " " + client + bed.log());
        for (var text : said) {
            Leaks.assertHidden(text, SECRET, "the secret");
            Leaks.assertHidden(text, CLIENT_PROOF, "the proof that would have been right");
        }
    }

    @Test
    @DisplayName(
            "a short secret and a limit of nothing are refused; a long secret counts as a whole")
    void refusesBadArguments() throws Exception {
        for (int length : new int[] {33, 64, 65, 100}) {
            var secret = CountingRandom.bytes(0, length);
            var hello = CountingRandom.bytes(1, 32);
            var challenge =
                    Must.give(
                            () -> knows(secret, new CountingRandom(0)).server(hello).challenge(),
                            "a secret of %d bytes".formatted(length));
            assertThat(hex(Arrays.copyOfRange(challenge, 32, 64)))
                    .as("the server's proof by a secret of %d bytes", length)
                    .isEqualTo(hex(hmac(secret, "server", hello, Arrays.copyOf(challenge, 32))));
        }
        for (int length : new int[] {0, 16, 31}) {
            assertThatThrownBy(
                            () -> knows(new byte[length], new CountingRandom(0)),
                            "a secret of %d bytes",
                            length)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (var limit : List.of(Duration.ZERO, NANO.negated())) {
            assertThatThrownBy(
                            () ->
                                    new ChallengeResponse(
                                            SECRET, limit, clock::nanoTime, new CountingRandom(0)),
                            "a limit of %s",
                            limit)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @TimeLimit(seconds = 30)
    @DisplayName("many conversations go on at once")
    void servesManyThreads(Testbed bed) throws Exception {
        var first = alice.client();
        var second = alice.client();
        var toSecond = bob.server(second.hello());
        var toFirst = bob.server(first.hello());
        var proof = Must.give(() -> first.answer(toFirst.challenge()), "a first conversation");
        Must.work(
                () -> toSecond.verify(second.answer(toSecond.challenge())),
                "a second conversation, in the middle of the first");
        Must.work(() -> toFirst.verify(proof), "the first conversation, after the second");

        var genuine = Crowd.run(bed, _ -> () -> converse(500));
        assertThat(genuine).as("of 500 conversations of each of 4 threads").containsOnly(500);
    }

    private int converse(int count) throws Exception {
        for (int n = 0; n < count; n++) {
            var client = alice.client();
            var server = bob.server(client.hello());
            Must.work(
                    () -> server.verify(client.answer(server.challenge())),
                    "a conversation among many");
        }
        return count;
    }

    private static void refused(ThrowingCallable call, String what) {
        assertThatThrownBy(call, "%s: must throw ProofException", what)
                .isInstanceOf(ProofException.class);
    }
}
