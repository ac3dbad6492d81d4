package robustnet.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sleeps by a [FakeClock], and remembers how long.
///
/// There are two kinds: one advances the clock itself and returns at once; one blocks until the
/// test has advanced the clock far enough, or has interrupted it. Pass it on as `sleeper::sleep`.
/// Safe for use by many threads.
public final class FakeSleeper {
    private final FakeClock clock;
    private final boolean blocking;
    private final List<Duration> sleeps = new ArrayList<>();
    private int asleep;

    private FakeSleeper(FakeClock clock, boolean blocking) {
        this.clock = clock;
        this.blocking = blocking;
    }

    /// A sleeper that advances `clock` by each sleep and returns at once.
    public static FakeSleeper advancing(FakeClock clock) {
        return new FakeSleeper(clock, false);
    }

    /// A sleeper whose sleeps end when `clock` was advanced far enough.
    public static FakeSleeper blocking(FakeClock clock) {
        return new FakeSleeper(clock, true);
    }

    /// Sleeps, as [Thread#sleep(Duration)] does. A sleep of nothing or less is remembered and over
    /// at once.
    ///
    /// @throws InterruptedException if the current thread is interrupted, before or meanwhile; the
    ///   sleep is remembered all the same
    public void sleep(Duration duration) throws InterruptedException {
        Duration wakeUp = clock.elapsed().plus(duration);
        remember(duration);
        try {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (blocking) {
                clock.awaitElapsed(wakeUp);
            } else if (duration.isPositive()) {
                clock.advance(duration);
            }
        } finally {
            count(-1);
        }
    }

    /// All sleeps begun so far, in order.
    public synchronized List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }

    /// The sum of all sleeps begun so far.
    public synchronized Duration total() {
        return sleeps.stream().reduce(Duration.ZERO, Duration::plus);
    }

    /// Waits, in real time, until `threads` threads are asleep; for the blocking kind.
    ///
    /// @throws TimeoutException if fewer are asleep after `patience`
    /// @throws InterruptedException if the current thread is interrupted
    public synchronized void awaitAsleep(int threads, Duration patience)
            throws InterruptedException, TimeoutException {
        long start = System.nanoTime();
        while (asleep < threads) {
            long left = patience.toNanos() - (System.nanoTime() - start);
            if (left <= 0) {
                throw new TimeoutException(
                        "your program did not pause within %s ms: threads that called the sleeper and are asleep: %d, but should have been %d"
                                .formatted(patience.toMillis(), asleep, threads));
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private synchronized void remember(Duration duration) {
        sleeps.add(duration);
        count(1);
    }

    private synchronized void count(int change) {
        asleep += change;
        notifyAll();
    }
}
