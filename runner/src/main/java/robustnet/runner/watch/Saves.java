package robustnet.runner.watch;

import java.time.Duration;

/// Notices that files below a folder may have changed. For use by one thread.
interface Saves extends AutoCloseable {
    /// Waits until something may have changed since the last call.
    ///
    /// @param patience how long at most; about that long, if nothing happens
    /// @return whether something may have changed
    /// @throws InterruptedException if interrupted
    boolean await(Duration patience) throws InterruptedException;

    /// Stops watching.
    @Override
    void close();
}
