package robustnet.buffers;

import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;

/// How large the buffers of a connection should be: as many bytes as are under way at a time, so
/// that a sender never has to stop and wait for an acknowledgement.
///
/// ```
///   sender ═══════════════ bandwidth × round trip ═══════════════► receiver
///          ◄────────────────── acknowledgements ──────────────────
/// ```
///
/// TCP keeps what was not acknowledged in the send buffer, and announces as a window what fits into
/// the receive buffer. The scale of that window is agreed in the handshake (RFC 7323, section 2.2),
/// so the receive buffer is set before connecting or listening.
///
/// Immutable, and safe for use by many threads.
///
/// @param bytes the size to ask for; 1 or more
public record SocketBuffers(int bytes) {
    /// What the system made of a wish: less, more, or just that. Each system has limits, and some
    /// count what they need for themselves.
    ///
    /// @param asked in bytes
    /// @param granted in bytes, as the socket told afterwards
    public record Grant(int asked, int granted) {}

    /// What became of the two buffers of a connection.
    public record Grants(Grant receive, Grant send) {}

    /// @throws IllegalArgumentException if `bytes` is less than 1
    public SocketBuffers {
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes must be 1 or more, not " + bytes);
        }
    }

    /// Returns the buffers for a path: the bandwidth-delay product, rounded up to whole bytes. A
    /// product above [Integer#MAX_VALUE] counts as that.
    ///
    /// @param bitsPerSecond the bandwidth of the slowest part of the path, in bits per second; 1 or
    ///   more
    /// @param roundTrip the time from a byte sent to its acknowledgement; more than 0
    /// @throws IllegalArgumentException if one of the two is out of its range
    public static SocketBuffers forPath(long bitsPerSecond, Duration roundTrip) {
        throw new UnsupportedOperationException("TODO 4.7: compute the bandwidth-delay product");
    }

    /// Prepares a socket that is going to connect: asks for both buffers, and turns Nagle's
    /// algorithm off (`TCP_NODELAY`), so that no small write waits for an acknowledgement. It may
    /// be bound already.
    ///
    /// @return what was granted
    /// @throws IllegalStateException if the socket is connected already; it was not changed
    /// @throws SocketException if the socket is closed, or the system refuses. For a socket that
    ///   was connected and is closed, either of the two
    public Grants apply(Socket socket) throws SocketException {
        throw new UnsupportedOperationException(
                "TODO 4.7: ask for the buffers, and report what was granted");
    }

    /// Prepares a server socket that is going to listen: asks for the receive buffer, which the
    /// sockets that it accepts get from it. There is nothing else that they would surely get, so
    /// give each of them to [#applyAccepted(Socket)].
    ///
    /// @return what was granted
    /// @throws IllegalStateException if the server socket is bound already; it was not changed
    /// @throws SocketException if the server socket is closed, or the system refuses
    public Grant apply(ServerSocket listener) throws SocketException {
        throw new UnsupportedOperationException(
                "TODO 4.7: ask for the buffers, and report what was granted");
    }

    /// Prepares a socket that a server socket has accepted: asks for the send buffer, and turns
    /// Nagle's algorithm off (`TCP_NODELAY`). The receive buffer stays what it is: inherited from
    /// the server socket.
    ///
    /// @return what was granted; of the receive buffer `asked` is open: [#bytes()], or what is
    ///   granted
    /// @throws SocketException if the socket is closed, or the system refuses
    public Grants applyAccepted(Socket socket) throws SocketException {
        throw new UnsupportedOperationException("TODO 4.7: ask for what can still be had");
    }
}
