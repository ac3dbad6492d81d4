package robustnet.concurrency;

import java.time.Duration;

/// A connection of a pool, and the times that decide what becomes of it.
record Pooled<C>(C connection, long createdAt, long idleSince) {
    Pooled<C> idleFrom(long now) {
        return new Pooled<>(connection, createdAt, now);
    }

    Duration age(long now) {
        return Duration.ofNanos(now - createdAt);
    }

    Duration idle(long now) {
        return Duration.ofNanos(now - idleSince);
    }
}
