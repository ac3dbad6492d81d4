package robustnet.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static robustnet.concurrency.Deadlines.later;
import static robustnet.concurrency.PoolBench.ASKED_AFTER;
import static robustnet.concurrency.PoolBench.giveBack;
import static robustnet.concurrency.PoolBench.pass;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import robustnet.concurrency.ConnectionPool.Lease;
import robustnet.concurrency.PoolBench.Link;
import robustnet.testkit.OneCarrier;
import robustnet.testkit.Testbed;
import robustnet.testkit.Waiter;

/// What a [ConnectionPool] must do when several threads are in it.
final class PoolChecks {
    private PoolChecks() {}

    static void othersGoOnDuringCreate(Testbed bed, PoolBench bench) throws Exception {
        var lease = bench.pool.borrow(later());
        var gate = new CountDownLatch(1);
        bench.beforeCreate = () -> pass(gate);
        var slow = Waiter.start(bed, "slow", () -> bench.pool.borrow(later()));
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
        var slow = Waiter.start(bed, "slow", () -> bench.pool.borrow(later()));
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
        var slow = Waiter.start(bed, "slow", () -> close(dirty));
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
                Waiter.start(
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
        var waiters = new ArrayList<Waiter<Void>>();
        for (int i = 0; i < count; i++) {
            int number = i;
            waiters.add(
                    Waiter.start(bed, "waiter " + i, () -> take(bench, served, number))
                            .blockedIn("borrow"));
        }
        assertThat(bench.pool.stats().waiting()).as("waiting").isEqualTo(count);

        try (var _ = OneCarrier.hold()) { // so that nobody who waits is awake before this one asks
            giveBack(lease);
            take(bench, served, count); // comes last, and so must be served last
        }

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
}
