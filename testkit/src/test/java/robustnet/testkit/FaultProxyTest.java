package robustnet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A fault proxy")
class FaultProxyTest extends ProxiedPair {
    private static final String[] THREADS = {"fault-proxy", "proxy-to-server", "proxy-to-client"};

    @Test
    @DisplayName("passes large data on both ways, unchanged, and counts it")
    void transparent() throws Exception {
        byte[] data = new byte[4 << 20];
        new Random(7).nextBytes(data);

        var upload = sendAll(client, data);
        var download = sendAll(server, data);
        var uploaded = CompletableFuture.supplyAsync(() -> readAll(server));

        assertThat(readAll(client)).isEqualTo(data);
        assertThat(uploaded.get()).isEqualTo(data);
        upload.join();
        download.join();
        assertThat(proxy.clientToServer().bytes()).isEqualTo(data.length);
        assertThat(proxy.serverToClient().bytes()).isEqualTo(data.length);
    }

    @Test
    @DisplayName("passes a half-close on while the other direction still flows (B6)")
    void halfClose() throws IOException {
        client.getOutputStream().write(1);
        client.shutdownOutput();

        assertThat(server.getInputStream().readAllBytes()).containsExactly(1);
        server.getOutputStream().write(2);
        assertThat(client.getInputStream().read()).isEqualTo(2);
        server.close();
        assertThat(client.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    @DisplayName("passes a reset on in either direction (B18)")
    void reset() throws IOException {
        SocketPair.reset(client);

        assertThatThrownBy(() -> server.getInputStream().read())
                .isInstanceOf(SocketException.class);

        try (var other = new Socket(proxy.address().getAddress(), proxy.port());
                var accepted = listener.accept()) {
            SocketPair.reset(accepted);
            assertThatThrownBy(() -> other.getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    @DisplayName("shows a target that cannot be reached as a reset")
    void unreachable() throws IOException {
        listener.close();

        try (var late = new Socket(proxy.address().getAddress(), proxy.port())) {
            assertThatThrownBy(() -> late.getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    @DisplayName("passes new connections on to another target when told so, and counts connections")
    void retargets() throws IOException {
        try (var elsewhere = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            proxy.retarget((InetSocketAddress) elsewhere.getLocalSocketAddress());

            try (var late = new Socket(proxy.address().getAddress(), proxy.port());
                    var accepted = elsewhere.accept()) {
                late.getOutputStream().write(9);
                assertThat(accepted.getInputStream().read()).isEqualTo(9);
                assertThat(proxy.connections()).isEqualTo(2);
                assertThat(proxy.openConnections()).isEqualTo(2);
            }
        }
    }

    @Test
    @DisplayName("resets all open connections when told so")
    void resetsConnections() {
        proxy.resetConnections();

        assertThatThrownBy(() -> client.getInputStream().read())
                .isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> server.getInputStream().read())
                .isInstanceOf(SocketException.class);
        assertThat(proxy.openConnections()).isZero();
    }

    @Test
    @DisplayName("leaves no thread and no socket after its close, and may be closed twice")
    void closes(@TempDir Path folder) throws IOException {
        client.getOutputStream().write(1);
        assertThat(server.getInputStream().read()).isEqualTo(1);
        LiveThreads.assertAll(folder, THREADS);

        proxy.close();
        proxy.close();

        LiveThreads.assertNone(folder, THREADS);
        assertThat(client.getInputStream().read()).isEqualTo(-1);
        assertThat(server.getInputStream().read()).isEqualTo(-1);
        assertThatThrownBy(() -> new Socket(proxy.address().getAddress(), proxy.port()))
                .isInstanceOf(SocketException.class);
        assertThat(proxy.openConnections()).isZero();
    }

    @Test
    @DisplayName("can be closed while one direction is frozen and the other is blocked on a write")
    void closesWhenStuck(@TempDir Path folder) throws Exception {
        proxy.serverToClient().freeze().latency(Duration.ofMinutes(1), Duration.ZERO);
        server.getOutputStream().write("held back".getBytes(UTF_8));
        var upload = sendAll(client, new byte[16 << 20]);
        Parked.await(upload, "write");

        proxy.close();

        LiveThreads.assertNone(folder, THREADS);
        upload.join();
    }

    private static Thread sendAll(Socket socket, byte[] data) {
        return Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                socket.getOutputStream().write(data);
                                socket.shutdownOutput();
                            } catch (IOException _) {
                                // The reading side shows what is missing.
                            }
                        });
    }

    private static byte[] readAll(Socket socket) {
        try {
            return socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
