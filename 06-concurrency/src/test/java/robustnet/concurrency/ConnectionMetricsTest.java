package robustnet.concurrency;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;
import static robustnet.concurrency.MetricsBench.assertAbout;

import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Exercise;
import robustnet.testkit.FakeClock;
import robustnet.testkit.Testbed;

@Exercise(
        id = "6.3",
        title = "Connection metrics",
        level = 2,
        minutes = 50,
        edit = {ConnectionMetrics.class, Latencies.class, PrometheusText.class})
class ConnectionMetricsTest {
    private final FakeClock clock = new FakeClock();

    @Test
    @DisplayName("an attempt ends as a success, as a failure, or goes on")
    void countsAttempts() {
        var metrics = new ConnectionMetrics(clock::nanoTime);
        assertThat(metrics.snapshot().successRate()).as("success rate of no attempts").isEqualTo(1);

        for (int i = 0; i < 3; i++) {
            try (var attempt = metrics.connecting()) {
                attempt.connected();
            }
        }
        metrics.connecting().close();
        metrics.connecting();

        var snapshot = metrics.snapshot();
        assertThat(List.of(snapshot.attempts(), snapshot.successes(), snapshot.failures()))
                .as("attempts, successes and failures: 3 connected, 1 failed, 1 goes on")
                .containsExactly(5L, 3L, 1L);
        assertThat(snapshot.active()).as("active, when none of the 3 was closed").isEqualTo(3);
        assertThat(snapshot.successRate()).as("success rate of 3 and 1").isEqualTo(0.75);
    }

