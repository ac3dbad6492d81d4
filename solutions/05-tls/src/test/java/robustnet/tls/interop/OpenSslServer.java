package robustnet.tls.interop;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import robustnet.testkit.tls.HeldCertificate;
import robustnet.tls.TlsClient;

/// An `openssl s_server` for one connection.
///
/// @param port where it is about to listen. It cannot tell when it does, nor which port it took by
///   itself, so a port is looked for that is free a moment before
record OpenSslServer(OpenSsl openssl, int port) implements AutoCloseable {
    static OpenSslServer start(List<String> arguments) throws IOException {
        int port = freePort();
        var all = new ArrayList<>(List.of("s_server", "-quiet", "-naccept", "1"));
        all.addAll(List.of("-accept", "127.0.0.1:" + port));
        all.addAll(arguments);
        return new OpenSslServer(OpenSsl.start(all), port);
    }

    /// Connects, as soon as it listens.
    ///
    /// @throws ConnectException if it has ended without listening
    TlsClient connect(HeldCertificate own, X509Certificate root) throws IOException {
        while (true) {
            try {
                return Ours.connect(port, own, root);
            } catch (ConnectException e) {
                if (!openssl.isRunning()) {
                    throw e;
                }
                Thread.yield();
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        openssl.close();
    }
}
