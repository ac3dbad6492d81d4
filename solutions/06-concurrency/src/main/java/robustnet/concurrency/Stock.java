package robustnet.concurrency;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import robustnet.concurrency.ConnectionPool.Factory;
import robustnet.concurrency.ConnectionPool.Settings;
import robustnet.concurrency.ConnectionPool.Stats;
import robustnet.errors.Deadline;
import robustnet.udp.NanoClock;

/// The connections of a pool: opens, judges and destroys them, each in a place that it holds
/// meanwhile, and never under a lock.
final class Stock<C> {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionPool.class);

    private final Settings settings;
    private final Factory<C> factory;
    private final NanoClock clock;
    private final PoolPlaces<C> places;
    private final AtomicLong created = new AtomicLong();
    private final AtomicLong destroyed = new AtomicLong();

    Stock(Settings settings, Factory<C> factory, NanoClock clock) {
        this.settings = settings;
        this.factory = factory;
        this.clock = clock;
        this.places = new PoolPlaces<>(settings.max());
    }

    PooledLease<C> lend(Deadline deadline)
            throws IOException, InterruptedException, TimeoutException {
        var idle = places.take(deadline);
        boolean lent = false;
        try {
            boolean fit = idle.isPresent() && isFit(idle.get(), deadline);
            var pooled = fit ? idle.get() : create(deadline);
            var lease = new PooledLease<>(pooled, this::giveBack, clock);
            lent = places.lend(lease);
            if (!lent) {
                destroy(pooled);
                throw new IllegalStateException("the pool is closed");
            }
            return lease;
        } finally {
            if (!lent) {
                places.free(); // C11: whatever went wrong
            }
        }
    }

    /// Opens connections until `minIdle` are idle, or that is not possible.
    void fill(int minIdle, Deadline deadline) throws InterruptedException {
        boolean goOn = true;
        while (goOn && !deadline.hasPassed() && places.takeBelow(minIdle)) {
            goOn = addIdle(deadline);
        }
    }

    void discardIdle(Predicate<Pooled<C>> which) {
        for (var idle = places.takeIdle(which); idle.isPresent(); idle = places.takeIdle(which)) {
            discard(idle.get());
        }
    }

    boolean isTooOld(Pooled<C> pooled) {
        return pooled.age(clock.nanoTime()).compareTo(settings.maxLifetime()) >= 0;
    }

    Stream<PooledLease<C>> lent() {
        return places.lent().stream();
    }

    Stats stats() {
        return places.stats(created.get(), destroyed.get());
    }

    void close() {
        places.close();
        discardIdle(_ -> true);
    }

    private boolean addIdle(Deadline deadline) throws InterruptedException {
        boolean kept = false;
        try {
            var pooled = create(deadline);
            kept = places.giveIdle(pooled);
            if (!kept) {
                destroy(pooled);
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) { // errors as well: the next time it may go better
            LOG.warn("cannot open a connection to keep ready: {}", String.valueOf(e));
        } finally {
            if (!kept) {
                places.free();
            }
        }
        return kept;
    }

    private void giveBack(PooledLease<C> lease) {
        if (places.end(lease)) { // C13: the second time it may be somebody else's
            var pooled = lease.pooled();
            boolean clean = lease.isReusable() && !isTooOld(pooled); // C9
            if (!clean || !places.giveIdle(pooled.idleFrom(clock.nanoTime()))) {
                discard(pooled);
            }
        }
    }

    private Pooled<C> create(Deadline deadline)
            throws IOException, InterruptedException, TimeoutException {
        if (deadline.hasPassed()) { // C10
            throw new TimeoutException("no time is left to open a connection");
        }
        var connection = Objects.requireNonNull(factory.create(deadline), "a created connection");
        created.incrementAndGet();
        long now = clock.nanoTime();
        return new Pooled<>(connection, now, now);
    }

    /// Whether the connection can be lent; if not, it is destroyed.
    private boolean isFit(Pooled<C> pooled, Deadline deadline) {
        boolean fit = false;
        try {
            fit = !isTooOld(pooled) && isAlive(pooled, deadline);
            return fit;
        } finally {
            if (!fit) {
                destroy(pooled);
            }
        }
    }

    private boolean isAlive(Pooled<C> pooled, Deadline deadline) {
        var idle = pooled.idle(clock.nanoTime());
        if (idle.compareTo(settings.validateAfterIdle()) < 0) {
            return true;
        }
        try {
            return factory.isAlive(pooled.connection(), deadline); // C8
        } catch (Throwable e) { // errors as well: whoever cannot answer is not lent
            LOG.debug("a connection that cannot say whether it is alive", e);
            return false;
        }
    }

    private void discard(Pooled<C> pooled) {
        try {
            destroy(pooled);
        } finally {
            places.free(); // only now, or there would be more open than there are places
        }
    }

    private void destroy(Pooled<C> pooled) {
        destroyed.incrementAndGet();
        try {
            factory.destroy(pooled.connection());
        } catch (Throwable e) { // errors as well: whoever gives back can do nothing about it
            LOG.warn("a connection could not be destroyed", e);
        }
    }
}
