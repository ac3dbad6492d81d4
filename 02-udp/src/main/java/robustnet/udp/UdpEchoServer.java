package robustnet.udp;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;

/// A server that sends every datagram back to the address and port it came from, one datagram after
/// another.
///
/// ```
///              a datagram of at most maxLength bytes
///  RECEIVING ─────────────────────────────────────────► REPLYING
///   │ ▲   ▲                                              │   │
///   │ │   └──────────────────────────────────────────────┘   │
///   │ │        the reply is sent, or cannot be sent          │
///   │ └── a longer datagram: counted, no reply               │
///   │                                                        │
///   └──────────────────────── close() ───────────────────────┴──► CLOSED
/// ```
///
/// There are no connections: any number of clients may send, in any order, and each gets the echo
/// of its own datagrams. A datagram may be lost on the way here or on the way back; nobody is told.
///
/// Safe for use by many threads.
public final class UdpEchoServer implements AutoCloseable {
    /// The most bytes that one datagram carries over IPv4: 65,535 less the headers of IP and UDP.
    public static final int MAX_LENGTH = 65_507;

    private UdpEchoServer() {}

    /// Starts a server on a socket of its own, which is bound when this method returns: a client
    /// may send at once.
    ///
    /// @param address the local address to receive on
    /// @param port the local port, 0 to 65535; 0 takes any free one, see [#port()]
    /// @param maxLength the longest datagram that is echoed, in bytes, 0 to [#MAX_LENGTH]
    /// @throws SocketException if the address and port cannot be bound; nothing stays open then
    /// @throws IllegalArgumentException if `maxLength` is out of its range
    public static UdpEchoServer start(InetAddress address, int port, int maxLength)
            throws SocketException {
        throw new UnsupportedOperationException("TODO 2.1: bind a socket, then start on it");
    }

    /// Starts a server on a socket that is bound already, and takes the socket over: it receives
    /// and sends with it, and closes it in [#close()].
    ///
    /// @param maxLength the longest datagram that is echoed, in bytes, 0 to [#MAX_LENGTH]
    /// @throws IllegalArgumentException if `maxLength` is out of its range; the socket stays the
    ///   caller's then
    public static UdpEchoServer start(DatagramSocket socket, int maxLength) {
        throw new UnsupportedOperationException(
                "TODO 2.1: receive and reply on a thread of its own");
    }

    /// Returns the port that the server receives on, the real one where [#start] was asked for port
    /// 0. It stays the same after [#close()].
    public int port() {
        throw new UnsupportedOperationException("TODO 2.1: the port that the socket got");
    }

    /// Returns how many datagrams were longer than `maxLength`. They get no reply, not even a part
    /// of one. Each is counted before the reply to the next datagram is sent.
    public long oversized() {
        throw new UnsupportedOperationException(
                "TODO 2.1: the count of datagrams that were too long");
    }

    /// Stops receiving, closes the socket, and returns when the serving thread has ended.
    ///
    /// A normal stop: it is logged below WARN and prints no stack trace. Datagrams that arrive from
    /// now on are lost. Closing a second time does nothing. An interrupt does not cut the wait
    /// short; the caller's interrupt status is kept.
    @Override
    public void close() {
        throw new UnsupportedOperationException("TODO 2.1: stop receiving, wait for the thread");
    }
}