    @Test
    @DisplayName("the gauge of open connections comes back to 0, whatever happens to them (C27)")
    void lowersTheGaugeOnce() {
        var metrics = new ConnectionMetrics(clock::nanoTime);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> MetricsBench.connectAndFail(metrics), "a handler that fails")
                    .isInstanceOf(ArithmeticException.class);
            assertThatThrownBy(() -> MetricsBench.failToConnect(metrics), "a connect that fails")
                    .isInstanceOf(ConnectException.class);
        }
        var attempt = metrics.connecting();
        var active = attempt.connected();
        attempt.close();
        active.close();
        active.close();
        attempt.close();

        var snapshot = metrics.snapshot();
        assertThat(snapshot.active()).as("active, when all are closed, one twice").isZero();
        assertThat(List.of(snapshot.attempts(), snapshot.successes(), snapshot.failures()))
                .as("attempts, successes and failures")
                .containsExactly(7L, 4L, 3L);
    }

    @Test
    @DisplayName("an attempt has one end: it cannot be connected twice, or after it was closed")
    void endsAnAttemptOnce() {
        var metrics = new ConnectionMetrics(clock::nanoTime);
        var connected = metrics.connecting();
        connected.connected().close();
        var failed = metrics.connecting();
        failed.close();
        failed.close();

        assertThatThrownBy(connected::connected, "connected() a second time")
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(failed::connected, "connected() after close")
                .isInstanceOf(IllegalStateException.class);
        var snapshot = metrics.snapshot();
        assertThat(List.of(snapshot.successes(), snapshot.failures(), snapshot.active()))
                .as("successes, failures and active")
                .containsExactly(1L, 1L, 0L);
    }

    @Test
    @DisplayName("requests are counted with their bytes; read's -1 at the end is no byte")
    void countsRequests() {
        var metrics = new ConnectionMetrics(clock::nanoTime);
        metrics.answered(ofMillis(1), 100, 3_000_000_000L);
        metrics.answered(ofMillis(1), -1, 10);
        metrics.answered(ofMillis(1), 20, -1);
        metrics.failed(ofMillis(1));

        var snapshot = metrics.snapshot();
        assertThat(List.of(snapshot.requests(), snapshot.failedRequests()))
                .as("requests, and those that failed")
                .containsExactly(4L, 1L);
        assertThat(List.of(snapshot.bytesIn(), snapshot.bytesOut()))
                .as("bytes in and out")
                .containsExactly(120L, 3_000_000_010L);
        assertThat(snapshot.latencies().count()).as("latencies of 4 requests").isEqualTo(4);
    }

    @Test
    @DisplayName("the percentiles are those of a known distribution, to 1 % (C27)")
    void knowsItsPercentiles(Testbed bed) {
        var metrics = new ConnectionMetrics(clock::nanoTime);
        MetricsBench.shuffledMillis(1000, bed.random())
                .forEach(each -> metrics.answered(each, 1, 1));

        var latencies = metrics.snapshot().latencies();
        for (int percent : new int[] {1, 50, 90, 99}) {
            assertAbout(latencies.percentile(percent), ofMillis(10 * percent), percent + " %");
        }
        assertAbout(latencies.percentile(0), ofMillis(1), "0 %, the quickest");
        MetricsBench.assertEachPercent(new ConnectionMetrics(clock::nanoTime));
        assertAbout(latencies.percentile(99.9), ofMillis(999), "99.9 %");
        assertAbout(latencies.percentile(100), ofSeconds(1), "100 %");
        assertAbout(latencies.max(), ofSeconds(1), "the maximum");
        assertAbout(latencies.total(), ofMillis(500_500), "all together");
    }

    @Test
    @DisplayName("an average would hide one slow request of two hundred; percentiles do not (C27)")
    void showsWhatAnAverageHides() {
        var metrics = new ConnectionMetrics(clock::nanoTime);
        for (int i = 0; i < 199; i++) {
            metrics.answered(Duration.ofNanos(5_000), 1, 1);
        }
        metrics.failed(ofSeconds(10));

        var latencies = metrics.snapshot().latencies();
        assertAbout(latencies.percentile(50), Duration.ofNanos(5_000), "50 %");
        assertAbout(latencies.percentile(99), Duration.ofNanos(5_000), "99 %");
        assertAbout(latencies.percentile(99.9), ofSeconds(10), "99.9 %: one gave up after 10 s");
        assertAbout(latencies.max(), ofSeconds(10), "the maximum");
    }

    @Test
    @DisplayName("no latency is too long or too short to be counted")
    void takesAnyLatency() {
        var metrics = new ConnectionMetrics(clock::nanoTime);
        metrics.answered(ZERO, 1, 1);
        metrics.answered(ofMillis(-5), 1, 1);
        assertThat(metrics.snapshot().latencies().max())
                .as("the longest of 0 and -5 ms")
                .isLessThanOrEqualTo(Duration.ofNanos(1_000));

        metrics.failed(ofHours(5));
        metrics.failed(Duration.ofSeconds(Long.MAX_VALUE));

        var latencies = metrics.snapshot().latencies();
        assertThat(latencies.count()).as("latencies").isEqualTo(4);
        assertAbout(latencies.max(), ofHours(1), "the longest counts as 1 h");
    }

    @Test
    @DisplayName("without requests all is 0; a percentile out of 0 to 100 is refused")
    void knowsNothingAtFirst() {
        var latencies = new ConnectionMetrics(clock::nanoTime).snapshot().latencies();

        assertThat(latencies.count()).as("count").isZero();
        assertThat(List.of(latencies.percentile(99), latencies.max(), latencies.total()))
                .as("99 %, maximum and total of nothing")
                .containsOnly(ZERO);
        for (double wrong : new double[] {-0.1, 100.1, Double.NaN}) {
            assertThatThrownBy(() -> latencies.percentile(wrong), "percentile(%s)", wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @DisplayName("a snapshot stays as it is, and says when it was taken")
    void takesASnapshot() {
        var metrics = new ConnectionMetrics(clock::nanoTime);
        metrics.answered(ofMillis(10), 1, 1);
        clock.advance(ofSeconds(3));
        var snapshot = metrics.snapshot();
        var latencies = snapshot.latencies();

        clock.advance(ofSeconds(1));
        metrics.answered(ofSeconds(10), 1, 1);
        metrics.snapshot();

        assertThat(snapshot.elapsed()).as("elapsed").isEqualTo(ofSeconds(3));
        assertThat(latencies.count()).as("latencies, one request later").isEqualTo(1);
        assertAbout(latencies.max(), ofMillis(10), "the maximum, when one came later");
        assertThat(metrics.snapshot().latencies().count()).as("in a new snapshot").isEqualTo(2);
    }

    @Test
    @DisplayName("between two snapshots: how many a second, and how slow those were (C27)")
    void tellsHowItIsNow() {
        var metrics = new ConnectionMetrics(clock::nanoTime);
        IntStream.range(0, 1000).forEach(_ -> metrics.answered(ofSeconds(2), 7, 7));
        clock.advance(ofSeconds(50));
        var earlier = metrics.snapshot();
        IntStream.range(0, 9).forEach(_ -> metrics.answered(ofMillis(10), 100, 1000));
        metrics.failed(ofMillis(20));
        clock.advance(ofSeconds(2));
        var later = metrics.snapshot();

        var rates = later.since(earlier);
        assertThat(List.of(rates.requests(), rates.bytesIn(), rates.bytesOut()))
                .as("requests, bytes in and out a second: 10, 900 and 9000 in 2 s")
                .containsExactly(5.0, 450.0, 4500.0);
        assertThat(rates.latencies().count()).as("requests in these 2 s").isEqualTo(10);
        assertAbout(rates.latencies().percentile(50), ofMillis(10), "50 % of these 2 s");
        assertAbout(rates.latencies().max(), ofMillis(20), "the maximum of these 2 s");
        assertThat(earlier.latencies().count()).as("before them").isEqualTo(1000);
        assertThat(later.latencies().count()).as("in all").isEqualTo(1010);
        assertAbout(later.latencies().percentile(50), ofSeconds(2), "50 % of all, as before");
        assertAbout(earlier.latencies().percentile(50), ofSeconds(2), "50 % before, as before");

        var none = later.since(later);
        assertThat(List.of(none.requests(), none.bytesIn(), none.bytesOut()))
                .as("the rates of no time")
                .containsOnly(0.0);
        assertThat(none.latencies().max()).as("the maximum of no time").isEqualTo(ZERO);
    }

    @Test
    @DisplayName("rates are for a second, however short or long the interval was")
    void tellsTheRateOfAnyInterval() {
        var metrics = new ConnectionMetrics(clock::nanoTime);
        var before = metrics.snapshot();
        for (var interval : List.of(ofMillis(1500), Duration.ofNanos(500_000))) {
            IntStream.range(0, 3).forEach(_ -> metrics.answered(ofMillis(1), 10, 20));
            clock.advance(interval);
            var after = metrics.snapshot();
            var rates = after.since(before);
            double expected = 3e9 / interval.toNanos();
            assertThat(rates.requests())
                    .as("requests a second, 3 in %s", interval)
                    .isCloseTo(expected, withinPercentage(0.01));
            assertThat(rates.bytesOut())
                    .as("bytes out a second, 60 in %s", interval)
                    .isCloseTo(20 * expected, withinPercentage(0.01));
            before = after;
        }
    }

    @Test
    @DisplayName("from 1 µs to 1 h, each latency is right to 1 %")
    void isExactEverywhere() {
        MetricsBench.assertExactFromMicrosToHours(new ConnectionMetrics(clock::nanoTime));
    }

    @Test
    @DisplayName("nothing is lost when eight threads count while snapshots are taken (C27)")
    void losesNothing(Testbed bed) {
        var metrics = new ConnectionMetrics(clock::nanoTime);
        var writers =
                IntStream.range(0, 8)
                        .mapToObj(_ -> bed.async(() -> MetricsBench.work(metrics, 1000)))
                        .toList();
        while (!writers.stream().allMatch(writer -> writer.isDone())) {
            MetricsBench.assertConsistent(metrics.snapshot());
        }

        writers.forEach(writer -> assertThat(writer).as("a writer").succeedsWithin(ofSeconds(3)));
        var end = metrics.snapshot();
        assertThat(List.of(end.attempts(), end.successes(), end.failures(), end.active()))
                .as("attempts, successes, failures and active, of 8 times 1000 of each")
                .containsExactly(16_000L, 8_000L, 8_000L, 0L);
        assertThat(List.of(end.requests(), end.failedRequests(), end.bytesIn(), end.bytesOut()))
                .as("requests, failed ones, bytes in and out")
                .containsExactly(16_000L, 8_000L, 24_000L, 40_000L);
        assertThat(end.latencies().count()).as("latencies").isEqualTo(16_000);
    }

    @Test
    @DisplayName("who counts waits for nobody (C27)")
    void doesNotWait(Testbed bed) throws Exception {
        var metrics = new ConnectionMetrics(clock::nanoTime);
        synchronized (metrics) {
            var counting = bed.async(() -> MetricsBench.work(metrics, 1));
            assertThat(counting)
                    .as("counting, while another thread holds the metrics' monitor")
                    .succeedsWithin(1500, TimeUnit.MILLISECONDS);
        }
        assertThat(metrics.snapshot().requests()).as("requests").isEqualTo(2);
    }

    @Test
    @DisplayName("half a million requests take no more memory than one (C27)")
    void takesLittleMemory() {
        var metrics = new ConnectionMetrics(clock::nanoTime);
        metrics.answered(ofMillis(1), 1, 1);
        metrics.snapshot();

        long allowed = 3_000_000;
        long grown =
                MetricsBench.heapGrownBy(() -> MetricsBench.answerMany(metrics, 500_000), allowed);

        assertThat(grown)
                .as("bytes of heap that 500,000 requests have taken for good")
                .isLessThan(allowed);
        assertThat(metrics.snapshot().requests()).as("requests").isEqualTo(500_001);
    }

    @Test
    @DisplayName("a page for Prometheus has each number, under its name and type")
    void writesAPage() {
        PrometheusChecks.aPageHasAllNumbers(clock);
        PrometheusChecks.shortTimesAreExact(clock);
    }

    @Test
    @DisplayName("a page for Prometheus is in its format: comments, names, values, line feeds")
    void keepsToTheFormat() {
        PrometheusChecks.eachLineIsInTheFormat(clock);
    }

    @Test
    @DisplayName("a page for Prometheus is the same in every language")
    void writesNumbersForMachines() {
        PrometheusChecks.numbersAreForMachines(clock);
    }

    @Test
    @DisplayName("of no requests, the page's quantiles are NaN; a wrong prefix is refused")
    void writesAnEmptyPage() {
        PrometheusChecks.ofNothing(clock);
        PrometheusChecks.refusesAWrongPrefix(clock);
    }
}
