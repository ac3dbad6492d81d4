package robustnet.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static robustnet.concurrency.Deadlines.later;
import static robustnet.testkit.Waiter.PATIENCE;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import robustnet.concurrency.ConnectionPool.Factory;
import robustnet.concurrency.ConnectionPool.Lease;
import robustnet.concurrency.ConnectionPool.Settings;
import robustnet.errors.Deadline;
import robustnet.testkit.FakeClock;

/// A pool of numbered links, with a clock that the test advances, and a factory that does what the
/// test says.
final class PoolBench implements Factory<PoolBench.Link> {
    static final Duration ASKED_AFTER = Duration.ofSeconds(1);
    static final Duration LIFETIME = Duration.ofMinutes(30);
    static final Duration LEAK_AFTER = Duration.ofMinutes(1);

    /// What stands for a connection.
    static final class Link {
        final int number;
        final AtomicInteger destroyed = new AtomicInteger();
        volatile boolean alive = true;

        Link(int number) {
            this.number = number;
        }

        @Override
        public String toString() {
            return "link " + number;
        }
    }

    /// What a call of the factory does before anything else.
    @FunctionalInterface
    interface Step {
        void run() throws IOException, InterruptedException;
    }

    final FakeClock clock = new FakeClock();
    final List<Link> links = new CopyOnWriteArrayList<>();
    final List<Link> asked = new CopyOnWriteArrayList<>();
    volatile Step beforeCreate = () -> {};
    volatile Runnable beforeAnswer = () -> {};
    volatile Runnable beforeDestroy = () -> {};

    final ConnectionPool<Link> pool;

    PoolBench(int max) {
        this(max, 0);
    }

    PoolBench(int max, int minIdle) {
        var settings = new Settings(max, minIdle, ASKED_AFTER, LIFETIME, LEAK_AFTER);
        pool = new ConnectionPool<>(settings, this, clock::nanoTime);
    }

    @Override
    public Link create(Deadline deadline) throws IOException, InterruptedException {
        beforeCreate.run();
        synchronized (links) {
            var link = new Link(links.size() + 1);
            links.add(link);
            return link;
        }
    }

    @Override
    public boolean isAlive(Link link, Deadline deadline) {
        beforeAnswer.run();
        asked.add(link);
        return link.alive;
    }

    @Override
    public void destroy(Link link) {
        beforeDestroy.run();
        link.destroyed.incrementAndGet();
    }

    /// Takes one, and gives it back clean: it is idle then.
    Link used() throws Exception {
        return used(1).getFirst();
    }

    /// Makes so many idle ones.
    List<Link> used(int count) throws Exception {
        var leases = new ArrayList<Lease<Link>>();
        for (int i = 0; i < count; i++) {
            leases.add(pool.borrow(later()));
        }
        var links = leases.stream().map(Lease::connection).toList();
        leases.forEach(PoolBench::giveBack);
        return links;
    }

    static void giveBack(Lease<?> lease) {
        lease.reusable();
        lease.close();
    }

    /// How often each link was destroyed, in the order in which they were made.
    List<Integer> destroyed() {
        return links.stream().map(link -> link.destroyed.get()).toList();
    }

    void assertStats(int idle, int lent, long created, long destroyed) {
        var stats = pool.stats();
        assertThat(List.of(stats.idle(), stats.lent(), stats.pending(), stats.waiting()))
                .as("idle, lent, pending and waiting")
                .containsExactly(idle, lent, 0, 0);
        assertThat(List.of(stats.created(), stats.destroyed()))
                .as("created and destroyed")
                .containsExactly(created, destroyed);
    }

    /// Waits for the latch, longer than the test waits for those whom this must not delay.
    static void pass(CountDownLatch latch) {
        try {
            assertThat(latch.await(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .as("whether the test let the factory go on")
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
