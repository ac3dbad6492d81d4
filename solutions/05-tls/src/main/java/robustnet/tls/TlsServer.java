package robustnet.tls;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server that answers the frames of chapter 04 over TLS, each client on a virtual thread of its
/// own, from the handshake on.
///
/// ```
///   accept        handshake done             admitted            a frame
///  ───────► HANDSHAKE ───────────► ADMISSION ────────► READING ─────────► ANSWERING
///              │  │                    │               │  │  ▲                │ │
///              │  │            refused │               │  │  └────────────────┘ │
///              │  │                    ▼               │  │      answered       │
///              │  │                 REFUSED            │  │                     │
///              │  │ no TLS, or no      │ first frame   │  │ end of stream, a    │ not written
///   handshake- │  │ agreement          │ answered by   │  │ violation, silence  │ in time
///   Timeout    │  │                    │ ERROR         │  │ for idleTimeout     │
///              │  ▼                    ▼               │  ▼                     │
///              │  LINGERING ◄──────────┴───────────────┼──┘                     │
///              │      │ end of stream, or writeTimeout │ reset                  │
///              ▼      ▼                                ▼                        ▼
///              CLOSED ◄────────────────────────────────┴────────────────────────┘
///                 ▲
///                 └── close(), from any state
/// ```
///
/// What answers what: a `REQUEST` gets a `RESPONSE` with the handler's answer, or an `ERROR` with
/// the message of what the handler threw (an Error too; empty if it has none; any text if the
/// handler returned null). A `PING` gets a `PONG` with the same payload. Each reply has the request
/// id of its frame, and replies come in the order of their frames. The connection goes on after
/// them all, unless the client was refused: then its first frame, whatever it is, gets an `ERROR`
/// with the message of the [AuthenticationException], and no handler runs. An [Admission] that
/// throws anything else, and a tuning that throws, end the connection without a reply: they lead to
/// LINGERING. So does whatever but a frame comes in REFUSED.
///
/// A violation is what the decoder rejects, a payload above the maximum included, and a frame of
/// any other type. It gets no reply.
///
/// A handler or an [Admission] that leaves its thread interrupted does no harm: the status is
/// cleared, and the connection goes on.
///
/// LINGERING sends what ends a connection in order, the `close_notify` alert and FIN, and drops
/// what the client still sends, for `writeTimeout` in all, however it comes. So a client that has
/// sent more than was read gets the server's last word, be it an `ERROR` or a TLS alert, and no
/// reset.
///
/// Whatever one client does ends that client's connection only. Safe for use by many threads.
public final class TlsServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TlsServer.class);
    private static final int BACKLOG = 256;

    private final ServerSocket listener;
    private final SSLContext context;
    private final Consumer<SSLParameters> tuning;
    private final Limits limits;
    private final Admission admission;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService acceptor = virtualThreads("tls-server-acceptor-");
    private final ExecutorService clients = virtualThreads("tls-server-client-");

    private TlsServer(
            ServerSocket listener,
            SSLContext context,
            Consumer<SSLParameters> tuning,
            Limits limits,
            Admission admission) {
        this.listener = listener;
        this.context = context;
        this.tuning = tuning;
        this.limits = limits;
        this.admission = admission;
    }

    private static ExecutorService virtualThreads(String name) {
        return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name, 0).factory());
    }

    /// Starts a server that is bound and listening when this method returns.
    ///
    /// @param address the local address to listen on; port 0 takes any free one, see [#port()]
    /// @param context holds the server's certificate, and whom it trusts if it asks clients for
    ///   theirs
    /// @param tuning sets what else a handshake depends on, for each connection before its
    ///   handshake: it gets the parameters that the context gives a server. Usually
    ///   [TlsContexts#restrictVersions]
    /// @param admission asked once for each connection, after its handshake
    /// @throws IOException if the address cannot be bound; nothing stays open then
    public static TlsServer start(
            InetSocketAddress address,
            SSLContext context,
            Consumer<SSLParameters> tuning,
            Limits limits,
            Admission admission)
            throws IOException {
        var listener = new ServerSocket();
        try {
            listener.bind(address, BACKLOG);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        var server = new TlsServer(listener, context, tuning, limits, admission);
        server.acceptor.execute(server::acceptClients);
        return server;
    }

    /// Returns the port that the server listens on, also after [#close()].
    public int port() {
        return listener.getLocalPort();
    }

    private void acceptClients() {
        try {
            while (true) {
                var raw = listener.accept();
                connections.add(raw);
                // T6: accept is only TCP; the handshake waits for the client, so not here
                clients.execute(() -> serve(raw));
            }
        } catch (IOException e) {
            if (listener.isClosed()) {
                log.debug("stopped listening on port {}", port());
            } else {
                log.error("cannot accept clients any more", e);
            }
        }
    }

    private void serve(Socket raw) {
        try (raw) {
            new ServerConnection(raw, limits).run(context, tuning, admission);
        } catch (IOException e) { // T7: no TLS, no agreement, a reset: one client's affair
            log.debug("a client's connection ended: {}", e.toString());
        } catch (RuntimeException e) {
            log.warn("a client's connection ended by a bug: {}", e.toString());
        } finally {
            connections.remove(raw);
        }
    }

    /// Stops listening, closes every connection, interrupts every handler, and returns when all
    /// threads of the server have ended. That a client does not read what is being written to it
    /// does not delay this. Must not be called by a handler, which would wait for itself.
    ///
    /// A normal stop: it is logged below WARN. Closing a second time does nothing. A caller that is
    /// interrupted finds its interrupt status kept, and everything closed all the same.
    @Override
    public void close() {
        close(listener);
        acceptor.close(); // from here on nobody adds a connection
        // T10: the raw sockets, because to close a TLS socket waits for the write that is under way
        connections.forEach(TlsServer::close);
        clients.shutdownNow();
        clients.close();
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("while closing: {}", e.toString());
        }
    }

    /// What a server takes from a client before it ends the connection.
    ///
    /// @param handshakeTimeout how long the whole handshake may take, however it arrives, counted
    ///   from accept; more than 0
    /// @param idleTimeout how long a client may send nothing while the server waits for a frame or
    ///   the rest of one; more than 0
    /// @param writeTimeout how long it may take to write one reply; and how long LINGERING may
    ///   last; more than 0
    /// @param maxPayload the longest payload of a frame, in bytes, 0 to
    ///   [robustnet.buffers.WireFormat#HIGHEST_MAX_PAYLOAD]; for what clients send
    public record Limits(
            Duration handshakeTimeout,
            Duration idleTimeout,
            Duration writeTimeout,
            int maxPayload) {
        /// @throws IllegalArgumentException if a component is out of its range
        public Limits {
            Checks.positive("handshakeTimeout", handshakeTimeout);
            Checks.positive("idleTimeout", idleTimeout);
            Checks.positive("writeTimeout", writeTimeout);
            Checks.maxPayload(maxPayload);
        }

        /// Returns limits that fit many servers: 10 s, 30 s, 10 s and 1 MiB.
        public static Limits defaults() {
            return new Limits(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10),
                    1 << 20);
        }
    }
}
