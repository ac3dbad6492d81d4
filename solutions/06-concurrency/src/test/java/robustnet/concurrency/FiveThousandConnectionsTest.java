package robustnet.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameEncoder;
import robustnet.buffers.FrameType;
import robustnet.buffers.Transfers;
import robustnet.buffers.WireFormat;

/// Five thousand connections, open at the same time and served by one thread. Too many files for a
/// graded test: a machine may allow fewer.
class FiveThousandConnectionsTest {
    private static final int CONNECTIONS = 5_000;
    private static final Frame PING = new Frame(FrameType.PING, 7);

    private final Queue<SocketChannel> clients = new ArrayDeque<>();

    @BeforeEach
    void needsFiles() {
        // Both ends are here, and the JVM needs some for itself
        long needed = 2 * CONNECTIONS + 500;
        long free =
                ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os
                        ? os.getMaxFileDescriptorCount() - os.getOpenFileDescriptorCount()
                        : 0;
        assumeTrue(
                free >= needed,
                "%d more open files are allowed, %d are needed: see ulimit -n"
                        .formatted(free, needed));
    }

    @AfterEach
    void closeClients() throws IOException {
        for (var client : clients) {
            client.close();
        }
    }

    @Test
    @Timeout(30)
    @DisplayName("5000 connections are open at a time are served by one thread")
    void servesThemAll() throws Exception {
        var limits = new EventLoopServer.Limits(CONNECTIONS, 0, 0, 1_000, Duration.ofMinutes(1));
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (var server = EventLoopServer.start(loopback, limits, (_, request) -> request)) {
            var address = new InetSocketAddress(loopback.getAddress(), server.port());
            for (int i = 0; i < CONNECTIONS; i++) {
                var client = SocketChannel.open(address);
                clients.add(client);
                Transfers.writeFully(client, new FrameEncoder().encode(PING));
            }

            for (var client : clients) {
                var pong = ByteBuffer.allocate(WireFormat.HEADER_BYTES);
                while (pong.hasRemaining() && client.read(pong) != -1) {}
                assertThat(pong.get(3)).as("the type of a reply").isEqualTo((byte) 5);
            }
            assertThat(server.connections()).as("open connections").isEqualTo(CONNECTIONS);
        }
    }
}
