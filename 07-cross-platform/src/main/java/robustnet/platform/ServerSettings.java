package robustnet.platform;

import java.net.InetSocketAddress;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import robustnet.basics.Handler;
import robustnet.concurrency.BoundedServer;
import robustnet.concurrency.ConnectionMetrics;

/// What a [RobustServerBuilder] has gathered and checked. Given, for exercise 7.6.
///
/// @param address the local address to listen on
/// @param tls the server's certificate, and whom it trusts; empty for no TLS
/// @param clientCertificates whether each client must have a certificate that `tls` trusts
/// @param keepAlive set on each connection
/// @param listenOptions how to bind
/// @param limits what the server takes from its clients
/// @param replyCache how many replies are remembered
/// @param handler runs the requests
/// @param metrics counts what happens
record ServerSettings(
        InetSocketAddress address,
        Optional<SSLContext> tls,
        boolean clientCertificates,
        KeepAlive keepAlive,
        ListenOptions listenOptions,
        BoundedServer.Limits limits,
        int replyCache,
        Handler handler,
        ConnectionMetrics metrics) {}
