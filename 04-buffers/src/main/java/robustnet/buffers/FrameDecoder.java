package robustnet.buffers;

import java.io.EOFException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// Finds the frames in the bytes that arrive on a connection, however they are cut.
///
/// ```
///              fewer than 20 bytes                        not all there
///                   +-----+                                  +-----+
///                   |     v     header is right, n > 0       |     v
///       new ------> HEADER ---------------------------------> PAYLOAD
///                   ^ |  <---------------------------------    |
///                   | |          CRC is right: deliver         |
///                   +-+                                        |
///     header is right, n = 0: deliver                          |
///                     |                                        |
///                     +-----------> POISONED <-----------------+
///                             any violation, for good
/// ```
///
/// A header is checked as soon as its 20 bytes are there, and before its length is used: magic,
/// version, type, length and CRC, in any order. A violation is one of these, a length above the
/// maximum, or a wrong payload CRC. Behind it nobody knows where the next frame begins. So the
/// decoder is poisoned: it delivers nothing any more, and the connection must be closed.
///
/// It keeps what has come of one frame and nothing else. Its memory grows with that, not with what
/// the header promises: a few times the bytes that have come, plus 32 KiB at most. Between two
/// frames, and when poisoned, it holds no memory of a payload.
///
/// Not safe for use by many threads: each connection has a decoder of its own. Decoders share
/// nothing that changes, so one may be fed while another one delivers.
public final class FrameDecoder {
    /// Creates a decoder at the beginning of a stream.
    ///
    /// @param maxPayload the longest payload that it accepts, in bytes, 0 to
    ///   [WireFormat#HIGHEST_MAX_PAYLOAD]
    /// @throws IllegalArgumentException if `maxPayload` is out of this range
    public FrameDecoder(int maxPayload) {
        throw new UnsupportedOperationException("TODO 4.3: check the maximum and keep it");
    }

    /// Creates a decoder that accepts payloads of up to [WireFormat#DEFAULT_MAX_PAYLOAD] bytes.
    public FrameDecoder() {
        this(WireFormat.DEFAULT_MAX_PAYLOAD);
    }

    /// Takes all the bytes that remain in `in`, and hands each frame to `out` as soon as it is
    /// whole.
    ///
    /// What is left of a frame that is not whole is kept, so `in` can be of any size, also smaller
    /// than a frame, and can be used again at once. A frame's payload has memory of its own.
    ///
    /// If `out` throws, an `Error` too, that goes to the caller at once. The frame counts as
    /// delivered, `in` stands behind it, and a further call goes on there.
    ///
    /// @param in a buffer of any kind and byte order; its position goes to its limit, also when a
    ///   violation is found, and nothing else of it is changed, its mark neither
    /// @param out called for each frame in turn, by this thread
    /// @throws ProtocolException if the bytes break a rule of the format, in this call or in an
    ///   earlier one. The frames before were delivered; nothing is, from there on
    /// @throws IllegalStateException if `out` calls it, for the same decoder, while it is handed a
    ///   frame, each time and also with an empty buffer; nothing was taken
    public void decode(ByteBuffer in, Consumer<? super Frame> out) throws ProtocolException {
        throw new UnsupportedOperationException("TODO 4.3: take the bytes, deliver the frames");
    }

    /// Says that the stream has ended, and asks whether it may end here: between two frames. It
    /// changes nothing: bytes that come afterwards are taken as before.
    ///
    /// @throws EOFException if it ended inside a frame
    /// @throws ProtocolException if the decoder is poisoned
    public void end() throws EOFException, ProtocolException {
        throw new UnsupportedOperationException("TODO 4.3: may the stream end here?");
    }

    /// Whether there was a violation, so that nothing more will be delivered.
    public boolean isPoisoned() {
        throw new UnsupportedOperationException("TODO 4.3: was there a violation?");
    }
}
