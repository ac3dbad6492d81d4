package robustnet.udp;

import java.time.Duration;

/// How often a request is sent and how long each time waits for the reply: twice as long after
/// every attempt, up to a longest time.
///
/// ```
///  firstTimeout 100 ms, maxTimeout 500 ms, attempts 5
///
///  send      send            send                            send   ...     send   ...   give up
///   ├─ 100 ms ─┼──── 200 ms ────┼───────────── 400 ms ──────────┼── 500 ms ───┼── 500 ms ──┤
/// ```
///
/// A network that loses datagrams is often one that has too many of them, so each silence makes the
/// sender more patient (RFC 8085 section 3.1.1).
///
/// @param firstTimeout the wait after the first datagram; more than 0
/// @param maxTimeout the longest wait; not below `firstTimeout`, at most 1 hour
/// @param attempts how many times a request is sent in all, the first one included; at least 1
public record Retransmission(Duration firstTimeout, Duration maxTimeout, int attempts) {
    /// Creates a policy.
    ///
    /// @throws IllegalArgumentException if a component is out of its range
    public Retransmission {
        if (!firstTimeout.isPositive()) {
            throw new IllegalArgumentException(
                    "write a firstTimeout of more than 0, not " + firstTimeout);
        }
        if (maxTimeout.compareTo(firstTimeout) < 0
                || maxTimeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "write a maxTimeout from firstTimeout to 1 hour, not " + maxTimeout);
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("write at least 1 attempt, not " + attempts);
        }
    }

    /// Returns how long attempt `attempt` waits: `firstTimeout` × 2 to the power of `attempt - 1`,
    /// and never more than `maxTimeout`, however high the attempt.
    ///
    /// @param attempt 1 for the first datagram; not limited by [#attempts()]
    /// @throws IllegalArgumentException if `attempt` is less than 1
    public Duration timeout(int attempt) {
        throw new UnsupportedOperationException(
                "TODO 2.2: twice as long after every attempt, up to the cap");
    }
}
