package robustnet.errors;

/// A clock for measuring intervals. Only the difference of two of its times means anything, and
/// only by subtraction: the times may be negative, and may wrap around.
@FunctionalInterface
public interface NanoClock {
    /// The time in nanoseconds, as [System#nanoTime()].
    long nanoTime();

    /// The system's clock: it goes on evenly when the time of day is set.
    static NanoClock system() {
        return System::nanoTime;
    }
}
