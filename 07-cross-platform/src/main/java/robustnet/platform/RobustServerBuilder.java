package robustnet.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import robustnet.basics.Handler;
import robustnet.concurrency.BoundedServer;
import robustnet.concurrency.ConnectionMetrics;
import robustnet.udp.NanoClock;

/// Gathers what a [RobustServer] is made of. Only [#handler(Handler)] must be called; each method
/// returns this builder, and a wrong value is refused where it is given, by name. Given, for
/// exercise 7.6.
///
/// Not safe for use by many threads.
public final class RobustServerBuilder {
    private InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private Optional<SSLContext> tls = Optional.empty();
    private boolean clientCertificates;
    private KeepAlive keepAlive = KeepAlive.defaults();
    private ListenOptions listenOptions = ListenOptions.defaults();
    private BoundedServer.Limits limits = BoundedServer.Limits.defaults();
    private int replyCache = 10_000;
    private Optional<Handler> handler = Optional.empty();
    private Optional<ConnectionMetrics> metrics = Optional.empty();

    RobustServerBuilder() {}

    /// Sets the local address to listen on. Default: any free port of the loopback address, so that
    /// nobody serves the world by mistake.
    ///
    /// @throws IllegalArgumentException if it is not resolved
    public RobustServerBuilder address(InetSocketAddress address) {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("address must be resolved: " + address);
        }
        this.address = address;
        return this;
    }

    /// Speaks TLS, 1.3 or 1.2. Default: no TLS.
    ///
    /// @param tls holds the server's certificate, and whom it trusts if it asks clients for theirs
    public RobustServerBuilder tls(SSLContext tls) {
        this.tls = Optional.of(tls);
        return this;
    }

    /// Sets whether each client must have a certificate; one that the context of [#tls(SSLContext)]
    /// trusts gets in. Default: no.
    public RobustServerBuilder clientCertificates(boolean required) {
        clientCertificates = required;
        return this;
    }

    /// Sets when silence on a connection makes TCP ask. Default: [KeepAlive#defaults()].
    public RobustServerBuilder keepAlive(KeepAlive keepAlive) {
        this.keepAlive = Objects.requireNonNull(keepAlive, "keepAlive");
        return this;
    }

    /// Sets how to bind. Default: [ListenOptions#defaults()].
    public RobustServerBuilder listenOptions(ListenOptions listenOptions) {
        this.listenOptions = Objects.requireNonNull(listenOptions, "listenOptions");
        return this;
    }

    /// Sets what the server takes from its clients. Default: [BoundedServer.Limits#defaults()].
    public RobustServerBuilder limits(BoundedServer.Limits limits) {
        this.limits = Objects.requireNonNull(limits, "limits");
        return this;
    }

    /// Sets how many replies are remembered for requests that are sent again: as many as the server
    /// answers while a client goes on trying. Default: 10,000.
    ///
    /// @param capacity 1 or more
    /// @throws IllegalArgumentException if `capacity` is less than 1
    public RobustServerBuilder replyCache(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("replyCache must be 1 or more, not " + capacity);
        }
        replyCache = capacity;
        return this;
    }

    /// Sets what runs the requests. Called by many threads at once. No default.
    public RobustServerBuilder handler(Handler handler) {
        this.handler = Optional.of(handler);
        return this;
    }

    /// Sets what counts the connections and requests. Default: metrics of its own.
    public RobustServerBuilder metrics(ConnectionMetrics metrics) {
        this.metrics = Optional.of(metrics);
        return this;
    }

    /// Starts a server that is bound and serves when this method returns. The builder can be used
    /// again.
    ///
    /// @throws IllegalArgumentException if there is no handler, or client certificates are wanted
    ///   without TLS
    /// @throws IOException if the address cannot be bound; nothing stays open then
    public RobustServer start() throws IOException {
        if (handler.isEmpty()) {
            throw new IllegalArgumentException("handler must be set");
        }
        if (clientCertificates && tls.isEmpty()) {
            throw new IllegalArgumentException("clientCertificates needs tls");
        }
        return RobustServer.start(
                new ServerSettings(
                        address,
                        tls,
                        clientCertificates,
                        keepAlive,
                        listenOptions,
                        limits,
                        replyCache,
                        handler.get(),
                        metrics.orElseGet(() -> new ConnectionMetrics(NanoClock.system()))));
    }
}
