package robustnet.platform;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import robustnet.basics.Endpoint;
import robustnet.basics.Handler;
import robustnet.testkit.FaultProxy;

/// Some servers on loopback, each behind a proxy that can spoil what passes. Safe for use by one
/// thread at a time.
final class Cluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Handler handler;
    private final Optional<SSLContext> tls;
    private final List<RobustServer> servers = new ArrayList<>();
    private final List<FaultProxy> proxies = new ArrayList<>();

    private Cluster(Handler handler, Optional<SSLContext> tls) {
        this.handler = handler;
        this.tls = tls;
    }

    static Cluster start(int size, Handler handler, RandomGenerator random) throws IOException {
        return start(size, handler, Optional.empty(), random);
    }

    /// @param handler serves all of them
    static Cluster start(
            int size, Handler handler, Optional<SSLContext> tls, RandomGenerator random)
            throws IOException {
        var cluster = new Cluster(handler, tls);
        try {
            for (int i = 0; i < size; i++) {
                cluster.servers.add(cluster.newServer());
                cluster.proxies.add(FaultProxy.start(cluster.target(i), random));
            }
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private RobustServer newServer() throws IOException {
        var builder = RobustServer.builder().handler(handler).replyCache(100_000);
        tls.ifPresent(builder::tls);
        return builder.start();
    }

    private InetSocketAddress target(int i) {
        return new InetSocketAddress("127.0.0.1", servers.get(i).port());
    }

    /// Where the client connects to: the proxies.
    List<Endpoint> endpoints() {
        return proxies.stream().map(proxy -> new Endpoint("127.0.0.1", proxy.port())).toList();
    }

    Endpoint endpoint(int i) {
        return endpoints().get(i);
    }

    RobustServer server(int i) {
        return servers.get(i);
    }

    FaultProxy proxy(int i) {
        return proxies.get(i);
    }

    /// Ends a server as a power cut does: no grace, it remembers nothing, and the replies that were
    /// on their way are lost. Waits for some that are, for a while.
    void kill(int i) {
        var server = servers.get(i);
        var proxy = proxies.get(i);
        proxy.serverToClient().freeze();
        long lost = server.metrics().snapshot().requests() + 3;
        long start = System.nanoTime();
        Track.soon("some requests were run whose replies will be lost")
                .until(
                        () ->
                                server.metrics().snapshot().requests() >= lost
                                        || System.nanoTime() - start > PATIENCE.toNanos());
        proxy.resetConnections();
        server.stop(Duration.ZERO);
        proxy.serverToClient().thaw();
    }

    /// Starts a new server in the place of a killed one.
    void revive(int i) throws IOException {
        servers.set(i, newServer());
        proxies.get(i).retarget(target(i));
    }

    /// Lets no byte through any more, in both directions; connections stay open, and new ones can
    /// be made to the proxy.
    void freeze(int i) {
        proxies.get(i).clientToServer().freeze();
        proxies.get(i).serverToClient().freeze();
    }

    void thaw(int i) {
        proxies.get(i).clientToServer().thaw();
        proxies.get(i).serverToClient().thaw();
    }

    /// Flips a bit in this share of all bytes, in both directions.
    void corrupt(int i, double rate) {
        proxies.get(i).clientToServer().corruptRate(rate);
        proxies.get(i).serverToClient().corruptRate(rate);
    }

    int openConnections() {
        return servers.stream().mapToInt(RobustServer::active).sum();
    }

    @Override
    public void close() {
        proxies.forEach(FaultProxy::close);
        servers.forEach(RobustServer::close);
    }
}
