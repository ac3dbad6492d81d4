package robustnet.tls;

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
        throw new UnsupportedOperationException("TODO 5.6: make the keys of the session");
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
        throw new UnsupportedOperationException("TODO 5.6: seal a frame");
    }

    /// Opens the next frame from the peer. No byte of a frame is given out before all of it has
    /// been found genuine.
    ///
    /// @param sealed exactly one sealed frame
    /// @throws BrokenSealException if it is not the frame that the peer has sealed next, unchanged,
    ///   or is longer, or one more, than a peer may seal: this end is dead from now on. Or if it is
    ///   dead already
    public byte[] open(byte[] sealed) throws BrokenSealException {
        throw new UnsupportedOperationException("TODO 5.6: open a frame");
    }
}
