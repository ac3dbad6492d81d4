package robustnet.buffers;

import java.nio.ByteBuffer;

/// One message of the wire format ([WireFormat]): what it is for, which request it belongs to, and
/// its payload.
///
/// A frame copies nothing. It keeps a view of what remained in the buffer that it was given, and
/// each reader gets a view of its own:
///
/// ```
///   the caller's buffer     . . . [ p a y l o a d ] . .       its position and limit stay
///   the frame keeps                 p a y l o a d             a slice, read-only
///   payload() returns             [ p a y l o a d             a duplicate, position 0, each time
/// ```
///
/// So nobody can change a frame through its payload, no reader moves another's position, and equal
/// frames stay equal however often they are read. One thing it cannot guard: who has given memory
/// to a frame must not write to it any more.
///
/// Two frames are equal if their types, request ids and the bytes of their payloads are. Safe for
/// use by many threads.
///
/// @param type what it is for
/// @param requestId the request that it belongs to, unsigned; the sender of a request chooses it
/// @param payload the bytes that it carries, from position to limit; may be empty
public record Frame(FrameType type, long requestId, ByteBuffer payload) {
    /// Creates a frame that carries what remains in `payload`, without a copy.
    ///
    /// @param payload a buffer of any kind and byte order; nothing of it is changed, its position
    ///   included
    public Frame {
        // Only a slice starts at 0 wherever the caller's buffer stood
        payload = payload.slice().asReadOnlyBuffer();
    }

    /// Creates a frame with an empty payload.
    public Frame(FrameType type, long requestId) {
        this(type, requestId, ByteBuffer.allocate(0));
    }

    /// Returns the payload: a new read-only, big-endian buffer each time, whose position is 0 and
    /// whose limit and capacity are the payload's length.
    @Override
    public ByteBuffer payload() {
        return payload.duplicate();
    }

    /// Returns a copy of the payload, as an array of exactly its length.
    public byte[] payloadBytes() {
        var bytes = new byte[payload.remaining()];
        payload.get(0, bytes); // F10: array() would fail for it, and be too long for a slice
        return bytes;
    }

    /// Describes the frame for a log: type, id and the length of the payload, nothing of what is in
    /// it.
    @Override
    public String toString() {
        return "%s %s, %d bytes"
                .formatted(type, Long.toUnsignedString(requestId), payload.remaining());
    }
}
