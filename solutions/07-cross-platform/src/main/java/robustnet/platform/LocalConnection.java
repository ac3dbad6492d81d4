package robustnet.platform;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameDecoder;
import robustnet.buffers.FrameEncoder;
import robustnet.buffers.WireFormat;
import robustnet.errors.Deadline;
import robustnet.tls.Watchdog;

/// The frames of chapter 04 over a connection on this machine, and none without a deadline.
///
/// ```
///            send, receive, call
///                ┌─────┐
///                │     ▼     a deadline, a violation, any other failure, close()
///              OPEN ───────────────────────────────────────────────────────────► CLOSED
/// ```
///
/// Whatever fails, the connection is closed: nobody knows any more where the next frame begins, or
/// which call a late reply belongs to.
///
/// One thread may send and another one receive at the same time, no more; a call is both.
/// [#close()] may come from any thread.
public final class LocalConnection implements AutoCloseable {
    private static final int CHUNK = 8192;

    private final SocketChannel channel;
    private final FrameDecoder decoder = new FrameDecoder();
    private final FrameEncoder encoder = new FrameEncoder(WireFormat.DEFAULT_MAX_PAYLOAD);
    private final Queue<Frame> arrived = new ArrayDeque<>();
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    private ProtocolException violation; // null unless something came that is no frame

    /// Takes over a channel.
    ///
    /// @param channel connected, blocking, and of any family: a Unix domain socket has few of the
    ///   options of TCP, and no `socket()`
    LocalConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /// Sends a frame.
    ///
    /// @throws IllegalArgumentException if its payload is longer than
    ///   [robustnet.buffers.WireFormat#DEFAULT_MAX_PAYLOAD]; nothing was sent, and the connection
    ///   stays open
    /// @throws SocketTimeoutException if the deadline passes before the system has taken all of it
    /// @throws ClosedChannelException if the connection is closed, also meanwhile; if by an
    ///   interrupt, a [java.nio.channels.ClosedByInterruptException]
    /// @throws IOException if the connection fails
    public void send(Frame frame, Deadline deadline) throws IOException {
        var buffers = encoder.encode(frame);
        within(
                deadline,
                () -> {
                    while (buffers[buffers.length - 1].hasRemaining()) {
                        channel.write(buffers);
                    }
                    return frame;
                });
    }

    /// Waits for a frame.
    ///
    /// @return empty if the peer has closed the connection between two frames, and so again at each
    ///   further call
    /// @throws SocketTimeoutException if the deadline passes before the frame is there whole
    /// @throws EOFException if the peer has closed the connection inside a frame
    /// @throws ProtocolException if what came is no frame; whole frames before it are returned
    ///   first, by this call and the next ones, also if all came in one read
    /// @throws ClosedChannelException if the connection is closed, also meanwhile, and even if a
    ///   frame has arrived already; if by an interrupt, a
    ///   [java.nio.channels.ClosedByInterruptException]
    /// @throws IOException if the connection fails
    public Optional<Frame> receive(Deadline deadline) throws IOException {
        return within(deadline, this::next);
    }

    private Optional<Frame> next() throws IOException {
        while (arrived.isEmpty()) {
            if (violation != null) {
                throw violation;
            }
            if (channel.read(chunk.clear()) == -1) {
                decoder.end();
                return Optional.empty();
            }
            try {
                decoder.decode(chunk.flip(), arrived::add);
            } catch (ProtocolException e) {
                violation = e; // whole frames may have come before it, in the same read
            }
        }
        return Optional.of(arrived.remove());
    }

    /// Sends a request, and waits for the reply to it.
    ///
    /// @param deadline for both together
    /// @return the next frame, of any type, with the request's id
    /// @throws IllegalArgumentException as [#send(Frame, Deadline)] does
    /// @throws SocketTimeoutException if the deadline passes before the reply is there
    /// @throws EOFException if the peer closes the connection without a reply
    /// @throws ProtocolException if the next frame has another id, or what came is no frame
    /// @throws ClosedChannelException if the connection is closed, also meanwhile; if by an
    ///   interrupt, a [java.nio.channels.ClosedByInterruptException]
    /// @throws IOException if the connection fails
    public Frame call(Frame request, Deadline deadline) throws IOException {
        send(request, deadline);
        return within(deadline, () -> reply(request));
    }

    private Frame reply(Frame request) throws IOException {
        var reply = next().orElseThrow(() -> new EOFException("closed without a reply"));
        if (reply.requestId() != request.requestId()) {
            throw new ProtocolException("a reply to another request: " + reply);
        }
        return reply;
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    /// Does the work by the deadline, and closes the connection if it fails.
    private <T> T within(Deadline deadline, Work<T> work) throws IOException {
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        }
        // X9: a channel's read knows no timeout; to close it ends every wait
        var watchdog = Watchdog.closing(channel, deadline.remaining());
        T result = null;
        try (watchdog) {
            if (!deadline.hasPassed()) {
                result = work.run();
            }
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            close();
            if (!watchdog.hasBitten()) {
                throw e;
            }
        }
        if (watchdog.hasBitten() || result == null) {
            close();
            throw new SocketTimeoutException("the deadline has passed");
        }
        return result;
    }

    /// Closes the connection, without waiting for anything. Who waits in another method gets a
    /// [ClosedChannelException]. Harmless when repeated.
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // It is closed as well as can be.
        }
    }
}
