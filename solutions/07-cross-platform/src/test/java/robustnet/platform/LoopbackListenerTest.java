package robustnet.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameType;
import robustnet.errors.Deadline;
import robustnet.platform.LocalTransport.Kind;

/// The part of 7.5 that is given: who gets in over TCP on loopback. Not graded.
@DisplayName("the local transport without Unix sockets")
@Timeout(10)
class LoopbackListenerTest {
    @TempDir private Path temp;

    @Test
    @DisplayName("a client without the secret gets no connection, and holds nobody up")
    void keepsStrangersOut() throws Exception {
        var file = temp.resolve("chat.sock");
        try (var listener = LocalTransport.listen(file, Kind.LOOPBACK_TCP)) {
            int port = Rendezvous.read(file).port();
            try (var silent = new Socket(InetAddress.getLoopbackAddress(), port);
                    var guessing = new LocalConnection(tcp(port))) {
                var guess = new Frame(FrameType.PING, 0, ByteBuffer.wrap(new byte[32]));
                assertThatThrownBy(() -> guessing.call(guess, soon()), "a wrong secret")
                        .isInstanceOf(IOException.class);

                try (var client = LocalTransport.connect(file, soon());
                        var accepted = listener.accept()) {
                    client.send(new Frame(FrameType.REQUEST, 7), soon());
                    assertThat(accepted.receive(soon()).orElseThrow().requestId())
                            .as("the request of the only client that was let in")
                            .isEqualTo(7);
                }
                assertThat(silent.isConnected()).isTrue();
            }
        }
    }

    @Test
    @DisplayName(
            "after a crash another program may have the port: its client is told, and a server starts")
    void doesNotTrustThePort() throws Exception {
        var file = temp.resolve("chat.sock");
        try (var other = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Rendezvous.at(other.getLocalPort()).write(file);
            Thread.ofVirtual().start(() -> hangUp(other));

            assertThatThrownBy(() -> LocalTransport.connect(file, soon()), "another program's port")
                    .isInstanceOf(IOException.class);
            LocalTransport.listen(file, Kind.LOOPBACK_TCP).close();
        }
    }

    @Test
    @DisplayName("the file that a crash has left behind is replaced")
    void replacesAStaleFile() throws Exception {
        var file = temp.resolve("chat.sock");
        int freed;
        try (var other = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            freed = other.getLocalPort();
        }
        Rendezvous.at(freed).write(file);

        assertThatThrownBy(() -> LocalTransport.connect(file, soon()), "connect to a stale file")
                .isInstanceOf(ConnectException.class);
        LocalTransport.listen(file, Kind.LOOPBACK_TCP).close();
        assertThat(Files.exists(file)).as("the file, after close").isFalse();
    }

    private static void hangUp(ServerSocket server) {
        try {
            while (true) {
                server.accept().close();
            }
        } catch (IOException _) {
            // The test has ended.
        }
    }

    private static SocketChannel tcp(int port) throws IOException {
        return SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(4), System::nanoTime);
    }
}
