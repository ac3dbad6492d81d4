package robustnet.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that stands still until it is advanced.
///
/// Its [#nanoTime()] starts 1 ms before the end of the range of `long`, so a comparison of two
/// times with `<` instead of by subtraction goes wrong at once (E22). For a [java.time.Clock], ask
/// for `withZone(ZoneOffset.UTC)`. Safe for use by many threads.
public final class FakeClock implements InstantSource {
    private static final Instant BEGINNING = Instant.parse("2025-01-01T00:00:00Z");
    private static final long FIRST_NANO_TIME = Long.MAX_VALUE - 1_000_000;

    private Duration elapsed = Duration.ZERO;

    /// The time for measuring intervals, in nanoseconds, as [System#nanoTime()].
    public synchronized long nanoTime() {
        return FIRST_NANO_TIME + elapsed.toNanos();
    }

    /// The time of day: 2025-01-01T00:00:00Z plus what was advanced.
    @Override
    public synchronized Instant instant() {
        return BEGINNING.plus(elapsed);
    }

    /// How far it was advanced in all.
    public synchronized Duration elapsed() {
        return elapsed;
    }

    /// Advances the time and wakes who sleeps by this clock.
    ///
    /// @param step not negative
    public synchronized void advance(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("time does not go back: " + step);
        }
        elapsed = elapsed.plus(step);
        notifyAll();
    }

    /// Waits until so much has elapsed in all.
    synchronized void awaitElapsed(Duration target) throws InterruptedException {
        while (elapsed.compareTo(target) < 0) {
            wait();
        }
    }
}
