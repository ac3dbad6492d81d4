package robustnet.buffers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;

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
    /// Creates an encoder.
    ///
    /// @param maxPayload the longest payload that the other side takes, in bytes, 0 to
    ///   [WireFormat#HIGHEST_MAX_PAYLOAD]
    /// @throws IllegalArgumentException if `maxPayload` is out of this range
    public FrameEncoder(int maxPayload) {
        throw new UnsupportedOperationException("TODO 4.2: check the maximum and keep it");
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
        throw new UnsupportedOperationException("TODO 4.2: header, payload, payload CRC");
    }

    /// Returns how many bytes the encoded frame has, without encoding it.
    ///
    /// @throws IllegalArgumentException if the payload is longer than the encoder's maximum
    public int encodedLength(Frame frame) {
        throw new UnsupportedOperationException("TODO 4.2: count the bytes of the frame");
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
        throw new UnsupportedOperationException("TODO 4.2: encode the frame, write it whole");
    }
}
