package robustnet.concurrency;

import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import robustnet.concurrency.ConnectionPool.Leak;
import robustnet.concurrency.ConnectionPool.Lease;
import robustnet.udp.NanoClock;

/// A lease, which also remembers who took it, where and when.
final class PooledLease<C> implements Lease<C> {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionPool.class);

    private final Pooled<C> pooled;
    private final Consumer<PooledLease<C>> giveBack;
    private final NanoClock clock;
    private final long since;
    private final String thread = Thread.currentThread().getName();
    private final Throwable takenAt = new Throwable("a connection borrowed by thread " + thread);
    private volatile boolean closed;
    private volatile boolean reusable;
    private boolean reported;

    PooledLease(Pooled<C> pooled, Consumer<PooledLease<C>> giveBack, NanoClock clock) {
        this.pooled = pooled;
        this.giveBack = giveBack;
        this.clock = clock;
        this.since = clock.nanoTime();
    }

    @Override
    public C connection() {
        checkOpen();
        return pooled.connection();
    }

    @Override
    public void reusable() {
        checkOpen();
        reusable = true;
    }

    @Override
    public void close() {
        closed = true;
        giveBack.accept(this);
    }

    Pooled<C> pooled() {
        return pooled;
    }

    boolean isReusable() {
        return reusable;
    }

    Duration age() {
        return Duration.ofNanos(clock.nanoTime() - since);
    }

    Leak leak() {
        return new Leak(thread, age(), takenAt);
    }

    /// Called by one thread at a time.
    void report() {
        if (!reported) {
            reported = true;
            LOG.warn("a connection is lent for {} and has not come back", age(), takenAt); // C16
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the lease is closed");
        }
    }
}
