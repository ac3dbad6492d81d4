package robustnet.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import robustnet.basics.Endpoint;
import robustnet.basics.Handler;
import robustnet.concurrency.BoundedServer;
import robustnet.concurrency.RequestHandler;
import robustnet.concurrency.ServerEvents;
import robustnet.errors.ReplyCache;

/// A server as a [RobustClient] expects it, which notes what comes and does as the test says: built
/// of chapter 06's server, so that the client's tests need no exercise of this chapter but its own.
final class Backend implements AutoCloseable, RequestHandler, ServerEvents {
    private static final Duration LONG = Duration.ofSeconds(20);

    /// The ids of all requests that have come, also those that were not run.
    final List<Long> ids = new CopyOnWriteArrayList<>();

    final AtomicInteger runs = new AtomicInteger();
    final AtomicInteger accepted = new AtomicInteger();

    /// Runs a request; replies with it, unless the test has said otherwise.
    volatile Handler handler = request -> request;

    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final BoundedServer server;
    private final ReplyCache replies = new ReplyCache(1000, this::run);
    private final long instanceId;

    private Backend(ServerSocket listener, int most, long instanceId) {
        this.instanceId = instanceId;
        var limits = new BoundedServer.Limits(most, 1 << 20, LONG, LONG, LONG, LONG);
        server = BoundedServer.start(listener, limits, this, this);
    }

    static Backend start() throws IOException {
        return start(100);
    }

    /// @param most how many connections it serves
    static Backend start(int most) throws IOException {
        return new Backend(listener(Optional.empty(), 0), most, 1);
    }

    /// A server for TLS.
    static Backend start(SSLContext tls) throws IOException {
        return new Backend(listener(Optional.of(tls), 0), 100, 1);
    }

    /// Ends this server, and starts one in its place that knows nothing of what it has done.
    Backend restart() throws IOException {
        close();
        var listener = listener(Optional.empty(), server.port());
        return new Backend(listener, 100, instanceId + 1);
    }

    private static ServerSocket listener(Optional<SSLContext> tls, int port) throws IOException {
        var loopback = InetAddress.getLoopbackAddress();
        return tls.isPresent()
                ? tls.get().getServerSocketFactory().createServerSocket(port, 50, loopback)
                : new ServerSocket(port, 50, loopback);
    }

    Endpoint endpoint() {
        return new Endpoint("127.0.0.1", server.port());
    }

    /// How many clients are connected.
    int active() {
        return server.active();
    }

    /// Cuts all connections, without a reply.
    void cut() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }

    /// Runs each first request as told, but its reply gets lost.
    void loseReplies() {
        handler =
                request -> {
                    cut();
                    return request;
                };
    }

    private byte[] run(byte[] request) throws Exception {
        runs.incrementAndGet();
        return handler.handle(request);
    }

    @Override
    public byte[] handle(long requestId, byte[] request) throws Exception {
        ids.add(requestId);
        return replies.handle(requestId, request);
    }

    @Override
    public byte[] pong(byte[] ping) {
        return ByteBuffer.allocate(Long.BYTES).putLong(instanceId).array();
    }

    @Override
    public void accepted(Socket socket) {
        accepted.incrementAndGet();
        sockets.add(socket);
    }

    @Override
    public void close() {
        server.close();
    }
}
