package robustnet.concurrency;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/// How long requests have taken: how many took how long, and with that any percentile.
///
/// An average of 10 ms is what a hundred requests of 10 ms have, and also 99 of 5 ms and one that
/// took half a second. Percentiles tell the two apart.
///
/// Exact to 1 % from 1 µs to 1 h: percentiles, maximum and total. What took longer counts as 1 h.
/// Immutable.
public final class Latencies {
    private final Histogram histogram;

    /// Takes the histogram over: nobody may write to it any more.
    Latencies(Histogram histogram) {
        this.histogram = histogram;
    }

    /// Returns how many requests there are.
    public long count() {
        return histogram.getTotalCount();
    }

    /// Returns the time that this part of the requests did not exceed: with 99, all but one in a
    /// hundred took no longer. 0 if there are none.
    ///
    /// @param percent 0 to 100; 0 is the quickest, 50 the median, 100 the maximum
    /// @throws IllegalArgumentException if it is below 0, above 100, or no number
    public Duration percentile(double percent) {
        if (!(percent >= 0 && percent <= 100)) { // also refuses NaN
            throw new IllegalArgumentException("percent must be 0 to 100, not " + percent);
        }
        return Duration.ofNanos(histogram.getValueAtPercentile(percent));
    }

    /// Returns what the slowest request took; 0 if there are none.
    public Duration max() {
        // an empty histogram would say the end of its first bucket
        return count() == 0 ? Duration.ZERO : Duration.ofNanos(histogram.getMaxValue());
    }

    /// Returns what all of them took together.
    public Duration total() {
        double seconds = histogram.getMean() / 1e9 * count(); // its nanos may not fit into a long
        return Duration.ofSeconds((long) seconds, (long) (seconds % 1 * 1e9));
    }

    /// Returns the latencies that are in these, but were not in earlier ones of the same metrics.
    /// Neither of the two changes.
    public Latencies since(Latencies earlier) {
        // C27: the counts are what can be subtracted; the percentiles of an interval are not the
        // difference, and not the average, of anybody's percentiles
        var interval = histogram.copy();
        interval.subtract(earlier.histogram);
        return new Latencies(interval);
    }
}
