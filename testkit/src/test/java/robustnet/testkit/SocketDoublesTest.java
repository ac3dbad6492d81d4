package robustnet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A socket double")
class SocketDoublesTest {
    @Test
    @DisplayName("that is a pair carries bytes both ways until it is closed")
    void pair() throws IOException {
        var pair = SocketPair.open();
        try (pair) {
            pair.near().getOutputStream().write(1);
            assertThat(pair.far().getInputStream().read()).isEqualTo(1);
            pair.far().getOutputStream().write(2);
            assertThat(pair.near().getInputStream().read()).isEqualTo(2);
        }
        assertThat(pair.near().isClosed() && pair.far().isClosed()).isTrue();
        pair.close();
    }

    @Test
    @DisplayName("that was reset throws at a read and never tells of an end of the stream (B18)")
    void resetPair() throws IOException {
        try (var pair = SocketPair.withResetConnection()) {
            assertThatThrownBy(() -> pair.near().getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    @DisplayName(
            "that was closed in good order tells of the end of the stream: the control to the reset")
    void closedPair() throws IOException {
        try (var pair = SocketPair.open()) {
            pair.far().close();

            assertThat(pair.near().getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    @DisplayName("that is a flaky listener fails so many times, then accepts (C2)")
    void flaky() throws IOException {
        try (var listener = new FlakyServerSocket(3);
                var client = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(listener::accept).isExactlyInstanceOf(IOException.class);
            }
            try (var accepted = listener.accept()) {
                assertThat(accepted.getPort()).isEqualTo(client.getLocalPort());
            }
            assertThat(listener.accepts()).isEqualTo(4);
        }
    }

    @Test
    @DisplayName("that is a flaky listener is closed as any other")
    void flakyClosed() throws IOException {
        var listener = new FlakyServerSocket(3);
        listener.close();

        assertThatThrownBy(listener::accept).isInstanceOf(SocketException.class);
    }

    @Test
    @DisplayName("that is a full backlog lets a further connect hang until its timeout (E1)")
    void fullBacklog() throws IOException {
        assumeTrue(
                FullBacklog.supported(), "only Linux leaves a connect to a full backlog hanging");

        var backlog = FullBacklog.open();
        try (backlog;
                var socket = new Socket()) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> socket.connect(backlog.address(), 50))
                    .isInstanceOf(SocketTimeoutException.class);
            // Socket.connect of JDK 25 counts in milliseconds of the wall clock: up to one less.
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(49_000_000);
        }
        backlog.close();
    }

    @Test
    @DisplayName(
            "that is a full backlog opens where it is told to, and fails where that port is taken")
    void fullBacklogElsewhere() throws IOException {
        assumeTrue(
                FullBacklog.supported(), "only Linux leaves a connect to a full backlog hanging");

        var elsewhere =
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), 0);
        try (var backlog = FullBacklog.open(elsewhere)) {
            assertThat(backlog.address().getAddress()).isEqualTo(elsewhere.getAddress());
        }
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var address = (InetSocketAddress) taken.getLocalSocketAddress();
            assertThatThrownBy(() -> FullBacklog.open(address)).isInstanceOf(IOException.class);
        }
    }
}
