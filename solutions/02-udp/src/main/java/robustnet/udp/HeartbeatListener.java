package robustnet.udp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.PortUnreachableException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Receives heartbeats and tells a [HeartbeatMonitor] of them.
///
/// ```
///                a packet of type HEARTBEAT
///  RECEIVING ──────────────────────────────────► monitor.heard(its sender)
///   │ ▲   ▲                                        │
///   │ │   └────────────────────────────────────────┘
///   │ └── anything else: ignored
///   │
///   └── close() ──► CLOSED
/// ```
///
/// Safe for use by many threads.
public final class HeartbeatListener implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HeartbeatListener.class);

    private final DatagramSocket socket;
    private final HeartbeatMonitor monitor;
    private final ExecutorService listening =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("heartbeat-listener").factory());

    private HeartbeatListener(DatagramSocket socket, HeartbeatMonitor monitor) {
        this.socket = socket;
        this.monitor = monitor;
    }

    /// Starts to listen on a socket that is bound already, and takes the socket over: [#close()]
    /// closes it.
    ///
    /// A datagram counts as a heartbeat of its sender if it is a [Packet] of type HEARTBEAT, whole
    /// and unchanged; its number, time and payload do not matter. All other datagrams are ignored.
    ///
    /// Only [#close()], or a socket that is broken, ends the listening. A receive that times out or
    /// reports an unreachable port is no broken socket, and a monitor that throws, because its
    /// clock does, costs that heartbeat only.
    public static HeartbeatListener start(DatagramSocket socket, HeartbeatMonitor monitor) {
        var listener = new HeartbeatListener(socket, monitor);
        listener.listening.execute(listener::listen);
        return listener;
    }

    private void listen() {
        // U1: one byte more than a packet may have, or a longer datagram passes for one
        var buffer = new byte[Packet.MAX_LENGTH + 1];
        try {
            while (true) {
                receiveOne(new DatagramPacket(buffer, buffer.length));
            }
        } catch (IOException e) {
            if (socket.isClosed()) {
                log.debug("stopped listening for heartbeats");
            } else {
                log.error("cannot listen for heartbeats any more", e);
            }
        }
    }

    private void receiveOne(DatagramPacket datagram) throws IOException {
        try {
            socket.receive(datagram);
        } catch (SocketTimeoutException | PortUnreachableException _) {
            // U11: about this receive, not about the socket
            return;
        }
        take(datagram);
    }

    private void take(DatagramPacket datagram) {
        try {
            var bytes = ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength());
            if (Packet.decode(bytes).type() == Packet.Type.HEARTBEAT) {
                monitor.heard(datagram.getSocketAddress());
            }
        } catch (ProtocolException | RuntimeException e) {
            // U11: here, inside the loop: garbage costs nothing but itself
            log.debug("ignored: {}, from {}", e.getMessage(), datagram.getSocketAddress());
        }
    }

    /// Stops listening, closes the socket, and returns when the listening thread has ended. A
    /// normal stop is logged below WARN. Closing a second time does nothing. An interrupt does not
    /// cut the wait short; the caller's interrupt status is kept.
    @Override
    public void close() {
        socket.close();
        listening.close();
    }
}
