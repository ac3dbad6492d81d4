package robustnet.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import robustnet.concurrency.ConnectionMetrics.Snapshot;

/// What programs do with [ConnectionMetrics], and how near a measured time must be.
final class MetricsBench {
    private static final double TOLERANCE = 0.01;

    private MetricsBench() {}

    /// Fails unless the time is right to 1 % and 1 µs.
    static void assertAbout(Duration actual, Duration right, String what) {
        long most = (long) (right.toNanos() * TOLERANCE) + 1_000;
        assertThat(actual)
                .as("%s, which should be %s to 1 %%", what, right)
                .isBetween(right.minusNanos(most), right.plusNanos(most));
    }

    /// Each latency alone, in an interval of its own.
    static void assertExactFromMicrosToHours(ConnectionMetrics metrics) {
        var before = metrics.snapshot().latencies();
        for (double nanos = 1_000; nanos < 3.6e12; nanos *= 1.07) {
            var right = Duration.ofNanos((long) nanos);
            metrics.answered(right, 1, 1);
            var all = metrics.snapshot().latencies();
            var alone = all.since(before);
            long most = (long) (nanos * TOLERANCE);
            assertThat(List.of(alone.percentile(50), alone.max(), alone.total()))
                    .as("the median, the maximum and the total of %s alone, to 1 %%", right)
                    .allSatisfy(
                            actual ->
                                    assertThat(actual)
                                            .isBetween(
                                                    right.minusNanos(most), right.plusNanos(most)));
            before = all;
        }
    }

    /// Of 1 to 100 ms, each once, 7 % are those that took no longer than 7 ms.
    static void assertEachPercent(ConnectionMetrics metrics) {
        for (int i = 1; i <= 100; i++) {
            metrics.answered(Duration.ofMillis(i), 1, 1);
        }
        var latencies = metrics.snapshot().latencies();
        for (int i = 1; i <= 100; i++) {
            assertAbout(latencies.percentile(i), Duration.ofMillis(i), i + " % of 1 to 100 ms");
        }
    }

    static void connectAndFail(ConnectionMetrics metrics) {
        try (var attempt = metrics.connecting();
                var _ = attempt.connected()) {
            assertThat(metrics.snapshot().active()).as("active, in a handler").isEqualTo(1);
            throw new ArithmeticException("a handler that fails");
        }
    }

    static void failToConnect(ConnectionMetrics metrics) throws ConnectException {
        try (var _ = metrics.connecting()) {
            throw new ConnectException("refused");
        }
    }

    /// So many times: a connection, an attempt that fails, an answer and a failure.
    static Void work(ConnectionMetrics metrics, int times) {
        for (int i = 0; i < times; i++) {
            try (var attempt = metrics.connecting();
                    var _ = attempt.connected()) {
                metrics.answered(Duration.ofMillis(1), 3, 5);
            }
            metrics.connecting().close();
            metrics.failed(Duration.ofMillis(2));
        }
        return null;
    }

    static void assertConsistent(Snapshot snapshot) {
        assertThat(snapshot.successes() + snapshot.failures())
                .as("outcomes in a snapshot of %d attempts", snapshot.attempts())
                .isLessThanOrEqualTo(snapshot.attempts());
        assertThat(snapshot.active()).as("active in a snapshot").isNotNegative();
        assertThat(snapshot.failedRequests())
                .as("failed ones in a snapshot of %d requests", snapshot.requests())
                .isLessThanOrEqualTo(snapshot.requests());
        assertThat(snapshot.successRate()).as("the success rate").isBetween(0.0, 1.0);
    }

    static void answerMany(ConnectionMetrics metrics, int times) {
        for (int i = 0; i < times; i++) {
            metrics.answered(Duration.ofNanos(1_000L * (i % 100_000)), 1, 1);
        }
    }

    /// Returns how many bytes more are in use after the work than before, garbage apart. If they
    /// are more than `allowed`, it looks again: others may have needed some of them meanwhile.
    static long heapGrownBy(Runnable work, long allowed) {
        long before = heap();
        work.run();
        long grown = heap() - before;
        for (int i = 0; i < 3 && grown >= allowed; i++) {
            grown = heap() - before;
        }
        return grown;
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /// Returns the whole milliseconds from 1 to `last`, each once, in any order.
    static List<Duration> shuffledMillis(int last, RandomGenerator random) {
        return random.ints(1, last + 1)
                .distinct()
                .limit(last)
                .mapToObj(Duration::ofMillis)
                .toList();
    }
}
