package robustnet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.BitSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Faults.Ending;

@DisplayName("A fault")
class DataFaultsTest extends ProxiedPair {
    @Test
    @DisplayName("of a limit with FIN ends the stream after so many bytes, and only this direction")
    void limitWithFin() throws IOException {
        faults.limitData(3, Ending.FIN);

        server.getOutputStream().write("hello".getBytes(UTF_8));
        assertThat(client.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("hel");

        server.getOutputStream().write(new byte[1 << 20]);
        client.getOutputStream().write(7);
        assertThat(server.getInputStream().read()).isEqualTo(7);
        assertThat(faults.bytes()).isEqualTo(3);
    }

    @Test
    @DisplayName("of a limit with RST resets both sides after so many bytes")
    void limitWithReset() throws IOException {
        faults.limitData(3, Ending.RST);

        server.getOutputStream().write("hello".getBytes(UTF_8));

        assertThatThrownBy(() -> client.getInputStream().readNBytes(4))
                .isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> server.getInputStream().read())
                .isInstanceOf(SocketException.class);
        assertThat(faults.bytes()).isEqualTo(3);
    }

    @Test
    @DisplayName("of resetting swallows the reply after the request has arrived (E6)")
    void resetPeer() throws IOException {
        faults.resetPeer();

        client.getOutputStream().write(1);
        assertThat(server.getInputStream().read()).isEqualTo(1);
        server.getOutputStream().write(2);

        assertThatThrownBy(() -> client.getInputStream().read())
                .isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> server.getInputStream().read())
                .isInstanceOf(SocketException.class);
        assertThat(faults.bytes()).isZero();
    }

    @Test
    @DisplayName("of corruption flips exactly the bits that were named, wherever chunks begin")
    void corruptBits() throws IOException {
        faults.corruptBits(0, 15, 3 * 8 + 4);

        server.getOutputStream().write(new byte[2]);
        assertThat(client.getInputStream().readNBytes(2)).isEqualTo(Hex.parse("80 01"));
        server.getOutputStream().write(new byte[3]);
        assertThat(client.getInputStream().readNBytes(3)).isEqualTo(Hex.parse("00 08 00"));
    }

    @Test
    @DisplayName(
            "of corruption by lot flips the same bits again with the same seed, however the data is cut")
    void corruptRate() throws IOException {
        byte[] first = corrupted(42, 1000);
        byte[] again = corrupted(42, 7);
        byte[] other = corrupted(43, 1000);

        assertThat(BitSet.valueOf(first).cardinality())
                .as("a tenth of 1000 bytes, roughly")
                .isBetween(50, 170);
        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    @DisplayName("can be taken away while connections are open")
    void clears() throws IOException {
        faults.freeze().corruptRate(1).limitData(0, Ending.RST).resetPeer().clear();

        server.getOutputStream().write(1);

        assertThat(client.getInputStream().read()).isEqualTo(1);
    }

    @Test
    @DisplayName("that makes no sense is refused")
    void refusesNonsense() {
        Duration negative = Duration.ofNanos(-1);

        assertThatThrownBy(() -> faults.latency(negative, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.slice(0, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.limitData(-1, Ending.FIN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.bandwidth(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.slowClose(negative))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.corruptRate(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private byte[] corrupted(long seed, int chunk) throws IOException {
        stop();
        start(seed);
        faults.corruptRate(0.1);
        for (int sent = 0; sent < 1000; sent += chunk) {
            server.getOutputStream().write(new byte[Math.min(chunk, 1000 - sent)]);
        }
        return client.getInputStream().readNBytes(1000);
    }
}
