package robustnet.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.concurrency.Deadlines.later;
import static robustnet.concurrency.PoolBench.ASKED_AFTER;
import static robustnet.concurrency.PoolBench.LEAK_AFTER;
import static robustnet.concurrency.PoolBench.LIFETIME;
import static robustnet.concurrency.PoolBench.giveBack;
import static robustnet.concurrency.PoolBench.pass;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import robustnet.concurrency.ConnectionPool.Leak;
import robustnet.concurrency.ConnectionPool.Lease;
import robustnet.concurrency.ConnectionPool.Settings;
import robustnet.concurrency.PoolBench.Link;
import robustnet.testkit.Testbed;
import robustnet.testkit.Waiter;

/// What a [ConnectionPool] must survive.
final class PoolMishapChecks {
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    private PoolMishapChecks() {}

    static void survivesDestroy(Testbed bed) throws Exception {
        survivesDestroy(
                bed,
                new PoolBench(2),
                () -> {
                    throw new IllegalStateException("closed already");
                });
        survivesDestroy(
                bed,
                new PoolBench(2),
                () -> {
                    throw new AssertionError("a bug");
                });
    }

    /// Every way to destroy a connection, in a pool of 2.
    private static void survivesDestroy(Testbed bed, PoolBench bench, Runnable mishap)
            throws Exception {
        var calls = new AtomicInteger();
        bench.beforeDestroy =
                () -> {
                    calls.incrementAndGet();
                    mishap.run();
                };
        var dirty = bench.pool.borrow(later());
        var other = bench.pool.borrow(later());
        var waiter = Waiter.start(bed, "waiter", () -> bench.pool.borrow(later()));
        waiter.blockedIn("borrow");

        goesNoFurther("close of a dirty lease", dirty::close);
        var lease = waiter.result();
        bench.assertStats(0, 2, 3, 1);

        var dead = lease.connection();
        giveBack(lease);
        dead.alive = false;
        bench.clock.advance(ASKED_AFTER);
        assertThat(bench.pool.borrow(later()).connection())
                .as("what is lent, when the dead one could not be destroyed")
                .isNotSameAs(dead);
        bench.assertStats(0, 2, 4, 2);

        giveBack(other);
        bench.clock.advance(LIFETIME);
        goesNoFurther("maintain with an idle one that is too old", () -> maintain(bench));
        bench.assertStats(0, 1, 4, 3);

        bench.used();
        goesNoFurther("close of the pool with an idle one", bench.pool::close);
        bench.assertStats(0, 1, 5, 4);
        assertThat(calls)
                .as("calls of destroy for 4 connections, when it throws each time")
                .hasValue(4);
    }

    /// A method that may throw anything.
    @FunctionalInterface
    private interface Call {
        void run() throws Exception;
    }

    private static void goesNoFurther(String what, Call call) {
        assertThatCode(call::run).as("%s, when destroy throws", what).doesNotThrowAnyException();
    }

    private static void maintain(PoolBench bench) throws Exception {
        bench.pool.maintain(later());
    }

    static void servesWhoWaitsFromMaintain(Testbed bed, PoolBench bench) throws Exception {
        var gate = new CountDownLatch(1);
        bench.beforeCreate = () -> pass(gate);
        var maintaining =
                Waiter.start(
                        bed,
                        "maintain",
                        () -> {
                            maintain(bench);
                            return null;
                        });
        maintaining.blockedIn("create");
        var waiter = Waiter.start(bed, "waiter", () -> bench.pool.borrow(later()));
        waiter.blockedIn("borrow"); // its place is the one for which maintain opens

        gate.countDown();

        maintaining.result();
        assertThat(waiter.result().connection().number)
                .as("the link that maintain opened and the waiter was lent")
                .isEqualTo(1);
    }

    static void survivesInMaintain(PoolBench bench) throws Exception {
        bench.beforeCreate =
                () -> {
                    throw new InterruptedException();
                };
        assertThatThrownBy(() -> maintain(bench), "maintain, interrupted while it opens")
                .isInstanceOf(InterruptedException.class);
        bench.assertStats(0, 0, 0, 0);

        bench.beforeCreate =
                () -> {
                    throw new AssertionError("a bug of the factory");
                };
        assertThatCode(() -> maintain(bench))
                .as("maintain, when create throws an error")
                .doesNotThrowAnyException();
        bench.assertStats(0, 0, 0, 0);

        bench.beforeCreate = () -> {};
        maintain(bench);
        bench.assertStats(1, 0, 1, 0);
    }

    static void keepsForEver(PoolBench bench) throws Exception {
        var settings = new Settings(1, 1, FOREVER, FOREVER, FOREVER);
        var pool = new ConnectionPool<>(settings, bench, bench.clock::nanoTime);
        pool.maintain(later());
        bench.clock.advance(LIFETIME);
        giveBack(pool.borrow(later()));

        assertThat(pool.borrow(later()).connection().number)
                .as("the link, in a pool that never finds one too old")
                .isEqualTo(1);
        assertThat(bench.asked).as("asked").isEmpty();
        assertThat(pool.leaks()).as("leaks").isEmpty();
    }

    /// A lease counts for itself, however old its connection is, and whoever had that before.
    static void reportsEachLease(Testbed bed, PoolBench bench) throws Exception {
        var first = bench.pool.borrow(later());
        Waiter.start(bed, "older", () -> slowReader(bench)).result();
        giveBack(first);
        bench.clock.advance(LEAK_AFTER);
        var younger = Waiter.start(bed, "younger", () -> slowReader(bench)).result();
        assertThat(bench.pool.leaks())
                .as("leaks, when an old connection has just been lent")
                .extracting(Leak::thread)
                .containsExactly("older");

        bench.clock.advance(LEAK_AFTER);
        assertThat(bench.pool.leaks())
                .as("leaks, the oldest first")
                .extracting(Leak::thread)
                .containsExactly("older", "younger");
        assertReported(bed, bench, 2, "two at once");

        giveBack(younger);
        slowReader(bench);
        bench.clock.advance(LEAK_AFTER);
        assertReported(bed, bench, 3, "a connection whose lease was reported before, lent again");
    }

    static void countsNotTheTimeInLine(Testbed bed, PoolBench bench) throws Exception {
        var lease = bench.pool.borrow(later());
        var waiter = Waiter.start(bed, "waiter", () -> slowReader(bench));
        waiter.blockedIn("borrow");
        bench.clock.advance(LEAK_AFTER);
        giveBack(lease);
        waiter.result();

        assertThat(bench.pool.leaks())
                .as("leaks, when one who waited in the line for long has just been lent a link")
                .isEmpty();
    }

    private static void assertReported(Testbed bed, PoolBench bench, int times, String when)
            throws Exception {
        maintain(bench);
        assertThat(bed.log().split("slowReader", -1).length - 1)
                .as("how often the log names the method that borrowed: %s", when)
                .isEqualTo(times);
    }

    private static Lease<Link> slowReader(PoolBench bench) throws Exception {
        return bench.pool.borrow(later());
    }
}
