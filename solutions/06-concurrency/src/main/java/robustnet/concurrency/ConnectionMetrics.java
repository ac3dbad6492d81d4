package robustnet.concurrency;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import robustnet.udp.NanoClock;

/// Counts what happens on a program's connections, for all of them together.
///
/// ```
///                        connected()              close()
///   connecting() ──► ATTEMPT ──────► ACTIVE ──────────────► (over)
///                       │
///                       └──────────► (failed)
///                         close()
/// ```
///
/// What goes up and must come down again is a token to be closed, best like this:
///
/// ```java
/// try (var attempt = metrics.connecting()) {
///     socket.connect(address);          // throws: the attempt has failed
///     try (var _ = attempt.connected()) {
///         ...                           // active, until this block is left, in whatever way
///     }
/// }
/// ```
///
/// The memory that it takes does not depend on how much it has counted, nor on how many peers there
/// were.
///
/// Safe for use by many threads. Nobody who counts waits for a snapshot, or for another who counts.
public final class ConnectionMetrics {
    /// One attempt to connect. It has failed if it is closed and was never connected.
    public interface Attempt extends AutoCloseable {
        /// Counts a success.
        ///
        /// @return to be closed when the connection is
        /// @throws IllegalStateException if the attempt is connected or closed
        Active connected();

        /// Counts a failure, unless the attempt is connected. Closing a second time does nothing.
        @Override
        void close();
    }

    /// One open connection.
    @FunctionalInterface
    public interface Active extends AutoCloseable {
        /// Counts it as closed. Closing a second time does nothing.
        @Override
        void close();
    }

    /// What had been counted at one moment.
    ///
    /// @param attempts attempts to connect that have begun
    /// @param successes those that were connected
    /// @param failures those that were closed without
    /// @param active connections that are open now
    /// @param requests requests that were answered or have failed
    /// @param failedRequests those that have failed
    /// @param bytesIn bytes that came in for the answered ones
    /// @param bytesOut bytes that went out for them
    /// @param latencies of all requests, the failed ones too
    /// @param elapsed how long the metrics had existed
    public record Snapshot(
            long attempts,
            long successes,
            long failures,
            long active,
            long requests,
            long failedRequests,
            long bytesIn,
            long bytesOut,
            Latencies latencies,
            Duration elapsed) {
        /// Returns the part of the ended attempts that were successes, 0 to 1; 1 as long as none
        /// has ended. Attempts that still go on do not count.
        public double successRate() {
            long ended = successes + failures;
            return ended == 0 ? 1 : (double) successes / ended;
        }

        /// Returns what happened between two snapshots of the same metrics: that is what a display
        /// shows. An average since the start hides how it is now.
        ///
        /// @param earlier taken before this one
        public Rates since(Snapshot earlier) {
            double seconds = elapsed.minus(earlier.elapsed).toNanos() / 1e9;
            return new Rates(
                    perSecond(requests - earlier.requests, seconds),
                    perSecond(bytesIn - earlier.bytesIn, seconds),
                    perSecond(bytesOut - earlier.bytesOut, seconds),
                    latencies.since(earlier.latencies));
        }

        private static double perSecond(long count, double seconds) {
            return seconds > 0 ? count / seconds : 0;
        }
    }

    /// What happened in an interval.
    ///
    /// @param requests requests a second, answered or failed; 0 if no time had gone by, as the next
    ///   two
    /// @param bytesIn bytes a second that came in
    /// @param bytesOut bytes a second that went out
    /// @param latencies of the requests of the interval only
    public record Rates(double requests, double bytesIn, double bytesOut, Latencies latencies) {}

    private final NanoClock clock;
    private final long start;
    private final LongAdder attempts = new LongAdder();
    private final LongAdder successes = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder closed = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final LongAdder failedRequests = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private final LatencyRecorder latencies = new LatencyRecorder();

    /// Creates metrics that have counted nothing.
    ///
    /// @param clock tells how much time has gone by, from now on
    public ConnectionMetrics(NanoClock clock) {
        this.clock = clock;
        this.start = clock.nanoTime();
    }

    /// Counts the beginning of an attempt to connect.
    ///
    /// @return to be closed when it is known how the attempt has ended
    public Attempt connecting() {
        attempts.increment();
        return new Trial();
    }

    /// Counts a request that was answered.
    ///
    /// @param latency how long the caller waited for the answer; below 0 counts as 0
    /// @param bytesIn how many bytes came in for it; below 0, as from a read at the end of a
    ///   stream, counts as 0
    /// @param bytesOut how many bytes went out for it; below 0 counts as 0
    public void answered(Duration latency, long bytesIn, long bytesOut) {
        requests.increment();
        this.bytesIn.add(Math.max(0, bytesIn));
        this.bytesOut.add(Math.max(0, bytesOut));
        latencies.record(latency);
    }

    /// Counts a request that was not answered, or with an error.
    ///
    /// @param latency how long the caller waited; below 0 counts as 0
    public void failed(Duration latency) {
        requests.increment();
        failedRequests.increment();
        latencies.record(latency); // who gave up after 10 s has waited for 10 s
    }

    /// Returns what has been counted so far. What is counted meanwhile may be in it or not, and in
    /// some of its numbers only; yet no snapshot has more outcomes than attempts, less than 0
    /// active connections, or more failed requests than requests.
    public Snapshot snapshot() {
        // the outcome is read before what comes before it, so that it is never ahead
        long closed = this.closed.sum();
        long successes = this.successes.sum();
        long failures = this.failures.sum();
        long failedRequests = this.failedRequests.sum();
        return new Snapshot(
                attempts.sum(),
                successes,
                failures,
                successes - closed,
                requests.sum(),
                failedRequests,
                bytesIn.sum(),
                bytesOut.sum(),
                latencies.soFar(),
                Duration.ofNanos(clock.nanoTime() - start));
    }

    private final class Trial implements Attempt {
        private final AtomicBoolean over = new AtomicBoolean();

        @Override
        public Active connected() {
            if (!over.compareAndSet(false, true)) {
                throw new IllegalStateException("the attempt is over");
            }
            successes.increment();
            var gone = new AtomicBoolean();
            return () -> count(gone, closed); // C27
        }

        @Override
        public void close() {
            count(over, failures);
        }

        private static void count(AtomicBoolean done, LongAdder what) {
            if (done.compareAndSet(false, true)) {
                what.increment();
            }
        }
    }
}
