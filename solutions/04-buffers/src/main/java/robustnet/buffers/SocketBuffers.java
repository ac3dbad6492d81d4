package robustnet.buffers;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
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

    private static final BigInteger LARGEST = BigInteger.valueOf(Integer.MAX_VALUE);

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
        if (bitsPerSecond < 1 || !roundTrip.isPositive()) {
            throw new IllegalArgumentException(
                    "bitsPerSecond must be 1 or more and roundTrip more than 0, not %d and %s"
                            .formatted(bitsPerSecond, roundTrip));
        }
        var seconds =
                BigDecimal.valueOf(roundTrip.toSeconds())
                        .add(BigDecimal.valueOf(roundTrip.getNano(), 9));
        var bytes =
                seconds.multiply(BigDecimal.valueOf(bitsPerSecond))
                        .divide(BigDecimal.valueOf(8), 0, RoundingMode.UP);
        return new SocketBuffers(bytes.toBigInteger().min(LARGEST).intValueExact());
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
        if (socket.isConnected()) { // X10: the window's scale is agreed by now
            throw new IllegalStateException("the socket is connected already");
        }
        socket.setReceiveBufferSize(bytes);
        return complete(socket);
    }

    /// Prepares a server socket that is going to listen: asks for the receive buffer, which the
    /// sockets that it accepts get from it. There is nothing else that they would surely get, so
    /// give each of them to [#applyAccepted(Socket)].
    ///
    /// @return what was granted
    /// @throws IllegalStateException if the server socket is bound already; it was not changed
    /// @throws SocketException if the server socket is closed, or the system refuses
    public Grant apply(ServerSocket listener) throws SocketException {
        if (listener.isBound()) { // X10: clients may be in its backlog, their windows agreed
            throw new IllegalStateException("the server socket is bound already");
        }
        listener.setReceiveBufferSize(bytes);
        return new Grant(bytes, listener.getReceiveBufferSize());
    }

    /// Prepares a socket that a server socket has accepted: asks for the send buffer, and turns
    /// Nagle's algorithm off (`TCP_NODELAY`). The receive buffer stays what it is: inherited from
    /// the server socket.
    ///
    /// @return what was granted; of the receive buffer `asked` is open: [#bytes()], or what is
    ///   granted
    /// @throws SocketException if the socket is closed, or the system refuses
    public Grants applyAccepted(Socket socket) throws SocketException {
        return complete(socket);
    }

    private Grants complete(Socket socket) throws SocketException {
        socket.setSendBufferSize(bytes);
        socket.setTcpNoDelay(true); // B11: a small write would wait for a delayed ACK
        // X10: a request is only a request, so the report asks the socket
        return new Grants(
                new Grant(bytes, socket.getReceiveBufferSize()),
                new Grant(bytes, socket.getSendBufferSize()));
    }
}
