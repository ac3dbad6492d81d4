package robustnet.buffers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.buffers.SocketBuffers.forPath;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOption;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Exercise;
import robustnet.testkit.SocketPair;
import robustnet.testkit.Testbed;

@Exercise(id = "4.7", title = "Socket buffers", level = 1, minutes = 15, edit = SocketBuffers.class)
class SocketBuffersTest {
    private static final SocketBuffers SMALL = new SocketBuffers(8 << 10);
    private static final SocketBuffers LARGE = new SocketBuffers(96 << 10);

    @Test
    @DisplayName("a path holds bandwidth times round trip, in bytes")
    void computesTheProduct() {
        assertThat(forPath(100_000_000, Duration.ofMillis(80)).bytes())
                .as("bytes under way with 100 Mbit/s and 80 ms")
                .isEqualTo(1_000_000);
        assertThat(forPath(1_000_000_000, Duration.ofMillis(200)).bytes())
                .as("bytes under way with 1 Gbit/s and 200 ms")
                .isEqualTo(25_000_000);
        assertThat(forPath(2_400, Duration.ofSeconds(3)).bytes())
                .as("bytes under way with 2400 bit/s and 3 s")
                .isEqualTo(900);
    }

    @Test
    @DisplayName("a part of a byte counts as a whole one, and a whole one as no more")
    void roundsUp() {
        assertThat(forPath(1, Duration.ofNanos(1)).bytes())
                .as("bytes under way with 1 bit/s and 1 ns")
                .isEqualTo(1);
        assertThat(forPath(8, Duration.ofSeconds(1)).bytes())
                .as("bytes under way with 8 bit/s and 1 s")
                .isEqualTo(1);
        assertThat(forPath(9, Duration.ofSeconds(1)).bytes())
                .as("bytes under way with 9 bit/s and 1 s")
                .isEqualTo(2);
        assertThat(forPath(100_000_000, Duration.ofMillis(70)).bytes())
                .as("bytes under way with 100 Mbit/s and 70 ms, 875,000 bytes exactly")
                .isEqualTo(875_000);
    }

