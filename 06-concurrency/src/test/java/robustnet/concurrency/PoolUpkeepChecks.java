package robustnet.concurrency;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.concurrency.Deadlines.in;
import static robustnet.concurrency.Deadlines.later;
import static robustnet.concurrency.PoolBench.LEAK_AFTER;
import static robustnet.concurrency.PoolBench.LIFETIME;
import static robustnet.concurrency.PoolBench.giveBack;
import static robustnet.concurrency.PoolBench.pass;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import robustnet.concurrency.ConnectionPool.Lease;
import robustnet.concurrency.PoolBench.Link;
import robustnet.testkit.Testbed;
import robustnet.testkit.Waiter;

/// How a [ConnectionPool] must get rid of what is old, lost or no longer wanted.
final class PoolUpkeepChecks {
    private PoolUpkeepChecks() {}

    static void doesNotLendWhatIsBeingDestroyed(Testbed bed, PoolBench bench) throws Exception {
        bench.used();
        bench.clock.advance(LIFETIME.minusNanos(1));
        bench.pool.maintain(later());
        bench.assertStats(1, 0, 1, 0);
        bench.clock.advance(ofMillis(1));
        var gate = new CountDownLatch(1);
        bench.beforeDestroy = () -> pass(gate);
        var maintaining = Waiter.start(bed, "maintain", () -> maintain(bench));
        maintaining.blockedIn("destroy");

        var borrower = Waiter.start(bed, "borrower", () -> bench.pool.borrow(later()));
        borrower.blockedIn("borrow"); // the one place is taken until the old one is gone
        gate.countDown();

        assertThat(borrower.result().connection().number)
                .as("the link that was lent while maintain destroyed the old one")
                .isEqualTo(2);
        maintaining.result();
        assertThat(bench.destroyed()).as("how often each was destroyed").containsExactly(1, 0);
    }

    private static Void maintain(PoolBench bench) throws Exception {
        bench.pool.maintain(later());
        return null;
    }

    static void keepsSomeReady(PoolBench bench) throws Exception {
        bench.pool.maintain(in(Duration.ZERO));
        bench.assertStats(0, 0, 0, 0);
        bench.pool.maintain(later());
        bench.pool.maintain(later());
        bench.assertStats(2, 0, 2, 0);

        bench.pool.borrow(later());
        assertThat(bench.asked).as("asked, though it was opened this very moment").isEmpty();
        var last = bench.pool.borrow(later());
        bench.pool.maintain(later());
        bench.assertStats(1, 2, 3, 0);

        giveBack(last);
        bench.clock.advance(LIFETIME);
        bench.beforeCreate =
                () -> {
                    bench.beforeCreate = () -> {};
                    throw new IOException("refused");
                };
        assertThatCode(() -> bench.pool.maintain(later()))
                .as("maintain, when one cannot be opened")
                .doesNotThrowAnyException();
        bench.assertStats(0, 1, 3, 2);
        bench.pool.maintain(later());
        bench.assertStats(2, 1, 5, 2);
    }

    static void leavesItToTheFirst(Testbed bed, PoolBench bench) throws Exception {
        var gate = new CountDownLatch(1);
        bench.beforeCreate = () -> pass(gate);
        var first = Waiter.start(bed, "the first maintain", () -> maintain(bench));
        first.blockedIn("create");

        Waiter.start(bed, "the second maintain", () -> maintain(bench)).result();
        gate.countDown();
        first.result();

        bench.assertStats(1, 0, 1, 0);
    }

    static void reportsLeaks(Testbed bed, PoolBench bench) throws Exception {
        Waiter.start(bed, "reader-7", () -> forgetfulReader(bench)).result();
        bench.clock.advance(LEAK_AFTER.minusNanos(1));
        var young = bench.pool.borrow(later());
        assertThat(bench.pool.leaks()).as("leaks, 1 ns before the time").isEmpty();
        bench.pool.maintain(later());
        assertThat(bed.log()).as("the log, 1 ns before the time").doesNotContain("forgetfulReader");

        bench.clock.advance(Duration.ofNanos(1));
        var leaks = bench.pool.leaks();
        assertThat(leaks).as("leaks, when one of two leases is old enough").hasSize(1);
        var leak = leaks.getFirst();
        assertThat(leak.thread()).as("who borrowed").isEqualTo("reader-7");
        assertThat(leak.lent()).as("for how long").isEqualTo(LEAK_AFTER);
        assertThat(leak.takenAt().getStackTrace())
                .as("the stack of the borrower")
                .anyMatch(frame -> frame.getMethodName().equals("forgetfulReader"));
        bench.pool.maintain(later());
        bench.pool.maintain(later());
        assertThat(bed.log().split("forgetfulReader", -1).length - 1)
                .as("how often the log names the method that forgot a lease")
                .isEqualTo(1);

        young.close();
        bench.clock.advance(LEAK_AFTER);
        assertThat(bench.pool.leaks()).as("leaks, when only the first is open").hasSize(1);
        assertThat(leaks).as("a list that was asked for before").containsExactly(leak);
    }

    private static Lease<Link> forgetfulReader(PoolBench bench) throws Exception {
        return bench.pool.borrow(later());
    }

    static void destroysWhatItHoldsOnClose(PoolBench bench) throws Exception {
        var lease = bench.pool.borrow(later());
        bench.used();

        bench.pool.close();
        assertThat(bench.destroyed())
                .as("how often each was destroyed by close, the first lent and the second idle")
                .containsExactly(0, 1);
        assertThat(lease.connection().number).as("the link of the open lease").isEqualTo(1);
        giveBack(lease);
        assertThat(bench.destroyed())
                .as("how often each was destroyed, when the first came back after close")
                .containsExactly(1, 1);

        assertThatThrownBy(() -> bench.pool.borrow(later()), "borrow after close")
                .isInstanceOf(IllegalStateException.class);
        bench.pool.maintain(later());
        bench.pool.close();
        bench.assertStats(0, 0, 2, 2);
    }

    static void tellsWhoWaitsOnClose(Testbed bed, PoolBench bench) throws Exception {
        bench.pool.borrow(later());
        var waiters =
                Stream.of("one", "two")
                        .map(name -> Waiter.start(bed, name, () -> bench.pool.borrow(later())))
                        .map(waiter -> waiter.blockedIn("borrow"))
                        .toList();

        bench.pool.close();

        for (var waiter : waiters) {
            assertThat(waiter.failure())
                    .as("what one who waited was told by close")
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    static void closesWhileOpening(Testbed bed, PoolBench bench) throws Exception {
        var gate = new CountDownLatch(1);
        bench.beforeCreate = () -> pass(gate);
        var slow = Waiter.start(bed, "slow", () -> bench.pool.borrow(later()));
        slow.blockedIn("create");

        var closer = Waiter.start(bed, "closer", () -> close(bench));
        closer.result();
        gate.countDown();

        assertThat(slow.failure())
                .as("what one was told whose connection was opened after close")
                .isInstanceOf(IllegalStateException.class);
        assertThat(bench.destroyed())
                .as("how often the connection was destroyed that was opened after close")
                .containsExactly(1);
        bench.assertStats(0, 0, 1, 1);
    }

    private static Void close(PoolBench bench) {
        bench.pool.close();
        return null;
    }
}
