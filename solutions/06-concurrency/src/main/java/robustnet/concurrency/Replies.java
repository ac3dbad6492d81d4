package robustnet.concurrency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameType;

/// What the frames of an [EventLoop]'s clients are answered with.
///
/// @param handler answers requests and pings
/// @param maxPayload the longest payload of a reply, in bytes
record Replies(RequestHandler handler, int maxPayload) {
    private static final Logger log = LoggerFactory.getLogger(Replies.class);

    /// Returns the reply to a frame.
    ///
    /// @throws ProtocolException if a client may not send such a frame
    Frame to(Frame frame) throws ProtocolException {
        return switch (frame.type()) {
            case REQUEST ->
                    reply(
                            FrameType.RESPONSE,
                            frame,
                            () -> handler.handle(frame.requestId(), frame.payloadBytes()));
            case PING -> reply(FrameType.PONG, frame, () -> handler.pong(frame.payloadBytes()));
            case RESPONSE, ERROR, PONG, BUSY -> throw new ProtocolException("a client's " + frame);
        };
    }

    /// Returns the message of a failure; empty if there is none, or if asking for it fails.
    static String messageOf(Throwable failure) {
        try {
            return Objects.requireNonNullElse(failure.getMessage(), "");
        } catch (Throwable _) { // an exception is the handler's code, too
            return "";
        }
    }

    /// Returns what a handler has returned.
    ///
    /// @throws RuntimeException if that is null, or too long for a reply
    static byte[] checked(byte[] payload, int maxPayload) {
        Objects.requireNonNull(payload, "the handler returned null");
        if (payload.length > maxPayload) {
            throw new IllegalStateException("a reply of " + payload.length + " bytes");
        }
        return payload;
    }

    private Frame reply(FrameType type, Frame frame, Callable<byte[]> handling) {
        try {
            var payload = Objects.requireNonNull(handling.call(), "the handler returned null");
            if (payload.length > maxPayload) {
                throw new IllegalStateException("a reply of " + payload.length + " bytes");
            }
            return new Frame(type, frame.requestId(), ByteBuffer.wrap(payload));
        } catch (Throwable e) { // C23: an Error too; all the other connections need this thread
            log.warn("the handler failed: {}: {}", e.getClass().getName(), messageOf(e));
            var message = messageOf(e).getBytes(UTF_8);
            return new Frame(
                    FrameType.ERROR,
                    frame.requestId(),
                    ByteBuffer.wrap(Arrays.copyOf(message, Math.min(message.length, maxPayload))));
        } finally {
            Thread.interrupted(); // or select does not sleep any more
        }
    }
}
