package robustnet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robustnet.testkit.UdpFaults.Fault;

@DisplayName("A UDP fault proxy")
class UdpFaultProxyTest extends ProxiedDatagrams {
    private static final String[] THREADS = {
        "udp-proxy-front", "udp-proxy-back", "udp-proxy-schedule"
    };

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
    }
}
