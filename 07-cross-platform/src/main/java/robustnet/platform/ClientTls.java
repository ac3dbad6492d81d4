package robustnet.platform;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import robustnet.basics.Endpoint;
import robustnet.errors.Deadline;
import robustnet.tls.TlsContexts;
import robustnet.tls.Watchdog;

/// The client's side of TLS on a connection that is there. Given, for exercise 7.7.
final class ClientTls {
    private ClientTls() {}

    /// Shakes hands with the server, whose certificate must be for `server.host()`.
    ///
    /// @param raw whoever has made it closes it, also if this throws
    /// @throws SocketTimeoutException if that was not done by the deadline
    /// @throws IOException if the two do not agree, or the connection broke
    static SSLSocket over(Socket raw, Endpoint server, SSLContext context, Deadline deadline)
            throws IOException {
        deadline.socketTimeoutMillis(); // throws if it has passed
        var factory = context.getSocketFactory();
        // T14: with the host that was asked for, also for SNI; the raw socket has only an address
        var tls = (SSLSocket) factory.createSocket(raw, server.host(), server.port(), true);
        var parameters = tls.getSSLParameters();
        TlsContexts.restrictVersions(parameters);
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // T1: without it any name will do
        tls.setSSLParameters(parameters);
        try (var _ = Watchdog.closing(raw, deadline.remaining())) {
            tls.startHandshake();
            return tls;
        } catch (IOException e) {
            throw late(deadline, e);
        }
    }

    /// Returns a timeout in place of `failure`, if the deadline has passed.
    static IOException late(Deadline deadline, IOException failure) {
        if (!deadline.hasPassed()) {
            return failure;
        }
        var late = new SocketTimeoutException("not done by the deadline");
        late.initCause(failure);
        return late;
    }
}
