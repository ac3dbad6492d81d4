package robustnet.buffers;

import static robustnet.buffers.FrameEncoder.crc32c;
import static robustnet.buffers.WireFormat.CRC_BYTES;
import static robustnet.buffers.WireFormat.HEADER_BYTES;
import static robustnet.buffers.WireFormat.HIGHEST_MAX_PAYLOAD;
import static robustnet.buffers.WireFormat.MAGIC;
import static robustnet.buffers.WireFormat.VERSION;

import java.io.EOFException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Optional;
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
    private static final int FIRST_CAPACITY = 4096;

    private final int maxPayload;
    private final ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    private FrameType type;
    private long requestId;
    private int bodyLength;
    private ByteBuffer body; // payload and CRC, null in state HEADER
    private ProtocolException violation; // null unless poisoned
    private boolean delivering;

    /// Creates a decoder at the beginning of a stream.
    ///
    /// @param maxPayload the longest payload that it accepts, in bytes, 0 to
    ///   [WireFormat#HIGHEST_MAX_PAYLOAD]
    /// @throws IllegalArgumentException if `maxPayload` is out of this range
    public FrameDecoder(int maxPayload) {
        if (maxPayload < 0 || maxPayload > HIGHEST_MAX_PAYLOAD) {
            throw new IllegalArgumentException("a maximum of " + maxPayload + " bytes");
        }
        this.maxPayload = maxPayload;
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
        if (delivering) {
            throw new IllegalStateException("called by the consumer of a frame");
        }
        requireNotPoisoned(in);
        while (in.hasRemaining()) { // F7: one buffer may hold many frames
            var frame = advance(in);
            if (frame.isPresent()) {
                deliver(frame.get(), out);
            }
        }
    }

    /// Says that the stream has ended, and asks whether it may end here: between two frames. It
    /// changes nothing: bytes that come afterwards are taken as before.
    ///
    /// @throws EOFException if it ended inside a frame
    /// @throws ProtocolException if the decoder is poisoned
    public void end() throws EOFException, ProtocolException {
        requireNotPoisoned(ByteBuffer.allocate(0));
        if (header.position() > 0 || body != null) {
            throw new EOFException("the stream ended inside a frame");
        }
    }

    /// Whether there was a violation, so that nothing more will be delivered.
    public boolean isPoisoned() {
        return violation != null;
    }

    private void requireNotPoisoned(ByteBuffer in) throws ProtocolException {
        if (violation != null) {
            in.position(in.limit());
            var again = new ProtocolException("poisoned: " + violation.getMessage());
            again.initCause(violation);
            throw again;
        }
    }

    private void deliver(Frame frame, Consumer<? super Frame> out) {
        delivering = true;
        try {
            out.accept(frame);
        } finally {
            delivering = false;
        }
    }

    private Optional<Frame> advance(ByteBuffer in) throws ProtocolException {
        try {
            return body == null ? takeHeader(in) : takeBody(in);
        } catch (ProtocolException e) {
            violation = e; // F8: where the next frame begins is not known any more
            body = null;
            in.position(in.limit());
            throw e;
        }
    }

    private Optional<Frame> takeHeader(ByteBuffer in) throws ProtocolException {
        move(in, header);
        if (header.hasRemaining()) {
            return Optional.empty();
        }
        header.flip();
        check(Short.toUnsignedInt(header.getShort()) == MAGIC, "another magic");
        check(header.get() == VERSION, "another version");
        int code = Byte.toUnsignedInt(header.get());
        requestId = header.getLong();
        int length = header.getInt();
        int crc = crc32c(header.slice(0, HEADER_BYTES - CRC_BYTES));
        check(header.getInt() == crc, "a wrong header CRC"); // F15: before the length is believed
        // F2, F3: before anything is allocated or added
        check(length >= 0 && length <= maxPayload, "a length of " + length);
        type = FrameType.of(code).orElseThrow(() -> violation("a type of " + code));
        header.clear();
        if (length == 0) {
            return Optional.of(new Frame(type, requestId));
        }
        bodyLength = length + CRC_BYTES;
        body = ByteBuffer.allocate(Math.min(bodyLength, FIRST_CAPACITY));
        return Optional.empty();
    }

    private Optional<Frame> takeBody(ByteBuffer in) throws ProtocolException {
        if (!body.hasRemaining()) {
            body =
                    ByteBuffer.allocate((int) Math.min(bodyLength, 2L * body.capacity()))
                            .put(body.flip());
        }
        move(in, body);
        if (body.position() < bodyLength) {
            return Optional.empty();
        }
        var payload = body.slice(0, bodyLength - CRC_BYTES);
        int crc = body.getInt(bodyLength - CRC_BYTES);
        check(crc == crc32c(payload.duplicate()), "a wrong payload CRC");
        body = null; // F9: the frame keeps it, the next one gets its own
        return Optional.of(new Frame(type, requestId, payload));
    }

    /// Moves as many bytes as `from` has and `to` takes.
    private static void move(ByteBuffer from, ByteBuffer to) {
        int n = Math.min(from.remaining(), to.remaining());
        to.put(to.position(), from, from.position(), n).position(to.position() + n);
        from.position(from.position() + n);
    }

    private static void check(boolean holds, String found) throws ProtocolException {
        if (!holds) {
            throw violation(found);
        }
    }

    private static ProtocolException violation(String found) {
        return new ProtocolException("no frame: " + found);
    }
}
