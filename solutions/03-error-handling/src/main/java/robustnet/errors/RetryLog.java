package robustnet.errors;

import java.io.IOException;
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
    private final Logger log;
    private final Duration interval;
    private final NanoClock clock;
    private boolean begun;
    private long lastLine;
    private long heldBack;

    /// Creates a log that has written nothing yet.
    ///
    /// @param log where the lines go
    /// @param interval the least time between two lines at WARN; more than 0, and as long as you
    ///   like
    /// @param clock tells the time
    /// @throws IllegalArgumentException if `interval` is 0 or negative
    public RetryLog(Logger log, Duration interval, NanoClock clock) {
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("interval must be more than 0, not " + interval);
        }
        this.log = log;
        this.interval = interval;
        this.clock = clock;
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
        switch (event) {
            case RetryEvent.Retrying(var attempt, var failure, var pause) ->
                    warn("attempt %d failed, next in %s".formatted(attempt, pause), failure);
            case RetryEvent.GaveUp(var attempts, var reason, var failure) ->
                    warn("gave up after %d attempts, %s".formatted(attempts, reason), failure);
            case RetryEvent.Succeeded(var attempts) ->
                    log.debug("succeeded with attempt {}", attempts);
        }
    }

    private void warn(String what, IOException failure) {
        long held = enter();
        if (held < 0) {
            log.debug("{}: {}", what, failure.toString());
        } else {
            var hidden = held == 0 ? "" : " (%d failures not shown)".formatted(held);
            log.warn("{}: {}{}", what, failure.toString().replaceAll("\\R", " "), hidden);
        }
    }

    /// Returns how many failures were held back before this one, or -1 if this one is as well.
    private synchronized long enter() {
        long now = clock.nanoTime();
        var sinceLastLine = Duration.ofNanos(now - lastLine); // E22: right where it wraps around
        if (begun && sinceLastLine.compareTo(interval) < 0) { // E23
            heldBack++;
            return -1;
        }
        long held = heldBack;
        begun = true;
        lastLine = now;
        heldBack = 0;
        return held;
    }
}
