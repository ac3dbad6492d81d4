package robustnet.concurrency;

import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/// Records latencies: many threads write and none waits, one at a time reads.
final class LatencyRecorder {
    private static final long LOWEST = 1; // with 1 µs the steps would be of half a µs each
    private static final Duration HIGHEST = Duration.ofHours(1);
    private static final int DIGITS = 2;

    private final Recorder recorder = new Recorder(LOWEST, HIGHEST.toNanos(), DIGITS);
    private final Histogram total = new Histogram(LOWEST, HIGHEST.toNanos(), DIGITS);
    private Histogram recycled;

    void record(Duration latency) {
        var bounded = latency.compareTo(HIGHEST) < 0 ? latency : HIGHEST;
        recorder.recordValue(Math.max(0, bounded.toNanos()));
    }

    synchronized Latencies soFar() {
        recycled = recorder.getIntervalHistogram(recycled);
        total.add(recycled);
        return new Latencies(total.copy());
    }
}
