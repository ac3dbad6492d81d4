package robustnet.udp;

/// A clock for measuring how long something takes. Only the difference of two of its times means
/// anything, and only by subtraction: the times may be negative, and may wrap around (E22).
@FunctionalInterface
public interface NanoClock {
    /// Returns the time in nanoseconds from an arbitrary origin, as [System#nanoTime()].
    long nanoTime();

    /// The system's clock: it goes on evenly when the time of day is set.
    static NanoClock system() {
        return System::nanoTime;
    }
}
