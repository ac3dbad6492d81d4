package robustnet.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static robustnet.concurrency.Deadlines.in;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import robustnet.concurrency.ConnectionPool.Factory;
import robustnet.concurrency.ConnectionPool.Lease;
import robustnet.concurrency.ConnectionPool.Settings;
import robustnet.errors.Deadline;

/// Many threads that use one pool at random, and a factory that is not reliable.
final class PoolCrowd implements Factory<PoolCrowd.Wire> {
    /// What stands for a connection: knows who uses it.
    static final class Wire {
        private final AtomicReference<Thread> user = new AtomicReference<>();
        private final AtomicInteger destroyed = new AtomicInteger();
    }

    private final int max;
    private final ConnectionPool<Wire> pool;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final List<Wire> wires = new CopyOnWriteArrayList<>();
    private final List<Thread> members = new CopyOnWriteArrayList<>();

    PoolCrowd(int max) {
        this.max = max;
        var lifetime = Duration.ofMillis(5);
        var settings =
                new Settings(max, 1, Duration.ofNanos(200_000), lifetime, Duration.ofHours(1));
        pool = new ConnectionPool<>(settings, this, System::nanoTime);
    }

    @Override
    public Wire create(Deadline deadline) throws IOException {
        mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
        Thread.yield();
        if (ThreadLocalRandom.current().nextInt(8) == 0) {
            open.decrementAndGet();
            throw new IOException("refused");
        }
        var wire = new Wire();
        wires.add(wire);
        return wire;
    }

    @Override
    public boolean isAlive(Wire wire, Deadline deadline) {
        Thread.yield();
        return ThreadLocalRandom.current().nextInt(4) != 0;
    }

    @Override
    public void destroy(Wire wire) {
        Thread.yield();
        wire.destroyed.incrementAndGet();
        open.decrementAndGet();
    }

    /// Does so many things, and ends with an error if the pool breaks a promise.
    Void member(long seed, int times) {
        members.add(Thread.currentThread());
        var random = new Random(seed);
        for (int i = 0; i < times; i++) {
            try {
                if (random.nextInt(10) == 0) {
                    pool.maintain(in(Duration.ofMillis(20)));
                } else {
                    use(random);
                }
            } catch (InterruptedException _) {
                // By another member, just before that gave its own back.
            }
        }
        return null;
    }

    private void use(Random random) throws InterruptedException {
        try (var lease = pool.borrow(in(Duration.ofMillis(random.nextInt(1, 20))))) {
            var wire = lease.connection();
            assertThat(wire.user.compareAndSet(null, Thread.currentThread()))
                    .as("whether a link that is lent is nobody else's")
                    .isTrue();
            for (int i = random.nextInt(20); i > 0; i--) {
                Thread.yield();
            }
            assertThat(wire.destroyed.get()).as("how often a lent link was destroyed").isZero();
            wire.user.set(null);
            if (random.nextInt(4) == 0) {
                members.get(random.nextInt(members.size())).interrupt();
            }
            finish(lease, random.nextInt(8));
        } catch (IOException | TimeoutException _) {
            // That is what a pool says when it cannot lend.
        }
    }

    private static void finish(Lease<Wire> lease, int how) {
        if (how > 0) {
            lease.reusable();
        }
        if (how == 1) {
            lease.close(); // and again at the end of the block
        }
    }

    void assertNothingLost() {
        var stats = pool.stats();
        assertThat(mostOpen.get())
                .as("most links that were open or being opened at a time, of %d allowed", max)
                .isLessThanOrEqualTo(max);
        assertThat(List.of(stats.lent(), stats.pending(), stats.waiting()))
                .as("lent, pending and waiting in the end")
                .containsExactly(0, 0, 0);
        assertThat(open.get()).as("links that are open in the end").isEqualTo(stats.idle());
        pool.close();
        assertThat(wires.stream().map(wire -> wire.destroyed.get()).toList())
                .as("how often each was destroyed, when all is over")
                .isNotEmpty()
                .containsOnly(1);
    }
}
