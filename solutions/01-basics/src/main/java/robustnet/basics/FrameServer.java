package robustnet.basics;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server that answers requests with a [Handler]: requests and replies are [Frames], many a
/// connection, one after another, each client on a virtual thread of its own.
///
/// ```
///  request:  | length i32 | request bytes |
///
///  reply:    | length i32 | 0 | reply bytes   |     OK
///            | length i32 | 1 | UTF-8 message |     error, the last reply on its connection
/// ```
///
/// The life of a connection:
///
/// ```
///          a whole request           the handler throws, or returns null
///  READING ───────────────► HANDLING ─────────────────────────┐
///   │ │ ▲                      │                              │
///   │ │ └──────────────────────┘                              │ error reply,
///   │ │        OK reply                                       │ output shut down
///   │ │                                                       ▼
///   │ └───────────────────────────────────────────────────► LINGERING
///   │          a request longer than maxFrame                 │
///   │                                                         │
///   │ end of stream, reset, silence for readTimeout           │ end of stream, or
///   ▼                                                         ▼ lingerTimeout
///  CLOSED ◄───────────────────────────────────────────────────┘
///     ▲
///     └── close(), from any state
/// ```
///
/// A request whose length is negative or above maxFrame is rejected. LINGERING drops what the
/// client still sends, so that it gets the error reply in full. The message of an error reply is
/// the message of what the handler threw, or says why the request was rejected.
///
/// Whatever one client does ends that client's connection only. Safe for use by many threads.
public final class FrameServer implements AutoCloseable {
    /// The first byte of a reply that carries the handler's answer.
    static final byte OK = 0;

    /// The first byte of a reply that carries an error message.
    static final byte ERROR = 1;

    private static final Logger log = LoggerFactory.getLogger(FrameServer.class);
    private static final int BACKLOG = 128;

    private final ServerSocket listener;
    private final Limits limits;
    private final Handler handler;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService acceptor = virtualThreads("frame-server-acceptor-");
    private final ExecutorService clients = virtualThreads("frame-server-client-");

    private FrameServer(ServerSocket listener, Limits limits, Handler handler) {
        this.listener = listener;
        this.limits = limits;
        this.handler = handler;
    }

    private static ExecutorService virtualThreads(String name) {
        return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name, 0).factory());
    }

    /// Starts a server that is bound and listening when this method returns.
    ///
    /// @param address the local address to listen on; port 0 takes any free one, see [#port()]
    /// @throws IOException if the address cannot be bound; nothing stays open then
    public static FrameServer start(InetSocketAddress address, Limits limits, Handler handler)
            throws IOException {
        var listener = new ServerSocket();
        try {
            listener.bind(address, BACKLOG);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        var server = new FrameServer(listener, limits, handler);
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
                var socket = listener.accept();
                connections.add(socket);
                // B12: on a thread of its own, nothing that a client does reaches this loop
                clients.execute(() -> serve(socket));
            }
        } catch (IOException e) {
            if (listener.isClosed()) {
                log.debug("stopped listening on port {}", port());
            } else {
                log.error("cannot accept clients any more", e);
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Timeouts.millis(limits.readTimeout()));
            if (!answerRequests(socket)) {
                linger(socket);
            }
        } catch (IOException e) {
            log.debug("a client's connection ended: {}", e.toString());
        } finally {
            connections.remove(socket);
        }
    }

    /// Returns true when the client has ended its stream, false when the last reply was an error.
    private boolean answerRequests(Socket socket) throws IOException {
        var in = socket.getInputStream();
        var out = socket.getOutputStream();
        try {
            var request = Frames.read(in, limits.maxFrame());
            while (request.isPresent()) {
                if (!answer(request.get(), out)) {
                    return false;
                }
                request = Frames.read(in, limits.maxFrame());
            }
            return true;
        } catch (ProtocolException e) {
            reply(out, ERROR, utf8("rejected: " + e.getMessage()));
            return false;
        }
    }

    private boolean answer(byte[] request, OutputStream out) throws IOException {
        byte[] answer;
        try {
            answer = handler.handle(request);
            if (answer == null) {
                throw new IllegalStateException("the handler returned null");
            }
        } catch (Exception e) {
            if (!listener.isClosed()) { // what a handler that close() interrupts throws is no news
                log.warn("the handler failed: {}", e.toString());
            }
            reply(out, ERROR, utf8(String.valueOf(e.getMessage())));
            return false;
        }
        reply(out, OK, answer);
        return true;
    }

    private static void reply(OutputStream out, byte status, byte[] body) throws IOException {
        var payload = ByteBuffer.allocate(1 + body.length).put(status).put(body);
        Frames.write(out, payload.array()); // B8: flushes, too
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// B16: closing a socket with unread input resets the connection, and the client may lose the
    /// reply. So the client gets the end of the stream, and what it still sends is dropped until it
    /// ends too, but not for ever.
    private void linger(Socket socket) throws IOException {
        socket.shutdownOutput();
        long start = System.nanoTime();
        long remaining = limits.lingerTimeout().toNanos();
        var dropped = new byte[8192];
        do {
            socket.setSoTimeout(Timeouts.millis(Duration.ofNanos(remaining)));
            if (socket.getInputStream().read(dropped) == -1) {
                return;
            }
            remaining = limits.lingerTimeout().toNanos() - (System.nanoTime() - start);
        } while (remaining > 0);
    }

    /// Stops listening, closes every connection, interrupts every handler, and returns when all
    /// threads of the server have ended. Must not be called by a handler, which would wait for
    /// itself.
    ///
    /// A normal stop: it is logged below WARN and prints no stack trace. Closing a second time does
    /// nothing. A caller that is interrupted finds its interrupt status kept.
    @Override
    public void close() {
        close(listener);
        acceptor.close(); // from here on nobody adds a connection
        connections.forEach(FrameServer::close);
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
    /// @param maxFrame the longest request, in bytes, 0 or more. A longer one is answered with an
    ///   error and is not read into memory
    /// @param readTimeout how long a client may send nothing, between requests and inside one, more
    ///   than 0
    /// @param lingerTimeout how long, after an error, the server waits for the client to end its
    ///   stream, more than 0
    public record Limits(int maxFrame, Duration readTimeout, Duration lingerTimeout) {
        /// @throws IllegalArgumentException if a component is out of its range
        public Limits {
            if (maxFrame < 0) {
                throw new IllegalArgumentException("maxFrame must be 0 or more, not " + maxFrame);
            }
            Timeouts.millis(readTimeout);
            Timeouts.millis(lingerTimeout);
        }

        /// Returns limits that fit many servers: 1 MiB, 30 s and 2 s.
        public static Limits defaults() {
            return new Limits(1 << 20, Duration.ofSeconds(30), Duration.ofSeconds(2));
        }
    }
}
