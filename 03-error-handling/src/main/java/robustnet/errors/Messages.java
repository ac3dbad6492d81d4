package robustnet.errors;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a [ReconnectingClient] and its server put into their frames. This class is complete; it is
/// no part of the exercise.
///
/// ```
///  0              8             8+n
///  | request id   | request     |           a request
///
///  0              8        9             9+n
///  | request id   | status | reply       |  its reply; status 0: here is the answer
///                                                    status 1: it failed, here is why (UTF-8)
/// ```
///
/// The frames are those of `robustnet.basics.Frames`; integers are big-endian. A request that is
/// sent again keeps its id, so the server can tell a repeat from a new request.
public final class Messages {
    private static final byte OK = 0;
    private static final byte FAILED = 1;

    /// A request, as the server reads it.
    public record Request(long id, byte[] body) {}

    /// A reply, as the client reads it.
    ///
    /// @param failed whether the body is the server's message, in UTF-8, instead of an answer
    public record Reply(long id, boolean failed, byte[] body) {}

    private Messages() {}

    /// The payload of a request's frame.
    public static byte[] request(long id, byte[] body) {
        return ByteBuffer.allocate(Long.BYTES + body.length).putLong(id).put(body).array();
    }

    /// The payload of the frame that answers a request.
    public static byte[] reply(long id, byte[] body) {
        return reply(id, OK, body);
    }

    /// The payload of the frame that says why a request failed.
    public static byte[] failure(long id, String message) {
        return reply(id, FAILED, message.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] reply(long id, byte status, byte[] body) {
        var payload = ByteBuffer.allocate(Long.BYTES + 1 + body.length);
        return payload.putLong(id).put(status).put(body).array();
    }

    /// Reads the payload of a request's frame.
    ///
    /// @throws ProtocolException if it is none
    public static Request readRequest(byte[] payload) throws ProtocolException {
        if (payload.length < Long.BYTES) {
            throw new ProtocolException("a request of %d bytes".formatted(payload.length));
        }
        var body = Arrays.copyOfRange(payload, Long.BYTES, payload.length);
        return new Request(ByteBuffer.wrap(payload).getLong(), body);
    }

    /// Reads the payload of a reply's frame.
    ///
    /// @throws ProtocolException if it is none
    public static Reply readReply(byte[] payload) throws ProtocolException {
        if (payload.length <= Long.BYTES) {
            throw new ProtocolException("a reply of %d bytes".formatted(payload.length));
        }
        byte status = payload[Long.BYTES];
        if (status != OK && status != FAILED) {
            throw new ProtocolException("a reply with the unknown status " + status);
        }
        var body = Arrays.copyOfRange(payload, Long.BYTES + 1, payload.length);
        return new Reply(ByteBuffer.wrap(payload).getLong(), status == FAILED, body);
    }
}
