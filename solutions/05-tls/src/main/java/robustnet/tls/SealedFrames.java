package robustnet.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import robustnet.buffers.WireFormat;

/// One end of a session in which both sides seal what they send, so that nobody on the way can read
/// it, change it, drop it, repeat it or send it back unnoticed.
///
/// ```
///  0           1           9             9+n        25+n
///  | direction | sequence  | ciphertext  | tag      |       all integers big-endian
///  | u8        | u64       | n bytes     | 16 bytes |
///  ╰── in the clear, but  ─╯
///      authenticated (AAD)
///
///  direction    0 from the client to the server, 1 from the server to the client
///  sequence     0 for the first frame in this direction, then 1, 2, ...
///  cipher       AES-256-GCM; nonce: 4 bytes 0, then the sequence number as u64
///  key          HKDF-SHA256 (RFC 5869): extract with the client's nonce and then the server's as
///               salt; expand to 32 bytes, with the info "robustnet client to server" or
///               "robustnet server to client" in ASCII
/// ```
///
/// Each direction of each session has a key of its own, so the sequence number may begin at 0 each
/// time: no nonce is ever used twice under one key.
///
/// ```
///   OPEN ──── a frame that is not the peer's next one ────► DEAD: nothing is opened or sealed
/// ```
///
/// A frame is any bytes: an encoded frame of chapter 04, for instance. Send the sealed frames in
/// the order in which they were sealed. Neither the secret nor a key appears in an exception, a log
/// or `toString()`. Safe for use by many threads.
public final class SealedFrames {
    /// Which end of the session this is.
    public enum Role {
        CLIENT,
        SERVER
    }

    /// The length of each side's nonce for a session, in bytes.
    public static final int NONCE_LENGTH = 32;

    /// The longest frame that can be sealed, in bytes: one of chapter 04 with 1 MiB of payload.
    public static final int MAX_FRAME_LENGTH =
            WireFormat.HEADER_BYTES + WireFormat.DEFAULT_MAX_PAYLOAD + WireFormat.CRC_BYTES;

    /// How many bytes longer a sealed frame is.
    public static final int OVERHEAD = 25;

    /// How many frames one key may seal at most. So many of the longest frames are 2^38 bytes, a
    /// little less than TLS 1.3 lets one key of AES-GCM encrypt (RFC 8446, section 5.5).
    public static final long MOST_FRAMES = 1 << 18;

    private static final int HEADER_LENGTH = 9;
    private static final int TAG_BITS = 128;

    private final Lane outgoing;
    private final Lane incoming;
    private final long mostFrames;
    private boolean isDead;

    /// Creates one end. The other end is created with the same secret, the same two nonces and the
    /// other role. Later changes of the arrays have no effect.
    ///
    /// @param secret at least 32 bytes that only the two sides know; each of them counts
    /// @param clientNonce 32 random bytes that the client has made for this session
    /// @param serverNonce 32 random bytes that the server has made for this session
    /// @param mostFrames how many frames may be sealed in each direction; from 1 to [#MOST_FRAMES]
    /// @throws IllegalArgumentException if an argument has the wrong length or is out of its range
    public SealedFrames(
            Role role, byte[] secret, byte[] clientNonce, byte[] serverNonce, long mostFrames) {
        if (secret.length < 32) {
            throw new IllegalArgumentException("a secret of 32 bytes or more");
        }
        if (clientNonce.length != NONCE_LENGTH || serverNonce.length != NONCE_LENGTH) {
            throw new IllegalArgumentException("nonces of " + NONCE_LENGTH + " bytes");
        }
        if (mostFrames < 1 || mostFrames > MOST_FRAMES) {
            throw new IllegalArgumentException("mostFrames out of range: " + mostFrames);
        }
        var toServer = new Lane(0, key("client to server", secret, clientNonce, serverNonce));
        var toClient = new Lane(1, key("server to client", secret, clientNonce, serverNonce));
        outgoing = role == Role.CLIENT ? toServer : toClient;
        incoming = role == Role.CLIENT ? toClient : toServer;
        this.mostFrames = mostFrames;
    }

