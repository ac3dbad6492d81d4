package robustnet.buffers;

import static robustnet.buffers.WireFormat.CRC_BYTES;
import static robustnet.buffers.WireFormat.HEADER_BYTES;
import static robustnet.buffers.WireFormat.HIGHEST_MAX_PAYLOAD;
import static robustnet.buffers.WireFormat.MAGIC;
import static robustnet.buffers.WireFormat.VERSION;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.zip.CRC32C;

/// Turns frames into the bytes of the wire format ([WireFormat]) without copying their payloads.
///
/// ```
///   Frame(REQUEST, 5, "Hi")
///        |
///     encode
///        |
///        v
///   | 52 54 01 01 ... header CRC |   | 48 69 |   | payload CRC |
///     new                              the frame's memory   new
/// ```
///
/// It knows the largest payload that the other side takes. A frame with more is refused here, where
/// the program can say it to its user; on the wire it would cost the whole connection.
///
/// Safe for use by many threads. Encoders share nothing that changes.
public final class FrameEncoder {
    private final int maxPayload;

    /// Creates an encoder.
    ///
    /// @param maxPayload the longest payload that the other side takes, in bytes, 0 to
    ///   [WireFormat#HIGHEST_MAX_PAYLOAD]
    /// @throws IllegalArgumentException if `maxPayload` is out of this range
    public FrameEncoder(int maxPayload) {
        if (maxPayload < 0 || maxPayload > HIGHEST_MAX_PAYLOAD) {
            throw new IllegalArgumentException("a maximum of " + maxPayload + " bytes");
        }
        this.maxPayload = maxPayload;
    }

    /// Creates an encoder for payloads of up to [WireFormat#DEFAULT_MAX_PAYLOAD] bytes.
    public FrameEncoder() {
        this(WireFormat.DEFAULT_MAX_PAYLOAD);
    }

    /// Returns the buffers that hold the encoded frame, one after the other, ready to be written:
    /// each from its position to its limit. How many they are is open; a frame without a payload
    /// has one or more.
    ///
    /// The payload is not copied: its buffer is a view of the frame's memory. The frame is left as
    /// it was, and each call returns new buffers, which share no position with anything else.
    ///
    /// @throws IllegalArgumentException if the payload is longer than the encoder's maximum
    public ByteBuffer[] encode(Frame frame) {
        var payload = frame.payload();
        int length = payload.remaining();
        check(length);
        // One array for what stands before and behind the payload
        var ends = ByteBuffer.allocate(HEADER_BYTES + CRC_BYTES);
        ends.putShort((short) MAGIC).put((byte) VERSION).put((byte) frame.type().code());
        ends.putLong(frame.requestId()).putInt(length);
        // F15: a checksum of its own, so that the length can be checked before it is believed
        ends.putInt(crc32c(ends.slice(0, ends.position())));
        var header = ends.slice(0, HEADER_BYTES);
        if (length == 0) {
            return new ByteBuffer[] {header};
        }
        ends.putInt(crc32c(payload.duplicate()));
        return new ByteBuffer[] {header, payload, ends.slice(HEADER_BYTES, CRC_BYTES)};
    }

    /// Returns how many bytes the encoded frame has, without encoding it.
    ///
    /// @throws IllegalArgumentException if the payload is longer than the encoder's maximum
    public int encodedLength(Frame frame) {
        int length = frame.payload().remaining();
        check(length);
        return length == 0 ? HEADER_BYTES : HEADER_BYTES + length + CRC_BYTES;
    }

    /// Writes the whole frame, as [Transfers#writeFully(GatheringByteChannel, ByteBuffer...)] does:
    /// all its buffers are offered to the channel together, however long it is. Nothing of the
    /// payload is copied, however short it is.
    ///
    /// Two threads that write frames to one channel must take turns.
    ///
    /// @throws IllegalArgumentException if the payload is longer than the encoder's maximum;
    ///   nothing was written
    /// @throws java.nio.channels.IllegalBlockingModeException if the channel is in non-blocking
    ///   mode
    /// @throws IOException what the channel throws when it fails, passed on as it is; a part of the
    ///   frame may have been written, so close the connection
    public void write(GatheringByteChannel channel, Frame frame) throws IOException {
        Transfers.writeFully(channel, encode(frame));
    }

    /// Returns the CRC-32C of what remains in `bytes`, which is used up.
    static int crc32c(ByteBuffer bytes) {
        var crc = new CRC32C(); // F14: a new one each time starts from nothing
        crc.update(bytes);
        return (int) crc.getValue(); // F14: compared as int on both sides, getValue() is a long
    }

    private void check(int length) {
        if (length > maxPayload) {
            throw new IllegalArgumentException(
                    "a payload of " + length + " bytes, allowed: 0 to " + maxPayload);
        }
    }
}
