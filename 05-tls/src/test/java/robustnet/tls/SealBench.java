package robustnet.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameEncoder;
import robustnet.buffers.FrameType;
import robustnet.tls.SealedFrames.Role;

/// Both ends of a session, and what an attacker does between them.
final class SealBench {
    static final byte[] SECRET = CountingRandom.bytes(0, 32);
    static final byte[] CLIENT_NONCE = CountingRandom.bytes(32, 32);
    static final byte[] SERVER_NONCE = CountingRandom.bytes(64, 32);

    static final byte[] KEY_TO_SERVER =
            hex("726ebc9de1ccf0bee397665769426d2af5dcefd1ec32fe9850bab6c0fae579c3");
    static final byte[] KEY_TO_CLIENT =
            hex("591281a2de1b3e39210f0a19964b5ed412f49f7949cd23231d23acf87bb0eadf");

    /// A secret of more than 32 bytes, and the key to the server that follows from it; made with
    /// another implementation of HKDF.
    record Longer(byte[] secret, byte[] key) {}

    static final List<Longer> LONGER_SECRETS =
            List.of(
                    new Longer(
                            CountingRandom.bytes(0, 33),
                            hex(
                                    "65f2c26fb09c1a0e9029b58a78bb2ba209e6661f7b373bb283cae085464d1cf6")),
                    new Longer(
                            CountingRandom.bytes(0, 64),
                            hex(
                                    "6a127695e7ff8302af74e8dba3ceeeb523e525283ba901488e291e4d6db0dac1")));

    /// A frame, and what becomes of it; made with another implementation of HKDF and AES-GCM.
    record Sealed(String frame, String hex) {}

    static final List<Sealed> TO_SERVER =
            List.of(
                    new Sealed(
                            "hello",
                            "000000000000000000c61a0b584b00dfcd1098f26a47197b12b114d52db2"),
                    new Sealed("", "000000000000000001d397edb5acf2cb3898dcd027391dd7d0"),
                    new Sealed(
                            "hello",
                            "000000000000000002f8b9b329c30e6f02a87c1638a656fcf6e8917be2f3"));

    static final List<Sealed> TO_CLIENT =
            List.of(
                    new Sealed(
                            "hello",
                            "010000000000000000522d52b90a91ba0bc813e30579f8de38cf202e995a"),
                    new Sealed(
                            "world",
                            "01000000000000000165fc504ecfe6ca73dcb0b43e3dcc91f812d45055c0"));

    final SealedFrames client;
    final SealedFrames server;

    SealBench() {
        client = client(SECRET, CLIENT_NONCE, SERVER_NONCE, 1_000);
        server = server(SECRET, CLIENT_NONCE, SERVER_NONCE, 1_000);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    static SealedFrames client(byte[] secret, byte[] clientNonce, byte[] serverNonce, long most) {
        return new SealedFrames(Role.CLIENT, secret, clientNonce, serverNonce, most);
    }

    static SealedFrames server(byte[] secret, byte[] clientNonce, byte[] serverNonce, long most) {
        return new SealedFrames(Role.SERVER, secret, clientNonce, serverNonce, most);
    }

    /// The first frame to the server, sealed without the program under test: so it may be longer
    /// than that program allows.
    static byte[] sealed(byte[] key, byte[] frame) {
        try {
            var header = new byte[9];
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new GCMParameterSpec(128, new byte[12]));
            cipher.updateAAD(header);
            var sealed = Arrays.copyOf(header, 25 + frame.length);
            cipher.doFinal(frame, 0, frame.length, sealed, 9);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    /// Fails unless `end` refuses `sealed` and is dead from then on, also for `genuine`, the frame
    /// that would have been next.
    static void assertRefused(SealedFrames end, byte[] sealed, byte[] genuine, String what) {
        assertThatThrownBy(() -> end.open(sealed), "%s: must throw BrokenSealException", what)
                .isInstanceOf(BrokenSealException.class);
        assertThatThrownBy(() -> end.open(genuine), "after %s: the genuine frame, too late", what)
                .isInstanceOf(BrokenSealException.class);
        assertThatThrownBy(() -> end.seal(utf8("more")), "after %s: sealing, on a dead end", what)
                .isInstanceOf(BrokenSealException.class);
    }

    /// Fails unless the server refuses what the attacker makes of one frame of the client.
    static void assertRefused(byte[] frame, Attack attack, String what) throws Exception {
        var bench = new SealBench();
        var sealed = bench.client.seal(frame);
        assertRefused(bench.server, attack.on(sealed.clone()), sealed, what);
    }

    /// What is done to a sealed frame on its way.
    interface Attack {
        byte[] on(byte[] sealed);
    }

    static byte[] flipped(byte[] bytes, int bit) {
        var changed = bytes.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        return changed;
    }

    /// A frame of chapter 04: an order to pay, as bytes.
    static byte[] order(String text) {
        var frame = new Frame(FrameType.REQUEST, 7, ByteBuffer.wrap(text.getBytes(US_ASCII)));
        var bytes = ByteBuffer.allocate(100);
        for (var part : new FrameEncoder().encode(frame)) {
            bytes.put(part);
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /// Fails unless `opened` is `frame`.
    static void assertSame(byte[] opened, byte[] frame, String what) {
        assertThat(Arrays.mismatch(opened, frame))
                .as("%s: the first index at which it differs, -1 for none", what)
                .isEqualTo(-1);
    }

    /// Seals so many frames, and returns them in order.
    static List<byte[]> sealMany(SealedFrames end, int count) throws BrokenSealException {
        var sealed = new ArrayList<byte[]>();
        for (int i = 0; i < count; i++) {
            sealed.add(end.seal(new byte[2_000])); // long enough to be disturbed
        }
        return sealed;
    }

    /// Opens these frames, each as the next one, and seals 250 meanwhile, which it returns.
    static List<byte[]> use(SealedFrames end, List<byte[]> incoming) throws BrokenSealException {
        for (var frame : incoming) {
            Must.work(() -> end.open(frame), "opening a frame while others are sealed");
        }
        return sealMany(end, 250);
    }

    static void assertBadArgumentsRefused() {
        assertBad(new byte[31], CLIENT_NONCE, SERVER_NONCE, 1, "a secret of 31 bytes");
        assertBad(new byte[0], CLIENT_NONCE, SERVER_NONCE, 1, "no secret");
        for (int length : new int[] {0, 31, 33, 64}) {
            var nonce = new byte[length];
            assertBad(SECRET, nonce, SERVER_NONCE, 1, "a client's nonce of " + length + " bytes");
            assertBad(SECRET, CLIENT_NONCE, nonce, 1, "a server's nonce of " + length + " bytes");
        }
        for (long most : new long[] {-1, 0, SealedFrames.MOST_FRAMES + 1}) {
            assertBad(SECRET, CLIENT_NONCE, SERVER_NONCE, most, "at most " + most + " frames");
        }
    }

    private static void assertBad(
            byte[] secret, byte[] clientNonce, byte[] serverNonce, long most, String what) {
        assertThatThrownBy(
                        () -> client(secret, clientNonce, serverNonce, most), "%s: refused", what)
                .isInstanceOf(IllegalArgumentException.class);
    }
}
