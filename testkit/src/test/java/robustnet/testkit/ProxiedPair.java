package robustnet.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A client and a server that are connected through a fault proxy.
abstract class ProxiedPair {
    ServerSocket listener;
    FaultProxy proxy;
    Faults faults;
    Socket client;
    Socket server;

    @BeforeEach
    void open() throws IOException {
        listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        start(1);
    }

    @AfterEach
    void close() throws IOException {
        stop();
        listener.close();
    }

    /// Connects through a proxy with this seed.
    void start(long seed) throws IOException {
        var target = (InetSocketAddress) listener.getLocalSocketAddress();
        proxy = FaultProxy.start(target, new SeededRandom(seed));
        faults = proxy.serverToClient();
        client = new Socket(proxy.address().getAddress(), proxy.port());
        server = listener.accept();
        client.setSoTimeout(5_000);
        server.setSoTimeout(5_000);
    }

    void stop() throws IOException {
        proxy.close();
        client.close();
        server.close();
    }
}
