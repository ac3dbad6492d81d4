package robustnet.platform;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import robustnet.buffers.Frame;
import robustnet.errors.Deadline;

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
    private final SocketChannel channel;

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
        throw new UnsupportedOperationException("TODO 7.5: write the whole frame by the deadline");
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
        throw new UnsupportedOperationException("TODO 7.5: read one frame by the deadline");
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
        throw new UnsupportedOperationException("TODO 7.5: send, and wait for the reply");
    }

    /// Closes the connection, without waiting for anything. Who waits in another method gets a
    /// [ClosedChannelException]. Harmless when repeated.
    @Override
    public void close() {
        throw new UnsupportedOperationException("TODO 7.5: close the channel");
    }
}
