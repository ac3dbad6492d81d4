package robustnet.platform;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import robustnet.concurrency.BoundedServer;
import robustnet.concurrency.ConnectionMetrics;
import robustnet.concurrency.RequestHandler;
import robustnet.errors.ReplyCache;
import robustnet.tls.TlsContexts;

/// The server's side of the whole course: what the chapters have built, put together.
///
/// ```
///   listen options 7.3 ──► TLS 5.1 ──► bounded server 6.1 ──► reply cache 3.7 ──► your handler
///                                      │  │
///                keep-alive 7.2 ───────┘  └─────► metrics 6.3
/// ```
///
/// A request that comes again with the same id is not run again: it gets the reply of the first
/// run, as long as the server remembers it. But a server that was started anew remembers nothing.
/// So each one draws a random number when it starts, its instance id, all 64 bits from a
/// `SecureRandom` (a counter starts at 1 again with the process), and answers every `PING` with it:
/// the payload of the `PONG` is these 8 bytes, whatever the ping's was. A client that gets the same
/// id talks to the same incarnation, and may repeat what it has sent there.
///
/// Everything else is as [BoundedServer] has it. Safe for use by many threads.
public final class RobustServer implements AutoCloseable {
    private final BoundedServer server;
    private final ConnectionMetrics metrics;
    private final OptionReport listenReport;
    private final long instanceId;

    private RobustServer(
            BoundedServer server,
            ConnectionMetrics metrics,
            OptionReport listenReport,
            long instanceId) {
        this.server = server;
        this.metrics = metrics;
        this.listenReport = listenReport;
        this.instanceId = instanceId;
    }

    /// Returns a builder with the default settings.
    public static RobustServerBuilder builder() {
        return new RobustServerBuilder();
    }

    /// Starts a server that is bound and serves when this method returns.
    ///
    /// @throws IOException if the address cannot be bound; nothing stays open then
    static RobustServer start(ServerSettings settings) throws IOException {
        var listener = open(settings);
        var report =
                settings.listenOptions()
                        .bind(listener, settings.address(), OperatingSystem.current());
        long instanceId = new SecureRandom().nextLong();
        var server =
                BoundedServer.start(
                        listener,
                        settings.limits(),
                        new Service(settings, instanceId),
                        new ServerMeter(settings.metrics(), settings.keepAlive()));
        return new RobustServer(server, settings.metrics(), report, instanceId);
    }

    private static ServerSocket open(ServerSettings settings) throws IOException {
        return settings.tls().isPresent()
                ? openTls(settings.tls().get(), settings.clientCertificates())
                : new ServerSocket();
    }

    private static ServerSocket openTls(SSLContext context, boolean clientCertificates)
            throws IOException {
        var listener = (SSLServerSocket) context.getServerSocketFactory().createServerSocket();
        var parameters = listener.getSSLParameters();
        TlsContexts.restrictVersions(parameters);
        parameters.setNeedClientAuth(clientCertificates); // T5: to want one is not to need one
        listener.setSSLParameters(parameters);
        return listener;
    }

    /// Returns the port that the server listens on, also after it was stopped.
    public int port() {
        return server.port();
    }

    /// Returns how many connections are served now.
    public int active() {
        return server.active();
    }

    /// Returns the random number that stands for this incarnation of the server.
    public long instanceId() {
        return instanceId;
    }

    /// Returns what counts the connections and the requests of this server: each connection that
    /// got a place is an attempt that succeeded, and active until it ends; one that was refused is
    /// an attempt that failed. A request counts as answered if its `RESPONSE` was written, with the
    /// bytes of both frames, and as failed otherwise; both with the time from the call of the
    /// handler until the reply is written. Pings do not count.
    public ConnectionMetrics metrics() {
        return metrics;
    }

    /// Returns what became of the options of the listener.
    public OptionReport listenReport() {
        return listenReport;
    }

    /// Stops the server in order, as [BoundedServer#stop(Duration)] does: nobody new, idle
    /// connections closed at once, requests in flight finished until the grace is over.
    ///
    /// @param grace how long requests in flight may take; 0 or less for no time at all
    /// @return whether all went in order, and how many requests were cut off
    public BoundedServer.Shutdown stop(Duration grace) {
        return server.stop(grace);
    }

    /// Stops without grace.
    @Override
    public void close() {
        server.close();
    }

    /// Runs each request once, and tells who is asking which incarnation this is.
    private static final class Service implements RequestHandler {
        private final ReplyCache replies;
        private final long instanceId;

        Service(ServerSettings settings, long instanceId) {
            replies = new ReplyCache(settings.replyCache(), settings.handler());
            this.instanceId = instanceId;
        }

        @Override
        public byte[] handle(long requestId, byte[] request) throws Exception {
            return replies.handle(requestId, request);
        }

        @Override
        public byte[] pong(byte[] ping) {
            return ByteBuffer.allocate(Long.BYTES).putLong(instanceId).array();
        }
    }
}