    @Test
    @DisplayName("large numbers do not overflow, and what no int can hold is the largest int")
    void doesNotOverflow() {
        assertThat(forPath(400_000_000_000L, Duration.ofMillis(40)).bytes())
                .as("bytes under way with 400 Gbit/s and 40 ms")
                .isEqualTo(2_000_000_000);
        assertThat(forPath(100_000_000_000L, Duration.ofMillis(500)).bytes())
                .as("bytes under way with 100 Gbit/s and 500 ms, 6.25 GB: the largest int")
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(forPath(Long.MAX_VALUE, Duration.ofSeconds(Long.MAX_VALUE)).bytes())
                .as(
                        "bytes under way with Long.MAX_VALUE bit/s and as many seconds: the largest int")
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    @DisplayName("no bandwidth and no round trip are rejected")
    void checksItsArguments() {
        for (long bandwidth : new long[] {0, -1}) {
            assertThatThrownBy(
                            () -> forPath(bandwidth, Duration.ofMillis(1)),
                            "a path of %d bit/s with a round trip of 1 ms",
                            bandwidth)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (var roundTrip : new Duration[] {Duration.ZERO, Duration.ofNanos(-1)}) {
            assertThatThrownBy(
                            () -> forPath(1, roundTrip),
                            "a path of 1 bit/s with a round trip of %s",
                            roundTrip)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @DisplayName("a socket that is going to connect gets both buffers, and TCP_NODELAY (B11)")
    void preparesASocket() throws Exception {
        try (var small = new Socket();
                var large = new Socket()) {
            var less = SMALL.apply(small);
            var more = LARGE.apply(large);

            assertThat(large.getReceiveBufferSize())
                    .as("the receive buffer when 96 KiB were asked for, not 8 KiB")
                    .isGreaterThan(small.getReceiveBufferSize());
            assertThat(large.getSendBufferSize())
                    .as("the send buffer when 96 KiB were asked for, not 8 KiB")
                    .isGreaterThan(small.getSendBufferSize());
            assertThat(large.getTcpNoDelay()).as("TCP_NODELAY").isTrue();
            assertThat(less.receive().asked()).as("bytes asked for").isEqualTo(8 << 10);
            assertThat(more.send().asked()).as("bytes asked for").isEqualTo(96 << 10);
            assertThat(more.receive().granted())
                    .as("what was granted: what the socket says that its receive buffer is")
                    .isEqualTo(large.getReceiveBufferSize());
            assertThat(more.send().granted())
                    .as("what was granted: what the socket says that its send buffer is")
                    .isEqualTo(large.getSendBufferSize());
        }
    }

    @Test
    @DisplayName("a system that grants less, or more, is reported and no error (X10)")
    void reportsWhatWasGranted() throws Exception {
        try (var socket = new WilfulSocket()) {
            var grants = LARGE.apply(socket);

            assertThat(grants.receive())
                    .as("of a system that gives 1000 bytes to receive, whatever is asked for")
                    .isEqualTo(new SocketBuffers.Grant(96 << 10, 1000));
            assertThat(grants.send())
                    .as("of a system that gives a million bytes to send, whatever is asked for")
                    .isEqualTo(new SocketBuffers.Grant(96 << 10, 1_000_000));
        }
    }

    @Test
    @DisplayName("when the socket is connected it is too late, and nothing is changed (X10)")
    void refusesAConnectedSocket(Testbed bed) throws Exception {
        var socket = bed.closing(SocketPair.open()).near();
        int receive = socket.getReceiveBufferSize();
        int send = socket.getSendBufferSize();

        assertThatThrownBy(() -> SMALL.apply(socket), "apply to a connected socket")
                .isInstanceOf(IllegalStateException.class);
        assertThat(socket.getReceiveBufferSize()).as("the receive buffer").isEqualTo(receive);
        assertThat(socket.getSendBufferSize()).as("the send buffer").isEqualTo(send);
        assertThat(socket.getTcpNoDelay()).as("TCP_NODELAY").isFalse();
    }

    @Test
    @DisplayName("what a server socket accepts has the receive buffer that it asked for (X10)")
    void preparesAServerSocket(Testbed bed) throws Exception {
        assertThat(acceptedReceiveBuffer(bed, LARGE))
                .as("an accepted socket's receive buffer when 96 KiB were asked for, not 8 KiB")
                .isGreaterThan(acceptedReceiveBuffer(bed, SMALL));
    }

    @Test
    @DisplayName("a server socket is asked for all, and asked what it has got (X10)")
    void reportsWhatAServerSocketHas() throws Exception {
        var asked = new ArrayList<Integer>();
        try (var listener =
                new ServerSocket() {
                    @Override
                    public void setReceiveBufferSize(int size) {
                        asked.add(size);
                    }

                    @Override
                    public <T> ServerSocket setOption(SocketOption<T> name, T value) {
                        asked.add((Integer) value);
                        return this;
                    }

                    @Override
                    public int getReceiveBufferSize() {
                        return 1000;
                    }

                    @Override
                    @SuppressWarnings("unchecked") // the option that is asked for is an Integer
                    public <T> T getOption(SocketOption<T> name) {
                        return (T) Integer.valueOf(1000);
                    }
                }) {
            assertThat(new SocketBuffers(100 << 20).apply(listener))
                    .as("of a system that gives 1000 bytes, whatever is asked for")
                    .isEqualTo(new SocketBuffers.Grant(100 << 20, 1000));
            assertThat(asked).as("bytes asked of a server socket").containsExactly(100 << 20);
        }
    }

    @Test
    @DisplayName("a socket that is bound, and not connected, is prepared")
    void preparesABoundSocket(Testbed bed) throws Exception {
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress(bed.loopback(), 0));

            assertThatCode(() -> LARGE.apply(socket))
                    .as("apply to a socket that is bound to a local address, before it connects")
                    .doesNotThrowAnyException();
        }
    }

    @Test
    @DisplayName("when the server socket is bound it is too late (X10)")
    void refusesABoundServerSocket(Testbed bed) throws Exception {
        try (var listener = new ServerSocket(0, 1, bed.loopback())) {
            int before = listener.getReceiveBufferSize();
            assertThatThrownBy(() -> SMALL.apply(listener), "apply to a bound server socket")
                    .isInstanceOf(IllegalStateException.class);
            assertThat(listener.getReceiveBufferSize()).as("its buffer").isEqualTo(before);
        }
    }

    @Test
    @DisplayName("an accepted socket gets a send buffer and TCP_NODELAY, and no other window (B11)")
    void preparesAnAcceptedSocket() throws Exception {
        try (var small = SocketPair.open();
                var large = SocketPair.open()) {
            int before = large.far().getReceiveBufferSize();
            SMALL.applyAccepted(small.far());
            var grants = LARGE.applyAccepted(large.far());

            assertThat(large.far().getSendBufferSize())
                    .as("the send buffer when 96 KiB were asked for, not 8 KiB")
                    .isGreaterThan(small.far().getSendBufferSize());
            assertThat(large.far().getTcpNoDelay()).as("TCP_NODELAY").isTrue();
            assertThat(large.far().getReceiveBufferSize())
                    .as("the receive buffer, which was announced long ago")
                    .isEqualTo(before);
            assertThat(grants.receive().granted())
                    .as("what is reported of the receive buffer")
                    .isEqualTo(before);
            assertThat(grants.send().granted())
                    .as("what is reported of the send buffer")
                    .isEqualTo(large.far().getSendBufferSize());
        }
    }

    @Test
    @DisplayName("a closed socket is a SocketException")
    void refusesAClosedSocket() throws Exception {
        var socket = new Socket();
        socket.close();
        assertThatThrownBy(() -> SMALL.apply(socket), "apply to a closed socket")
                .isInstanceOf(SocketException.class);
    }

    private static int acceptedReceiveBuffer(Testbed bed, SocketBuffers buffers)
            throws IOException {
        try (var listener = new ServerSocket()) {
            var grant = buffers.apply(listener);
            assertThat(grant)
                    .as("the report: what was asked, and what the server socket says")
                    .isEqualTo(
                            new SocketBuffers.Grant(
                                    buffers.bytes(), listener.getReceiveBufferSize()));
            listener.bind(new InetSocketAddress(bed.loopback(), 0));
            try (var _ = new Socket(listener.getInetAddress(), listener.getLocalPort());
                    var accepted = listener.accept()) {
                return accepted.getReceiveBufferSize();
            }
        }
    }
}
