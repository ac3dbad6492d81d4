package robustnet.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/// A handshake in memory, between two engines, in the thread that asks for it. No session is
/// resumed, because the client is told no host.
final class Handshake {
    private static final int ROUNDS = 100;

    final SSLEngine client;
    final SSLEngine server;
    private final ByteBuffer toServer;
    private final ByteBuffer toClient;
    private final ByteBuffer sink;

    private Handshake(SSLEngine client, SSLEngine server) {
        this.client = client;
        this.server = server;
        client.setUseClientMode(true);
        server.setUseClientMode(false);
        int packet = client.getSession().getPacketBufferSize();
        toServer = ByteBuffer.allocate(2 * packet);
        toClient = ByteBuffer.allocate(2 * packet);
        sink = ByteBuffer.allocate(client.getSession().getApplicationBufferSize());
    }

    /// Shakes hands, by one version of the protocol, and returns both ends.
    ///
    /// @param needsClient whether the server asks for the client's certificate
    /// @throws AssertionError if the handshake fails
    static Handshake of(
            SSLContext client, SSLContext server, String protocol, boolean needsClient) {
        var both = new Handshake(client.createSSLEngine(), server.createSSLEngine());
        both.client.setEnabledProtocols(new String[] {protocol});
        both.server.setNeedClientAuth(needsClient);
        Must.work(both::run, "a handshake by " + protocol);
        return both;
    }

    /// The certificate that the server has shown.
    X509Certificate shownByServer() throws SSLException {
        return (X509Certificate) client.getSession().getPeerCertificates()[0];
    }

    /// The certificate that the client has shown.
    X509Certificate shownByClient() throws SSLException {
        return (X509Certificate) server.getSession().getPeerCertificates()[0];
    }

    /// Sends `text` from the client to the server, and returns what arrives.
    byte[] send(byte[] text) throws SSLException {
        toServer.clear();
        client.wrap(ByteBuffer.wrap(text), toServer);
        var arrived = ByteBuffer.allocate(sink.capacity());
        server.unwrap(toServer.flip(), arrived);
        var bytes = new byte[arrived.position()];
        arrived.get(0, bytes);
        return bytes;
    }

    private void run() throws IOException {
        client.beginHandshake();
        server.beginHandshake();
        for (int round = 0; round < ROUNDS; round++) {
            boolean clientDone = step(client, toClient, toServer);
            boolean serverDone = step(server, toServer, toClient);
            if (clientDone && serverDone && toClient.position() == 0 && toServer.position() == 0) {
                return;
            }
        }
        throw new IOException("no end after " + ROUNDS + " rounds");
    }

    /// Lets one engine do all that it can, and tells whether it is through.
    private boolean step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        while (true) {
            var status = engine.getHandshakeStatus();
            if (status == HandshakeStatus.NEED_TASK) {
                for (Runnable task; (task = engine.getDelegatedTask()) != null; ) {
                    task.run();
                }
            } else if (status == HandshakeStatus.NEED_WRAP) {
                engine.wrap(ByteBuffer.allocate(0), out);
            } else if (in.position() == 0) {
                return status == HandshakeStatus.NOT_HANDSHAKING;
            } else {
                in.flip();
                var result = engine.unwrap(in, sink.clear());
                in.compact();
                if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
                    return false;
                }
            }
        }
    }
}
