package robustnet.basics;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private static final Logger log = LoggerFactory.getLogger(EchoServer.class);

    private final ServerSocket listener;
    private final ExecutorService serving =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("echo-server-", 0).factory());
    private volatile Socket client;

    private EchoServer(ServerSocket listener) {
        this.listener = listener;
    }

    /// Starts a server that is bound and listening when this method returns: a client may connect
    /// at once.
    ///
    /// @param address the local address to listen on
    /// @param port the local port, 0 to 65535; 0 takes any free one, see [#port()]
    /// @param backlog how many connections may wait to be served; the system may round it
    /// @throws IOException if the address and port cannot be bound; nothing stays open then
    public static EchoServer start(InetAddress address, int port, int backlog) throws IOException {
        // B13: bound and listening before the thread starts, so before this method returns
        var server = new EchoServer(new ServerSocket(port, backlog, address));
        server.serving.execute(server::acceptClients);
        return server;
    }

    /// Returns the port that the server listens on, the real one where [#start] was asked for port
    /// 0. It stays the same after [#close()].
    public int port() {
        return listener.getLocalPort();
    }

    private void acceptClients() {
        try {
            while (true) {
                serve(listener.accept());
            }
        } catch (IOException e) {
            // B14: a closed listener is how accept learns of close(); only anything else is an
            // error
            if (listener.isClosed()) {
                log.debug("stopped listening on port {}", port());
            } else {
                log.error("cannot accept clients any more", e);
            }
        }
    }

    private void serve(Socket accepted) {
        try (accepted) {
            client = accepted;
            // Where close() came between accept and here, it saw no client to close.
            if (!listener.isClosed()) {
                echo(accepted);
            }
        } catch (IOException e) {
            // B12: ends this client's connection; the next one is served
            log.debug("a client's connection failed: {}", e.toString());
        }
    }

    private static void echo(Socket accepted) throws IOException {
        var in = accepted.getInputStream();
        var out = accepted.getOutputStream();
        var buffer = new byte[8192];
        int count;
        while ((count = in.read(buffer)) != -1) { // B3: only -1 is the end, 0x00 and 0xFF are data
            out.write(buffer, 0, count); // B2: what lies behind it is left from earlier reads
        }
    }

    /// Stops listening, closes the connection that is being served, and returns when the serving
    /// thread has ended.
    ///
    /// A normal stop: it is logged below WARN and prints no stack trace. Clients that still wait in
    /// the backlog are reset by the system. Closing a second time does nothing. A caller that is
    /// interrupted finds its interrupt status kept.
    @Override
    public void close() {
        close(listener);
        close(client);
        serving.close();
    }

    private static void close(Closeable socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            log.debug("while closing: {}", e.toString());
        }
    }
}
