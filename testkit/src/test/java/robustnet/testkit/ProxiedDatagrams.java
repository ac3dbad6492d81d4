package robustnet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A client and a server whose datagrams go through a fault proxy.
abstract class ProxiedDatagrams {
    static final String LAST = "last";

    DatagramSocket server;
    DatagramSocket client;
    UdpFaultProxy proxy;

    @BeforeEach
    void open() throws IOException {
        server = socket(0);
        client = socket(0);
        start(1);
    }

    @AfterEach
    void close() {
        proxy.close();
        client.close();
        server.close();
    }

    /// Sends `texts` and receives until the last of them is there.
    List<String> arrivals(String... texts) throws IOException {
        for (String text : texts) {
            send(client, text);
        }
        List<String> arrived = new ArrayList<>();
        while (!arrived.contains(LAST)) {
            arrived.add(text(receive(server)));
        }
        return arrived;
    }

    void start(long seed) throws IOException {
        proxy =
                UdpFaultProxy.start(
                        (InetSocketAddress) server.getLocalSocketAddress(), new SeededRandom(seed));
    }

    void send(DatagramSocket from, String text) throws IOException {
        byte[] data = text.getBytes(UTF_8);
        from.send(new DatagramPacket(data, data.length, proxy.address()));
    }

    void reply(String text, SocketAddress to) throws IOException {
        byte[] data = text.getBytes(UTF_8);
        server.send(new DatagramPacket(data, data.length, to));
    }

    static void awaitReceived(UdpFaults faults, long count) {
        await().pollInterval(Duration.ofMillis(1)).until(() -> faults.received() >= count);
    }

    static DatagramSocket socket(int port) throws IOException {
        var socket =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(5_000);
        return socket;
    }

    static DatagramPacket receive(DatagramSocket socket) throws IOException {
        var packet = new DatagramPacket(new byte[2_000], 2_000);
        socket.receive(packet);
        return packet;
    }

    static byte[] bytes(DatagramPacket packet) {
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    static String text(DatagramPacket packet) {
        return new String(bytes(packet), UTF_8);
    }
}
