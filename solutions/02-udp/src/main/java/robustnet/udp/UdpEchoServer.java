package robustnet.udp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger log = LoggerFactory.getLogger(UdpEchoServer.class);

    private final DatagramSocket socket;
    private final int port;
    private final int maxLength;
    private final AtomicLong oversized = new AtomicLong();
    private final ExecutorService serving =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("udp-echo-server-", 0).factory());

    private UdpEchoServer(DatagramSocket socket, int maxLength) {
        this.socket = socket;
        this.port = socket.getLocalPort();
        this.maxLength = maxLength;
    }

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
        checkLength(maxLength);
        return start(new DatagramSocket(port, address), maxLength);
    }

    /// Starts a server on a socket that is bound already, and takes the socket over: it receives
    /// and sends with it, and closes it in [#close()].
    ///
    /// @param maxLength the longest datagram that is echoed, in bytes, 0 to [#MAX_LENGTH]
    /// @throws IllegalArgumentException if `maxLength` is out of its range; the socket stays the
    ///   caller's then
    public static UdpEchoServer start(DatagramSocket socket, int maxLength) {
        checkLength(maxLength);
        var server = new UdpEchoServer(socket, maxLength);
        server.serving.execute(server::serve);
        return server;
    }

    private static void checkLength(int maxLength) {
        if (maxLength < 0 || maxLength > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "write a maxLength from 0 to " + MAX_LENGTH + ", not " + maxLength);
        }
    }

    /// Returns the port that the server receives on, the real one where [#start] was asked for port
    /// 0. It stays the same after [#close()].
    public int port() {
        return port;
    }

    /// Returns how many datagrams were longer than `maxLength`. They get no reply, not even a part
    /// of one. Each is counted before the reply to the next datagram is sent.
    public long oversized() {
        return oversized.get();
    }

    private void serve() {
        // U1: one byte more than allowed, or a longer datagram looks like one of maxLength bytes
        var buffer = new byte[maxLength + 1];
        try {
            while (true) {
                var request = new DatagramPacket(buffer, buffer.length);
                socket.receive(request);
                echo(request);
            }
        } catch (IOException e) {
            if (socket.isClosed()) {
                log.debug("stopped receiving on port {}", port);
            } else {
                log.error("cannot receive any more", e);
            }
        }
    }

    private void echo(DatagramPacket request) {
        if (request.getLength() > maxLength) {
            oversized.incrementAndGet();
            return;
        }
        // U2: getLength() bytes are the datagram, the rest of the buffer is left over
        // U3: to the sender of this datagram, whoever sent the one before
        // U7: a length of 0 is a datagram like any other
        var reply =
                new DatagramPacket(
                        request.getData(),
                        request.getOffset(),
                        request.getLength(),
                        request.getSocketAddress());
        try {
            socket.send(reply);
        } catch (IOException e) {
            // U11: loses this reply only; a datagram from port 0, say, can get none
            log.debug("no reply to {}: {}", request.getSocketAddress(), e.toString());
        }
    }

    /// Stops receiving, closes the socket, and returns when the serving thread has ended.
    ///
    /// A normal stop: it is logged below WARN and prints no stack trace. Datagrams that arrive from
    /// now on are lost. Closing a second time does nothing. An interrupt does not cut the wait
    /// short; the caller's interrupt status is kept.
    @Override
    public void close() {
        socket.close();
        serving.close();
    }
}
