package robustnet.concurrency;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// The open connections of an [EventLoop], and on which of them nothing has come or gone for too
/// long. However many there are, a byte that moves costs the same small work.
///
/// Not safe for use by many threads.
final class QuietConnections {
    private static final Duration LONG = Duration.ofHours(1);

    private final Duration idleTimeout;

    /// When a byte moved last, the longest ago first.
    private final LinkedHashMap<LoopConnection, Long> lastMoved = new LinkedHashMap<>();

    QuietConnections(Duration idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    void moved(LoopConnection connection) {
        lastMoved.putLast(connection, System.nanoTime());
    }

    void forget(LoopConnection connection) {
        lastMoved.remove(connection);
    }

    /// Returns how long to sleep until somebody may be overdue, at most an hour.
    Duration untilNext() {
        if (lastMoved.isEmpty()) {
            return LONG;
        }
        var left = left(lastMoved.firstEntry().getValue(), System.nanoTime());
        return left.compareTo(LONG) < 0 ? left : LONG;
    }

    /// Returns those on which nothing had moved for the idle timeout.
    ///
    /// @param then when, by `System.nanoTime`
    List<LoopConnection> overdue(long then) {
        var overdue = new ArrayList<LoopConnection>();
        for (var entry : lastMoved.entrySet()) {
            if (left(entry.getValue(), then).isPositive()) {
                break;
            }
            overdue.add(entry.getKey());
        }
        return overdue;
    }

    private Duration left(long since, long then) {
        return idleTimeout.minusNanos(then - since); // E22
    }
}
