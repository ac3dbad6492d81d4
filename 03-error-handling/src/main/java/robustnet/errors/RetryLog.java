package robustnet.errors;

import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import robustnet.udp.NanoClock;

/// Logs the failures that a [Retrier] meets, a line for each interval at most: when a server is
/// down, a thousand calls fail in a second, and all say the same.
///
/// ```
///   interval 5 s      failures      x xx x x xxxx x x x xx  x xx xxx x
///                     WARN          x              x             x
///                     held back       5              6
/// ```
///
/// Pass it to a retrier as its listener; one for all retriers that talk to the same server. Safe
/// for use by many threads.
public final class RetryLog implements Consumer<RetryEvent> {
    /// Creates a log that has written nothing yet.
    ///
    /// @param log where the lines go
    /// @param interval the least time between two lines at WARN; more than 0, and as long as you
    ///   like
    /// @param clock tells the time
    /// @throws IllegalArgumentException if `interval` is 0 or negative
    public RetryLog(Logger log, Duration interval, NanoClock clock) {
        throw new UnsupportedOperationException("TODO 3.4: keep the settings");
    }

    /// Logs a [RetryEvent.Retrying] or [RetryEvent.GaveUp] in one line at WARN if it is the first
    /// ever or if the last such line is at least the interval ago; otherwise below INFO.
    ///
    /// The line holds the failure's class and message, no stack trace, and how many failures were
    /// held back since the line before, if any were, and no such count otherwise. A line break in
    /// the message is none in the log, and a `{}` stands there as it is. [RetryEvent.Succeeded] is
    /// logged below INFO.
    @Override
    public void accept(RetryEvent event) {
        throw new UnsupportedOperationException("TODO 3.4: log a line for each interval");
    }
}
