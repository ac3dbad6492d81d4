package robustnet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LoopbackTest {
    @Test
    @DisplayName("a listener on one loopback address is not reached by another")
    void tellsAddressesApart() throws Exception {
        try (var listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            int port = listener.getLocalPort();

            assertThat(Loopback.connects(listener.getInetAddress(), port)).isTrue();
            assertThat(Loopback.others()).noneMatch(other -> Loopback.connects(other, port));
        }
    }

    @Test
    @DisplayName("a listener on every address is reached by all")
    void reachesAListenerOnEveryAddress() throws Exception {
        try (var listener = new ServerSocket(0, 5)) {
            int port = listener.getLocalPort();

            assertThat(Loopback.others()).allMatch(other -> Loopback.connects(other, port));
        }
    }
}
