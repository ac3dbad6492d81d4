package robustnet.concurrency;

import java.time.Duration;

/// How long requests have taken: how many took how long, and with that any percentile.
///
/// An average of 10 ms is what a hundred requests of 10 ms have, and also 99 of 5 ms and one that
/// took half a second. Percentiles tell the two apart.
///
/// Exact to 1 % from 1 µs to 1 h: percentiles, maximum and total. What took longer counts as 1 h.
/// Immutable.
public final class Latencies {
    /// What they are made from is yours to say: no test calls this, so give it what you need.
    Latencies() {}

    /// Returns how many requests there are.
    public long count() {
        throw new UnsupportedOperationException("TODO 6.3: how many");
    }

    /// Returns the time that this part of the requests did not exceed: with 99, all but one in a
    /// hundred took no longer. 0 if there are none.
    ///
    /// @param percent 0 to 100; 0 is the quickest, 50 the median, 100 the maximum
    /// @throws IllegalArgumentException if it is below 0, above 100, or no number
    public Duration percentile(double percent) {
        throw new UnsupportedOperationException("TODO 6.3: a percentile");
    }

    /// Returns what the slowest request took; 0 if there are none.
    public Duration max() {
        throw new UnsupportedOperationException("TODO 6.3: the slowest");
    }

    /// Returns what all of them took together.
    public Duration total() {
        throw new UnsupportedOperationException("TODO 6.3: all together");
    }

    /// Returns the latencies that are in these, but were not in earlier ones of the same metrics.
    /// Neither of the two changes.
    public Latencies since(Latencies earlier) {
        throw new UnsupportedOperationException("TODO 6.3: those in between");
    }
}
