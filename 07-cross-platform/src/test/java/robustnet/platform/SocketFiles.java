package robustnet.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameType;
import robustnet.errors.Deadline;
import robustnet.testkit.Testbed;

/// Servers of other programs, and a server that gives back what it gets, at a socket file.
final class SocketFiles {
    static final Duration LONG = Duration.ofSeconds(4);

    private SocketFiles() {}

    static Deadline soon() {
        return in(LONG);
    }

    static Deadline in(Duration time) {
        return Deadline.after(time, System::nanoTime);
    }

    static Frame request(long id, int bytes) {
        return new Frame(FrameType.REQUEST, id, ByteBuffer.wrap(new byte[bytes]));
    }

    /// Another program's server; closed when the test ends.
    static ServerSocketChannel foreign(Testbed bed, Path file, int backlog) throws IOException {
        var server = bed.closing(ServerSocketChannel.open(StandardProtocolFamily.UNIX));
        return server.bind(UnixDomainSocketAddress.of(file), backlog);
    }

    /// What a server that has crashed leaves behind.
    static void crash(Path file) throws IOException {
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(file));
        }
        assertThat(Files.exists(file, LinkOption.NOFOLLOW_LINKS)).as("the stale file").isTrue();
    }

    /// Connects until the server's backlog takes no more.
    static void fill(Testbed bed, Path file) throws IOException {
        for (int i = 0; i < 64; i++) {
            var client = bed.closing(SocketChannel.open(StandardProtocolFamily.UNIX));
            client.configureBlocking(false);
            try {
                if (!client.connect(UnixDomainSocketAddress.of(file))) {
                    return;
                }
            } catch (IOException _) {
                return;
            }
        }
    }

    /// A client of another program.
    static boolean connects(Path file) {
        try (var client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            client.configureBlocking(false);
            client.connect(UnixDomainSocketAddress.of(file));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// Gives each frame back as a response, one connection after the other.
    static void echo(Testbed bed, LocalListener listener) {
        bed.async(
                () -> {
                    while (true) {
                        try (var client = listener.accept()) {
                            var frame = client.receive(soon());
                            while (frame.isPresent()) {
                                client.send(response(frame.get()), soon());
                                frame = client.receive(soon());
                            }
                        }
                    }
                });
    }

    private static Frame response(Frame request) {
        return new Frame(FrameType.RESPONSE, request.requestId(), request.payload());
    }

    /// That somebody at the file gives back what it gets.
    static void assertEchoes(Path file) {
        assertThatCode(
                        () -> {
                            try (var client = LocalTransport.connect(file, soon())) {
                                client.call(request(1, 10), soon());
                            }
                        })
                .as("a call to the server at the socket file")
                .doesNotThrowAnyException();
    }
}
