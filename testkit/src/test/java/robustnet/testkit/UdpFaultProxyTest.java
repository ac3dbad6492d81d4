package robustnet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robustnet.testkit.UdpFaults.Fault;

@DisplayName("A UDP fault proxy")
class UdpFaultProxyTest {
    private static final String[] THREADS = {
        "udp-proxy-front", "udp-proxy-back", "udp-proxy-schedule"
    };
    private static final String LAST = "last";

    private DatagramSocket server;
    private DatagramSocket client;
    private UdpFaultProxy proxy;

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

    @Test
    @DisplayName(
            "passes datagrams on both ways, each client's answer to that client, empty ones too (U3, U7)")
    void transparent() throws IOException {
        try (var other = socket(0)) {
            send(client, "from the client");
            var first = receive(server);
            send(other, "");
            var second = receive(server);
            reply("to the other", second.getSocketAddress());
            reply("to the client", first.getSocketAddress());

            assertThat(text(first)).isEqualTo("from the client");
            assertThat(text(second)).isEmpty();
            assertThat(text(receive(client))).isEqualTo("to the client");
            assertThat(text(receive(other))).isEqualTo("to the other");
            assertThat(proxy.clients()).isEqualTo(2);
            assertThat(proxy.clientToServer().received()).isEqualTo(2);
            assertThat(proxy.serverToClient().forwarded()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("loses the datagrams that were chosen")
    void drops() throws IOException {
        proxy.clientToServer().only(Fault.DROP, 3, 1);

        assertThat(arrivals("0", "1", "2", "3", LAST)).containsExactly("0", "2", LAST);
        assertThat(proxy.clientToServer().count(Fault.DROP)).isEqualTo(2);
        assertThat(proxy.clientToServer().received()).isEqualTo(5);
        assertThat(proxy.clientToServer().forwarded()).isEqualTo(3);
    }

    @Test
    @DisplayName("loses every third datagram if told so")
    void dropsEveryThird() throws IOException {
        proxy.clientToServer().when(Fault.DROP, n -> n % 3 == 2);

        assertThat(arrivals("0", "1", "2", "3", "4", "5", LAST))
                .containsExactly("0", "1", "3", "4", LAST);
    }

    @Test
    @DisplayName("repeats the datagrams that were chosen")
    void duplicates() throws IOException {
        proxy.clientToServer().only(Fault.DUPLICATE, 1);

        assertThat(arrivals("0", "1", LAST)).containsExactly("0", "1", "1", LAST);
        assertThat(proxy.clientToServer().forwarded()).isEqualTo(4);
    }

    @Test
    @DisplayName("lets the next datagram overtake one that was chosen")
    void reorders() throws IOException {
        proxy.clientToServer().longestHold(Duration.ofMinutes(1)).only(Fault.REORDER, 0, 2);

        assertThat(arrivals("0", "1", "2", "3", LAST)).containsExactly("1", "0", "3", "2", LAST);
    }

    @Test
    @DisplayName("delivers late what was to be reordered when no datagram follows it")
    void reordersTheLast() throws IOException {
        proxy.clientToServer().longestHold(Duration.ofMillis(30)).only(Fault.REORDER, 0);

        long start = System.nanoTime();
        assertThat(arrivals(LAST)).containsExactly(LAST);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(Duration.ofMillis(30));
    }

    @Test
    @DisplayName("flips exactly one bit of the datagrams that were chosen")
    void corrupts() throws IOException {
        proxy.clientToServer().only(Fault.CORRUPT, 0);

        send(client, "\0\0\0\0");
        byte[] data = bytes(receive(server));

        assertThat(data).hasSize(4);
        assertThat(BitSet.valueOf(data).cardinality()).isEqualTo(1);
    }

    @Test
    @DisplayName("delays every datagram by at least that much, and keeps the order without jitter")
    void delays() throws IOException {
        proxy.clientToServer().delay(Duration.ofMillis(40), Duration.ZERO);

        long start = System.nanoTime();
        assertThat(arrivals("0", "1", "2", LAST)).containsExactly("0", "1", "2", LAST);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(Duration.ofMillis(40));
    }

    @Test
    @DisplayName("spoils one direction and leaves the other alone")
    void oneDirection() throws IOException {
        proxy.serverToClient().rate(Fault.DROP, 1);

        send(client, "ping");
        var ping = receive(server);
        reply("lost", ping.getSocketAddress());
        awaitReceived(proxy.serverToClient(), 1);
        proxy.serverToClient().clear();
        reply("pong", ping.getSocketAddress());

        assertThat(text(receive(client))).isEqualTo("pong");
    }

    @Test
    @DisplayName("passes nothing on that does not come from the target (U8)")
    void onlyTheTarget() throws IOException {
        send(client, "ping");
        var ping = receive(server);
        byte[] forged = "forged".getBytes(UTF_8);
        client.send(new DatagramPacket(forged, forged.length, ping.getSocketAddress()));
        reply("pong", ping.getSocketAddress());

        assertThat(text(receive(client))).isEqualTo("pong");
        assertThat(proxy.serverToClient().received()).isEqualTo(1);
    }

    @Test
    @DisplayName("does the same to the same datagrams with the same seed")
    void repeatable() throws IOException {
        List<String> first = arrivalsByLot(5);
        List<String> again = arrivalsByLot(5);
        List<String> other = arrivalsByLot(6);

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    @DisplayName("goes on after the target's port was closed for a while (U6)")
    void targetComesBack() throws IOException {
        int port = server.getLocalPort();
        server.close();
        send(client, "to nobody");
        awaitReceived(proxy.clientToServer(), 1);

        server = socket(port);

        send(client, "hello again");
        assertThat(text(receive(server))).isEqualTo("hello again");
    }

    @Test
    @DisplayName(
            "leaves no thread after its close, which may be repeated, and forgets what is on the way")
    void closes(@TempDir Path folder) throws IOException {
        proxy.clientToServer().delay(Duration.ofMinutes(1), Duration.ZERO);
        send(client, "never");
        awaitReceived(proxy.clientToServer(), 1);
        LiveThreads.assertAll(folder, THREADS);

        proxy.close();
        proxy.close();

        LiveThreads.assertNone(folder, THREADS);
        assertThatThrownBy(proxy::address).isInstanceOf(IllegalStateException.class);
    }

    private List<String> arrivalsByLot(long seed) throws IOException {
        proxy.close();
        start(seed);
        var faults = proxy.clientToServer().longestHold(Duration.ofMinutes(1));
        faults.rate(Fault.DROP, 0.2)
                .rate(Fault.DUPLICATE, 0.2)
                .rate(Fault.REORDER, 0.2)
                .rate(Fault.CORRUPT, 0.1);
        for (int i = 0; i < 60; i++) {
            send(client, "datagram " + i);
        }
        awaitReceived(faults, 60);
        faults.clear();
        return arrivals(LAST);
    }

    /// Sends `texts` and receives until the last of them is there.
    private List<String> arrivals(String... texts) throws IOException {
        for (String text : texts) {
            send(client, text);
        }
        List<String> arrived = new ArrayList<>();
        while (!arrived.contains(LAST)) {
            arrived.add(text(receive(server)));
        }
        return arrived;
    }

    private void start(long seed) throws IOException {
        proxy =
                UdpFaultProxy.start(
                        (InetSocketAddress) server.getLocalSocketAddress(), new SeededRandom(seed));
    }

    private void send(DatagramSocket from, String text) throws IOException {
        byte[] data = text.getBytes(UTF_8);
        from.send(new DatagramPacket(data, data.length, proxy.address()));
    }

    private void reply(String text, SocketAddress to) throws IOException {
        byte[] data = text.getBytes(UTF_8);
        server.send(new DatagramPacket(data, data.length, to));
    }

    private static void awaitReceived(UdpFaults faults, long count) {
        await().pollInterval(Duration.ofMillis(1)).until(() -> faults.received() >= count);
    }

    private static DatagramSocket socket(int port) throws IOException {
        var socket =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(5_000);
        return socket;
    }

    private static DatagramPacket receive(DatagramSocket socket) throws IOException {
        var packet = new DatagramPacket(new byte[2_000], 2_000);
        socket.receive(packet);
        return packet;
    }

    private static byte[] bytes(DatagramPacket packet) {
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    private static String text(DatagramPacket packet) {
        return new String(bytes(packet), UTF_8);
    }
}
