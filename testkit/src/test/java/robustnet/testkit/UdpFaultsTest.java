package robustnet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.UdpFaults.Fault;

@DisplayName("A UDP fault proxy")
class UdpFaultsTest extends ProxiedDatagrams {
    @Test
    @DisplayName("loses the datagrams that were chosen")
    void drops() throws IOException {
        proxy.clientToServer().only(Fault.DROP, 3, 1);

        assertThat(arrivals("0", "1", "2", "3", LAST)).containsExactly("0", "2", LAST);
        assertThat(proxy.clientToServer().count(Fault.DROP)).isEqualTo(2);
        assertThat(proxy.clientToServer().received()).isEqualTo(5);
        assertThat(proxy.clientToServer().forwarded()).isEqualTo(3);
    }

    @Test
    @DisplayName("loses every third datagram if told so")
    void dropsEveryThird() throws IOException {
        proxy.clientToServer().when(Fault.DROP, n -> n % 3 == 2);

        assertThat(arrivals("0", "1", "2", "3", "4", "5", LAST))
                .containsExactly("0", "1", "3", "4", LAST);
    }

    @Test
    @DisplayName("repeats the datagrams that were chosen")
    void duplicates() throws IOException {
        proxy.clientToServer().only(Fault.DUPLICATE, 1);

        assertThat(arrivals("0", "1", LAST)).containsExactly("0", "1", "1", LAST);
        assertThat(proxy.clientToServer().forwarded()).isEqualTo(4);
    }

    @Test
    @DisplayName("lets the next datagram overtake one that was chosen")
    void reorders() throws IOException {
        proxy.clientToServer().longestHold(Duration.ofMinutes(1)).only(Fault.REORDER, 0, 2);

        assertThat(arrivals("0", "1", "2", "3", LAST)).containsExactly("1", "0", "3", "2", LAST);
    }

    @Test
    @DisplayName("delivers late what was to be reordered when no datagram follows it")
    void reordersTheLast() throws IOException {
        proxy.clientToServer().longestHold(Duration.ofMillis(30)).only(Fault.REORDER, 0);

        long start = System.nanoTime();
        assertThat(arrivals(LAST)).containsExactly(LAST);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(Duration.ofMillis(30));
    }

    @Test
    @DisplayName("flips exactly one bit of the datagrams that were chosen")
    void corrupts() throws IOException {
        proxy.clientToServer().only(Fault.CORRUPT, 0);

        send(client, "\0\0\0\0");
        byte[] data = bytes(receive(server));

        assertThat(data).hasSize(4);
        assertThat(BitSet.valueOf(data).cardinality()).isEqualTo(1);
    }

    @Test
    @DisplayName("delays every datagram by at least that much, and keeps the order without jitter")
    void delays() throws IOException {
        proxy.clientToServer().delay(Duration.ofMillis(40), Duration.ZERO);

        long start = System.nanoTime();
        assertThat(arrivals("0", "1", "2", LAST)).containsExactly("0", "1", "2", LAST);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(Duration.ofMillis(40));
    }

    @Test
    @DisplayName("does the same to the same datagrams with the same seed")
    void repeatable() throws IOException {
        List<String> first = arrivalsByLot(5);
        List<String> again = arrivalsByLot(5);
        List<String> other = arrivalsByLot(6);

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    private List<String> arrivalsByLot(long seed) throws IOException {
        proxy.close();
        start(seed);
        var faults = proxy.clientToServer().longestHold(Duration.ofMinutes(1));
        faults.rate(Fault.DROP, 0.2)
                .rate(Fault.DUPLICATE, 0.2)
                .rate(Fault.REORDER, 0.2)
                .rate(Fault.CORRUPT, 0.1);
        for (int i = 0; i < 60; i++) {
            send(client, "datagram " + i);
        }
        awaitReceived(faults, 60);
        faults.clear();
        return arrivals(LAST);
    }
}
