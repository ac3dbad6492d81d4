package robustnet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A fault")
class TimingFaultsTest extends ProxiedPair {
    @Test
    @DisplayName("of latency delays every byte by at least that much")
    void latency() throws IOException {
        faults.latency(Duration.ofMillis(40), Duration.ZERO);

        long start = System.nanoTime();
        server.getOutputStream().write(1);
        assertThat(client.getInputStream().read()).isEqualTo(1);

        assertThat(since(start)).isGreaterThanOrEqualTo(Duration.ofMillis(40));
    }

    @Test
    @DisplayName("of latency delays the end of the stream too")
    void latencyOfTheEnd() throws IOException {
        faults.latency(Duration.ofMillis(40), Duration.ZERO);

        long start = System.nanoTime();
        server.shutdownOutput();
        assertThat(client.getInputStream().read()).isEqualTo(-1);

        assertThat(since(start)).isGreaterThanOrEqualTo(Duration.ofMillis(40));
    }

    @Test
    @DisplayName("of one direction leaves the other one alone")
    void oneDirection() throws IOException {
        faults.latency(Duration.ofMinutes(1), Duration.ZERO);

        server.getOutputStream().write(1);
        client.getOutputStream().write(2);

        assertThat(server.getInputStream().read()).isEqualTo(2);
    }

    @Test
    @DisplayName("of latency with jitter keeps the bytes in order")
    void jitter() throws IOException {
        faults.latency(Duration.ofMillis(10), Duration.ofMillis(10));

        byte[] data = Hex.parse("00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f");
        for (byte b : data) {
            server.getOutputStream().write(b);
        }

        assertThat(client.getInputStream().readNBytes(data.length)).isEqualTo(data);
    }

    @Test
    @DisplayName("of latency does not cost throughput: much is on the way at a time")
    void latencyIsNoBandwidth() throws IOException {
        faults.latency(Duration.ofMillis(200), Duration.ZERO);
        byte[] data = new byte[2 << 20];

        long start = System.nanoTime();
        server.getOutputStream().write(data);
        assertThat(client.getInputStream().readNBytes(data.length)).isEqualTo(data);

        assertThat(since(start))
                .as("32 chunks of 64 KiB one after the other would take 6.4 s")
                .isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
    }

    @Test
    @DisplayName("of slicing pauses after each slice")
    void slice() throws IOException {
        faults.slice(2, Duration.ofMillis(5));

        long start = System.nanoTime();
        server.getOutputStream().write("0123456789".getBytes(UTF_8));
        assertThat(client.getInputStream().readNBytes(10)).asString(UTF_8).isEqualTo("0123456789");

        assertThat(since(start))
                .as("four pauses between five slices")
                .isGreaterThanOrEqualTo(Duration.ofMillis(20));
    }

    @Test
    @DisplayName("of bandwidth lets at most so many bytes through a second")
    void bandwidth() throws IOException {
        faults.bandwidth(100_000);

        long start = System.nanoTime();
        server.getOutputStream().write(new byte[5_000]);
        client.getInputStream().readNBytes(5_000);

        assertThat(since(start)).isGreaterThanOrEqualTo(Duration.ofMillis(40));
    }

    @Test
    @DisplayName("of freezing holds everything back, the end included, until the thaw")
    void freeze() throws IOException {
        faults.freeze();
        server.getOutputStream().write("late".getBytes(UTF_8));
        server.shutdownOutput();

        client.setSoTimeout(50);
        assertThatThrownBy(() -> client.getInputStream().read())
                .isInstanceOf(SocketTimeoutException.class);
        assertThat(faults.bytes()).isZero();

        faults.thaw();
        client.setSoTimeout(5_000);
        assertThat(client.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("late");
    }

    @Test
    @DisplayName("of a slow close delays the end of the stream")
    void slowClose() throws IOException {
        faults.slowClose(Duration.ofMillis(40));

        long start = System.nanoTime();
        server.shutdownOutput();
        assertThat(client.getInputStream().read()).isEqualTo(-1);

        assertThat(since(start)).isGreaterThanOrEqualTo(Duration.ofMillis(40));
    }

    @Test
    @DisplayName("of a slow close delays no byte")
    void slowCloseOnly() throws IOException {
        faults.slowClose(Duration.ofMinutes(1));

        server.getOutputStream().write(1);
        server.shutdownOutput();

        assertThat(client.getInputStream().read()).isEqualTo(1);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
