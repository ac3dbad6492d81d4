package robustnet.basics;

import java.io.IOException;
import java.net.InetAddress;

/// A server that sends every byte back to the client it came from, one client at a time.
///
/// ```
///             a client connects
///  LISTENING ───────────────────► SERVING
///      │ ▲                           │ │
///      │ └───────────────────────────┘ │
///      │   the client ends its stream, │
///      │   resets, or fails            │
///      │                               │
///      └────────── close() ────────────┴──► CLOSED
/// ```
///
/// Clients that connect while another one is served wait in the listener's backlog. A client that
/// resets or fails ends its own connection only. There is no read timeout: a silent client is
/// served until it ends or the server is closed.
///
/// Safe for use by many threads.
public final class EchoServer implements AutoCloseable {
    private EchoServer() {}

    /// Starts a server that is bound and listening when this method returns: a client may connect
    /// at once.
    ///
    /// @param address the local address to listen on
    /// @param port the local port, 0 to 65535; 0 takes any free one, see [#port()]
    /// @param backlog how many connections may wait to be served; the system may round it
    /// @throws IOException if the address and port cannot be bound; nothing stays open then
    public static EchoServer start(InetAddress address, int port, int backlog) throws IOException {
        throw new UnsupportedOperationException(
                "TODO 1.1: bind and listen, then serve on a thread of its own");
    }

    /// Returns the port that the server listens on, the real one where [#start] was asked for port
    /// 0. It stays the same after [#close()].
    public int port() {
        throw new UnsupportedOperationException("TODO 1.1: the port that the listener got");
    }

    /// Stops listening, closes the connection that is being served, and returns when the serving
    /// thread has ended.
    ///
    /// A normal stop: it is logged below WARN and prints no stack trace. Clients that still wait in
    /// the backlog are reset by the system. Closing a second time does nothing. A caller that is
    /// interrupted finds its interrupt status kept.
    @Override
    public void close() {
        throw new UnsupportedOperationException(
                "TODO 1.1: stop listening, end the connection, wait for the thread");
    }
}
