package robustnet.runner.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import robustnet.testkit.DripInputStream;
import robustnet.testkit.Exercise;
import robustnet.testkit.FakeClock;
import robustnet.testkit.FaultProxy;
import robustnet.testkit.Testbed;

/// No test of anything: does what the tests of the chapters do, also what those that fail do, so
/// that the classes behind it are loaded. Half of its tests fail on purpose.
@Exercise(id = "0.0", title = "Warm-up", level = 1, minutes = 1, edit = WarmUpTest.class)
class WarmUpTest {
    @Test
    @DisplayName("passes, over sockets")
    void passes(Testbed bed) throws Exception {
        var server = bed.closing(new ServerSocket(0, 50, bed.loopback()));
        var echo = bed.async(() -> echo(server));
        var proxy = bed.closing(FaultProxy.start(address(server), bed.random()));
        var peer = bed.connect(proxy.port());
        peer.send(new byte[] {1, 2, 3});
        peer.expect(new byte[] {1, 2, 3});
        peer.halfClose();
        peer.expectEnd();

        assertThat(echo.get()).as("the bytes").isEqualTo(3);
        assertThat(bed.threadsIn(WarmUpTest.class).get()).isEmpty();
    }

    private static InetSocketAddress address(ServerSocket server) {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    private static int echo(ServerSocket server) throws IOException {
        try (var socket = server.accept()) {
            var bytes = socket.getInputStream().readNBytes(3);
            socket.getOutputStream().write(bytes);
            return bytes.length;
        }
    }

    @Test
    @DisplayName("passes, in memory")
    void passesInMemory(Testbed bed) throws Exception {
        var clock = new FakeClock();
        clock.advance(Duration.ofSeconds(1));
        var in = new DripInputStream(new byte[5], 2);

        assertThat(in.readNBytes(5)).as("read").isEqualTo(new byte[5]).hasSize(5);
        assertThat(Optional.of("a")).as("found").contains("a");
        assertThat(List.of("a", "b")).as("all").containsExactly("a", "b");
        assertThatThrownBy(() -> in.readNBytes(-1), "a negative count")
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("fails the check of a mock")
    void failsAMock() throws Exception {
        Callable<String> mock = mock();
        when(mock.call()).thenReturn("a");
        mock.call();

        verify(mock, times(2)).call();
    }

    @Test
    @DisplayName("fails an assertion, after datagrams")
    void failsAnAssertion(Testbed bed) throws Exception {
        var socket = bed.closing(new DatagramSocket(0, bed.loopback()));
        socket.send(new DatagramPacket(new byte[3], 3, socket.getLocalSocketAddress()));
        socket.receive(new DatagramPacket(new byte[8], 8));

        assertThat(new byte[] {1}).as("the bytes").isEqualTo(new byte[] {2});
    }

    @Test
    @DisplayName("fails a peer, with its transcript")
    void failsAPeer(Testbed bed) throws Exception {
        var server = bed.closing(new ServerSocket(0, 50, bed.loopback()));
        var peer = bed.connect(server.getLocalPort()).patience(Duration.ofMillis(10));
        peer.send(new byte[] {1, 2, 3});
        peer.expect(new byte[] {1, 2, 3});
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    @DisplayName("fails with an exception, as an unfinished exercise does")
    void failsWithAnException(String text) {
        throw new UnsupportedOperationException("a TODO: " + text);
    }
}