    /// Seals the next frame for the peer. If it cannot for more than one reason, it throws any of
    /// the exceptions.
    ///
    /// @param frame at most [#MAX_FRAME_LENGTH] bytes, also none
    /// @throws IllegalArgumentException if the frame is longer; the session goes on
    /// @throws IllegalStateException if so many frames as allowed have been sealed: it takes a new
    ///   session. Frames can still be opened
    /// @throws BrokenSealException if this end is dead
    public byte[] seal(byte[] frame) throws BrokenSealException {
        synchronized (this) {
            throwIfDead();
            if (frame.length > MAX_FRAME_LENGTH) {
                throw new IllegalArgumentException("a frame of " + frame.length + " bytes");
            }
            if (outgoing.sequence == mostFrames) { // T17: a key is not for ever
                throw new IllegalStateException("the session has sealed all its frames");
            }
            return sealNext(frame);
        }
    }

    /// Opens the next frame from the peer. No byte of a frame is given out before all of it has
    /// been found genuine.
    ///
    /// @param sealed exactly one sealed frame
    /// @throws BrokenSealException if it is not the frame that the peer has sealed next, unchanged,
    ///   or is longer, or one more, than a peer may seal: this end is dead from now on. Or if it is
    ///   dead already
    public byte[] open(byte[] sealed) throws BrokenSealException {
        synchronized (this) {
            throwIfDead();
            try {
                return openNext(sealed);
            } catch (BrokenSealException e) {
                isDead = true; // T18: a second guess must not be a second chance
                throw e;
            }
        }
    }

    private byte[] sealNext(byte[] frame) {
        try {
            var sealed = ByteBuffer.allocate(frame.length + OVERHEAD).put(outgoing.header());
            outgoing.cipher(Cipher.ENCRYPT_MODE).doFinal(ByteBuffer.wrap(frame), sealed);
            outgoing.sequence++;
            return sealed.array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] openNext(byte[] sealed) throws BrokenSealException {
        if (sealed.length < OVERHEAD || sealed.length > MAX_FRAME_LENGTH + OVERHEAD) {
            throw new BrokenSealException("a sealed frame of " + sealed.length + " bytes");
        }
        // T18: this end knows which frame is next; what the frame says of itself proves nothing
        if (!ByteBuffer.wrap(sealed, 0, HEADER_LENGTH).equals(incoming.header())) {
            throw new BrokenSealException("not the frame that comes next");
        }
        if (incoming.sequence == mostFrames) {
            throw new BrokenSealException("more frames than allowed");
        }
        try {
            var cipher = incoming.cipher(Cipher.DECRYPT_MODE);
            // T19: doFinal gives all or nothing
            var frame = cipher.doFinal(sealed, HEADER_LENGTH, sealed.length - HEADER_LENGTH);
            incoming.sequence++;
            return frame;
        } catch (GeneralSecurityException _) {
            throw new BrokenSealException("a frame that was changed");
        }
    }

    private void throwIfDead() throws BrokenSealException {
        if (isDead) {
            throw new BrokenSealException("an earlier frame was not genuine");
        }
    }

    private static SecretKey key(String direction, byte[] secret, byte[] client, byte[] server) {
        var info = ("robustnet " + direction).getBytes(US_ASCII);
        var parameters =
                HKDFParameterSpec.ofExtract()
                        .addIKM(secret)
                        .addSalt(client)
                        .addSalt(server)
                        .thenExpand(info, 32);
        try {
            return KDF.getInstance("HKDF-SHA256").deriveKey("AES", parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// One direction: its key, and the number of the frame that is next.
    private static final class Lane {
        private final byte direction;
        private final SecretKey key;
        private long sequence;

        Lane(int direction, SecretKey key) {
            this.direction = (byte) direction;
            this.key = key;
        }

        ByteBuffer header() {
            return ByteBuffer.allocate(HEADER_LENGTH).put(direction).putLong(sequence).flip();
        }

        /// T17: key and number make the nonce unique; no luck is involved.
        Cipher cipher(int mode) throws GeneralSecurityException {
            var nonce = ByteBuffer.allocate(12).putInt(0).putLong(sequence).array();
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(header());
            return cipher;
        }
    }
}
