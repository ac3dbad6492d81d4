package robustnet.concurrency;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.concurrency.Borrower.later;
import static robustnet.concurrency.PoolBench.ASKED_AFTER;
import static robustnet.concurrency.PoolBench.LEAK_AFTER;
import static robustnet.concurrency.PoolBench.LIFETIME;
import static robustnet.concurrency.PoolBench.giveBack;
import static robustnet.concurrency.PoolBench.pass;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import robustnet.concurrency.ConnectionPool.Lease;
import robustnet.concurrency.PoolBench.Link;
import robustnet.testkit.Testbed;

/// What a [ConnectionPool] must do when several threads are in it.
final class PoolChecks {
    private PoolChecks() {}

    static void othersGoOnDuringCreate(Testbed bed, PoolBench bench) throws Exception {
        var lease = bench.pool.borrow(later());
        var gate = new CountDownLatch(1);
        bench.beforeCreate = () -> pass(gate);
        var slow = Borrower.start(bed, "slow", () -> bench.pool.borrow(later()));
        slow.blockedIn("create");

        assertOthersGoOn(bed, bench, lease, "while another was being opened");

        gate.countDown();
        assertThat(slow.result().connection().number).as("the link of the slow one").isEqualTo(2);
    }

    static void othersGoOnDuringIsAlive(Testbed bed, PoolBench bench) throws Exception {
        var lease = bench.pool.borrow(later());
        bench.used();
        bench.clock.advance(ASKED_AFTER);
        var gate = new CountDownLatch(1);
        bench.beforeAnswer = () -> pass(gate);
        var slow = Borrower.start(bed, "slow", () -> bench.pool.borrow(later()));
        slow.blockedIn("isAlive");

        assertOthersGoOn(bed, bench, lease, "while another was being asked");

        gate.countDown();
        assertThat(slow.result().connection().number).as("the link of the slow one").isEqualTo(2);
    }

    static void othersGoOnDuringDestroy(Testbed bed, PoolBench bench) throws Exception {
        var lease = bench.pool.borrow(later());
        var dirty = bench.pool.borrow(later());
        var gate = new CountDownLatch(1);
        bench.beforeDestroy = () -> pass(gate);
        var slow = Borrower.start(bed, "slow", () -> close(dirty));
        slow.blockedIn("destroy");

        assertOthersGoOn(bed, bench, lease, "while another was being destroyed");
        assertThat(bench.pool.stats().pending())
                .as("places that are taken by what is still being destroyed")
                .isEqualTo(1);

        gate.countDown();
        slow.result();
    }

    /// A pool of 2 whose first link is lent: it comes back and is lent again, with no waiting.
    private static void assertOthersGoOn(
            Testbed bed, PoolBench bench, Lease<Link> lease, String when) throws Exception {
        var other =
                Borrower.start(
                        bed,
                        "a borrower " + when,
                        () -> {
                            giveBack(lease);
                            bench.pool.stats();
                            bench.pool.leaks();
                            return bench.pool.borrow(later());
                        });
        assertThat(other.result().connection().number)
                .as("the link that came back and was lent again %s", when)
                .isEqualTo(1);
    }

    private static Void close(Lease<?> lease) {
        lease.close();
        return null;
    }

    static void servesInOrder(Testbed bed, PoolBench bench, int count) throws Exception {
        var lease = bench.pool.borrow(later());
        var served = Collections.synchronizedList(new ArrayList<Integer>());
        var waiters = new ArrayList<Borrower<Void>>();
        for (int i = 0; i < count; i++) {
            int number = i;
            waiters.add(
                    Borrower.start(bed, "waiter " + i, () -> take(bench, served, number))
                            .blockedIn("borrow"));
        }
        assertThat(bench.pool.stats().waiting()).as("waiting").isEqualTo(count);

        giveBack(lease);
        take(bench, served, count); // comes last, and so must be served last

        for (var waiter : waiters) {
            waiter.result();
        }
        assertThat(served)
                .as("the order in which %d were served that came one after the other", count + 1)
                .containsExactlyElementsOf(IntStream.rangeClosed(0, count).boxed().toList());
    }

    private static Void take(PoolBench bench, List<Integer> served, int number) throws Exception {
        try (var lease = bench.pool.borrow(later())) {
            served.add(number);
            lease.reusable();
        }
        return null;
    }

    static void doesNotLendWhatIsBeingDestroyed(Testbed bed, PoolBench bench) throws Exception {
        bench.used();
        bench.clock.advance(LIFETIME.minusNanos(1));
        bench.pool.maintain(later());
        bench.assertStats(1, 0, 1, 0);
        bench.clock.advance(ofMillis(1));
        var gate = new CountDownLatch(1);
        bench.beforeDestroy = () -> pass(gate);
        var maintaining = Borrower.start(bed, "maintain", () -> maintain(bench));
        maintaining.blockedIn("destroy");

        var borrower = Borrower.start(bed, "borrower", () -> bench.pool.borrow(later()));
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

    static void reportsLeaks(Testbed bed, PoolBench bench) throws Exception {
        Borrower.start(bed, "reader-7", () -> forgetfulReader(bench)).result();
        bench.clock.advance(LEAK_AFTER.minusNanos(1));
        var young = bench.pool.borrow(later());
        assertThat(bench.pool.leaks()).as("leaks, 1 ns before the time").isEmpty();
        bench.pool.maintain(later());
        assertThat(bed.log()).as("the log, 1 ns before the time").doesNotContain("forgetfulReader");

        bench.clock.advance(ofMillis(1));
        var leaks = bench.pool.leaks();
        assertThat(leaks).as("leaks, when one of two leases is old enough").hasSize(1);
        var leak = leaks.getFirst();
        assertThat(leak.thread()).as("who borrowed").isEqualTo("reader-7");
        assertThat(leak.lent())
                .as("for how long")
                .isEqualTo(LEAK_AFTER.minusNanos(1).plusMillis(1));
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

    static void closes(Testbed bed, PoolBench bench) throws Exception {
        var leases = List.of(bench.pool.borrow(later()), bench.pool.borrow(later()));
        bench.used();
        var third = bench.pool.borrow(later());
        var waiter = Borrower.start(bed, "waiter", () -> bench.pool.borrow(later()));
        waiter.blockedIn("borrow");
        giveBack(third);
        giveBack(waiter.result());
        var last = bench.pool.borrow(later());
        var waiters =
                IntStream.range(0, 2)
                        .mapToObj(
                                i -> Borrower.start(bed, "w" + i, () -> bench.pool.borrow(later())))
                        .map(w -> w.blockedIn("borrow"))
                        .toList();
        bench.pool.close();

        for (var each : waiters) {
            assertThat(each.failure())
                    .as("what one who waited was told")
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(last.connection().alive).as("a lease that is open still").isTrue();
        last.close();
        leases.forEach(PoolBench::giveBack);
        assertThat(bench.destroyed()).as("how often each was destroyed").containsOnly(1);
        assertThatThrownBy(() -> bench.pool.borrow(later()), "borrow after close")
                .isInstanceOf(IllegalStateException.class);
        bench.pool.maintain(later());
        bench.pool.close();
        bench.assertStats(0, 0, bench.links.size(), bench.links.size());
    }

    static void closesWhileOpening(Testbed bed, PoolBench bench) throws Exception {
        var gate = new CountDownLatch(1);
        bench.beforeCreate = () -> pass(gate);
        var slow = Borrower.start(bed, "slow", () -> bench.pool.borrow(later()));
        slow.blockedIn("create");

        var closer = Borrower.start(bed, "closer", () -> close(bench));
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
