package robustnet.udp;

/// A clock for measuring how long something takes. Only differences between two of its times mean
/// anything, and they may wrap: compare by subtraction (E22).
@FunctionalInterface
public interface NanoClock {
    /// Returns the time in nanoseconds from an arbitrary origin, as [System#nanoTime()].
    long nanoTime();
}
