package robustnet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.BitSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Faults.Ending;

@DisplayName("A fault")
class FaultsTest {
    private ServerSocket listener;
    private FaultProxy proxy;
    private Faults faults;
    private Socket client;
    private Socket server;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        start(1);
    }

    @AfterEach
    void close() throws IOException {
        stop();
        listener.close();
    }

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
    @DisplayName("of latency delays the end of the stream too, but not the other direction")
    void latencyOfTheEnd() throws IOException {
        faults.latency(Duration.ofMillis(200), Duration.ZERO);

        long start = System.nanoTime();
        server.shutdownOutput();
        client.getOutputStream().write(1);
        assertThat(server.getInputStream().read()).isEqualTo(1);
        Duration there = since(start);
        assertThat(client.getInputStream().read()).isEqualTo(-1);

        assertThat(since(start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        assertThat(there).as("the undelayed direction").isLessThan(Duration.ofMillis(190));
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
        faults.latency(Duration.ofMillis(100), Duration.ZERO);
        byte[] data = new byte[2 << 20];

        long start = System.nanoTime();
        server.getOutputStream().write(data);
        assertThat(client.getInputStream().readNBytes(data.length)).isEqualTo(data);

        assertThat(since(start))
                .as("32 chunks of 64 KiB one after the other would take 3.2 s")
                .isBetween(Duration.ofMillis(100), Duration.ofMillis(1_500));
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
    @DisplayName("of a slow close delays the end of the stream, and no byte")
    void slowClose() throws IOException {
        faults.slowClose(Duration.ofMillis(150));

        long start = System.nanoTime();
        server.getOutputStream().write(1);
        server.shutdownOutput();
        assertThat(client.getInputStream().read()).isEqualTo(1);
        Duration there = since(start);
        assertThat(client.getInputStream().read()).isEqualTo(-1);

        assertThat(since(start)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        assertThat(there).as("the byte before the end").isLessThan(Duration.ofMillis(140));
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

    private void start(long seed) throws IOException {
        proxy =
                FaultProxy.start(
                        (InetSocketAddress) listener.getLocalSocketAddress(),
                        new SeededRandom(seed));
        faults = proxy.serverToClient();
        client = new Socket(proxy.address().getAddress(), proxy.port());
        server = listener.accept();
        client.setSoTimeout(5_000);
        server.setSoTimeout(5_000);
    }

    private void stop() throws IOException {
        proxy.close();
        client.close();
        server.close();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
