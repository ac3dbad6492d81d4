package robustnet.errors;

import java.time.Duration;

/// Lets the current thread wait.
@FunctionalInterface
public interface Sleeper {
    /// Returns after `duration`; at once if it is 0 or negative.
    ///
    /// @throws InterruptedException if the current thread is interrupted, before or meanwhile; its
    ///   interrupt status is cleared then
    void sleep(Duration duration) throws InterruptedException;

    /// Sleeps in real time, as [Thread#sleep(Duration)].
    static Sleeper system() {
        return Thread::sleep;
    }
}
