package robustnet.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static robustnet.tls.FernetBench.bytes;
import static robustnet.tls.SealBench.CLIENT_NONCE;
import static robustnet.tls.SealBench.SECRET;
import static robustnet.tls.SealBench.SERVER_NONCE;
import static robustnet.tls.SealBench.assertRefused;
import static robustnet.tls.SealBench.order;
import static robustnet.tls.SealBench.utf8;
import static robustnet.tls.SealedFrames.MAX_FRAME_LENGTH;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import robustnet.buffers.FrameDecoder;
import robustnet.testkit.JulLog;
import robustnet.testkit.Testbed;

/// The longer tests of sealed frames.
final class SealChecks {
    private SealChecks() {}

    static void refusesEveryOtherLength() throws Exception {
        for (var frame : List.of("", "an order")) {
            for (int length = 0; length <= 25 + frame.length() + 20; length++) {
                if (length != 25 + frame.length()) {
                    int cut = length;
                    assertRefused(
                            utf8(frame),
                            bytes -> Arrays.copyOf(bytes, cut),
                            "'%s', cut or filled to %d bytes".formatted(frame, length));
                }
            }
        }
        assertRefused(
                utf8("an order"),
                bytes -> Arrays.copyOf(bytes, MAX_FRAME_LENGTH + 26),
                "more than a peer may seal");
        var longest = SealBench.sealed(SealBench.KEY_TO_SERVER, new byte[MAX_FRAME_LENGTH + 1]);
        assertRefused(
                utf8("an order"), _ -> longest, "a genuine frame, one byte longer than allowed");
    }

    static void usesNoNonceTwice() throws Exception {
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

    static void endsAtTheLimit() throws Exception {
        var client = SealBench.client(SECRET, CLIENT_NONCE, SERVER_NONCE, 3);
        var server = SealBench.server(SECRET, CLIENT_NONCE, SERVER_NONCE, 3);
        for (int i = 0; i < 3; i++) {
            var sealed = client.seal(utf8("frame " + i));
            Must.work(() -> server.open(sealed), "frame %d of 3".formatted(i));
        }
        assertThatThrownBy(() -> client.seal(utf8("one more")), "the fourth of three frames")
                .isInstanceOf(IllegalStateException.class);
        var goodbye = server.seal(utf8("goodbye"));
        Must.read(
                "goodbye",
                () -> client.open(goodbye),
                "in the other direction, where there is room");

        var greedy = SealBench.client(SECRET, CLIENT_NONCE, SERVER_NONCE, 4);
        byte[] sealed = {};
        for (int i = 0; i < 4; i++) {
            sealed = greedy.seal(utf8("frame " + i));
        }
        assertRefused(server, sealed, sealed, "the fourth of three frames, from a peer");
    }

    static void doesNotTrustTheCrc() throws Exception {
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

    static void checksAndHidesTheSecret(SealBench seals, Testbed bed) throws Exception {
        SealBench.assertBadArgumentsRefused();
        var log = JulLog.collect(bed);
        var arrays = List.of(SECRET.clone(), CLIENT_NONCE.clone(), SERVER_NONCE.clone());
        var end = SealBench.client(arrays.get(0), arrays.get(1), arrays.get(2), 1_000);
        arrays.forEach(array -> Arrays.fill(array, (byte) 7));
        var sealed = end.seal(utf8("x"));
        Must.read(
                "x",
                () -> seals.server.open(sealed),
                "sealed after the caller has wiped its arrays");

        for (var longer : SealBench.LONGER_SECRETS) {
            var client =
                    Must.give(
                            () -> SealBench.client(longer.secret(), CLIENT_NONCE, SERVER_NONCE, 1),
                            "a secret of more than 32 bytes");
            assertThat(FernetBench.hex(client.seal(utf8("x"))))
                    .as("a frame under a secret of %d bytes", longer.secret().length)
                    .isEqualTo(FernetBench.hex(SealBench.sealed(longer.key(), utf8("x"))));
        }

        var failure = catchThrowable(() -> end.open(new byte[25]));
        for (var secret : List.of(SECRET, SealBench.KEY_TO_SERVER, SealBench.KEY_TO_CLIENT)) {
            Leaks.assertHidden(end, secret, "the secret or a key in toString()");
            Leaks.assertHidden(bed.log() + log.text(), secret, "the secret or a key in the log");
            Leaks.assertHidden(Leaks.text(failure), secret, "the secret or a key in an exception");
        }
    }
}
