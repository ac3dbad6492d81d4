package robustnet.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import robustnet.basics.RequestFailedException;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameType;
import robustnet.errors.Deadline;
import robustnet.errors.ServerBusyException;

/// The requests of a [TlsClient] on its connection, one at a time. Each failure that leaves the
/// place in the stream unknown closes the raw socket.
final class Calls {
    private final Socket raw;
    private final FrameStream frames;
    private final ReentrantLock turn = new ReentrantLock();
    private long lastId;

    Calls(Socket raw, FrameStream frames) {
        this.raw = raw;
        this.frames = frames;
    }

    /// Sends a frame, and returns the reply if it is of the type `answer`.
    ///
    /// @throws IOException as [TlsClient#call] does
    Frame exchange(FrameType type, FrameType answer, byte[] payload, Deadline deadline)
            throws IOException {
        awaitTurn(deadline);
        try {
            var request = new Frame(type, ++lastId, ByteBuffer.wrap(payload));
            var reply = exchange(request, answer, deadline);
            return switch (reply.type()) {
                case ERROR -> throw new RequestFailedException(text(reply));
                case BUSY -> throw new ServerBusyException(text(reply));
                default -> reply;
            };
        } finally {
            turn.unlock();
        }
    }

    private void awaitTurn(Deadline deadline) throws IOException {
        try {
            if (!turn.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new SocketTimeoutException("other calls took all the time");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while other calls were under way");
        }
    }

    private Frame exchange(Frame request, FrameType answer, Deadline deadline) throws IOException {
        if (raw.isClosed()) {
            throw new SocketException("the connection is closed");
        }
        deadline.socketTimeoutMillis(); // throws if it has passed: nothing is written yet
        try {
            return Timed.run(
                    raw,
                    deadline,
                    () -> {
                        frames.write(request);
                        // T8: any end is a failure here, an orderly one too: no reply has come
                        var reply = frames.read().orElseThrow(() -> new EOFException("no reply"));
                        check(request, answer, reply);
                        return reply;
                    });
        } catch (IOException e) {
            raw.close(); // E3: what comes next on it, if anything, may be half a reply
            throw e;
        }
    }

    private static void check(Frame request, FrameType answer, Frame reply)
            throws ProtocolException {
        if (reply.requestId() != request.requestId()) {
            throw new ProtocolException("a reply to another request");
        }
        if (!Set.of(answer, FrameType.ERROR, FrameType.BUSY).contains(reply.type())) {
            throw new ProtocolException("a " + reply.type() + " for a " + request.type());
        }
    }

    private static String text(Frame reply) {
        return new String(reply.payloadBytes(), UTF_8);
    }

    /// Runs `goodbye` if no call is under way, and lets none begin meanwhile.
    void ifIdle(Runnable goodbye) {
        if (turn.tryLock()) {
            try {
                goodbye.run();
            } finally {
                turn.unlock();
            }
        }
    }
}
