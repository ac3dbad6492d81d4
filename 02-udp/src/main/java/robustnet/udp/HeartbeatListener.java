package robustnet.udp;

import java.net.DatagramSocket;

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
    private HeartbeatListener() {}

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
        throw new UnsupportedOperationException("TODO 2.6: receive, decode, tell the monitor");
    }

    /// Stops listening, closes the socket, and returns when the listening thread has ended. A
    /// normal stop is logged below WARN. Closing a second time does nothing. An interrupt does not
    /// cut the wait short; the caller's interrupt status is kept.
    @Override
    public void close() {
        throw new UnsupportedOperationException("TODO 2.6: stop, and wait for the thread");
    }
}
