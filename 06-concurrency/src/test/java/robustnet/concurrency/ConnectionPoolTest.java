package robustnet.concurrency;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static robustnet.concurrency.Deadlines.in;
import static robustnet.concurrency.Deadlines.later;
import static robustnet.concurrency.PoolBench.ASKED_AFTER;
import static robustnet.concurrency.PoolBench.LIFETIME;
import static robustnet.concurrency.PoolBench.giveBack;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.concurrency.ConnectionPool.Factory;
import robustnet.concurrency.ConnectionPool.Settings;
import robustnet.concurrency.PoolBench.Link;
import robustnet.testkit.Exercise;
import robustnet.testkit.OneCarrier;
import robustnet.testkit.Testbed;
import robustnet.testkit.Waiter;

@Exercise(
        id = "6.4",
        title = "Connection pool",
        level = 3,
        minutes = 90,
        edit = ConnectionPool.class)
class ConnectionPoolTest {
    private static final Duration NANO = Duration.ofNanos(1);

    @Test
    @DisplayName("a connection that comes back clean is lent again, and not opened anew")
    void lendsAgain() throws Exception {
        var bench = new PoolBench(2);
        var lease = bench.pool.borrow(later());
        var first = lease.connection();
        assertThat(lease.connection()).as("the connection, asked for again").isSameAs(first);
        bench.assertStats(0, 1, 1, 0);

        giveBack(lease);

        bench.assertStats(1, 0, 1, 0);
        assertThatThrownBy(lease::connection, "connection() of a closed lease")
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(lease::reusable, "reusable() of a closed lease")
                .isInstanceOf(IllegalStateException.class);
        assertThat(bench.pool.borrow(later()).connection())
                .as("what the next one was lent")
                .isSameAs(first);
        assertThatThrownBy(lease::connection, "connection() of a closed lease, lent to another now")
                .isInstanceOf(IllegalStateException.class);
        bench.assertStats(0, 1, 1, 0);
    }

    @Test
    @DisplayName("a connection whose user failed is destroyed, and its answer seen by nobody (C9)")
    void destroysWhatIsDirty() throws Exception {
        var bench = new PoolBench(1);
        assertThatThrownBy(
                        () -> {
                            try (var lease = bench.pool.borrow(later())) {
                                lease.connection();
                                throw new SocketTimeoutException("the answer is still on its way");
                            }
                        },
                        "a user that fails")
                .isInstanceOf(SocketTimeoutException.class);
        assertThat(bench.destroyed())
                .as("how often it was destroyed, when its user failed before reusable()")
                .containsExactly(1);

        try (var lease = bench.pool.borrow(later())) {
            assertThat(lease.connection().number).as("the link of the next user").isEqualTo(2);
            lease.reusable();
        }
        assertThat(bench.destroyed()).as("how often each was destroyed").containsExactly(1, 0);
        bench.assertStats(1, 0, 2, 1);
    }

    @Test
    @DisplayName("connections that the server has closed meanwhile are not lent (C8)")
    void asksWhoWasIdle() throws Exception {
        var bench = new PoolBench(10);
        var first = bench.used(10);
        bench.clock.advance(ASKED_AFTER);
        first.forEach(link -> link.alive = false);
        first.getFirst().alive = true;

        var lent = new ArrayList<Link>();
        for (int i = 0; i < 10; i++) {
            lent.add(bench.pool.borrow(later()).connection());
        }

        assertThat(lent).as("10 links, after 9 of 10 have died").allMatch(link -> link.alive);
        assertThat(lent).as("the one that lives").contains(first.getFirst());
        assertThat(bench.destroyed().subList(0, 10))
                .as("how often each of the first 10 was destroyed")
                .containsExactly(0, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        bench.assertStats(0, 10, 19, 9);
    }

    @Test
    @DisplayName("who was idle for a moment only is not asked; who cannot answer counts as dead")
    void asksOnlyAfterAWhile() throws Exception {
        var bench = new PoolBench(1);
        var link = bench.used();
        bench.clock.advance(ASKED_AFTER.minus(NANO));
        assertThat(bench.used()).as("the link that was idle for 1 ns less").isSameAs(link);
        assertThat(bench.asked).as("asked, idle for 1 ns less than validateAfterIdle").isEmpty();

        bench.clock.advance(ASKED_AFTER.minus(NANO));
        assertThat(bench.used()).as("the same, used meanwhile").isSameAs(link);
        assertThat(bench.asked).as("asked, in use between two short idle times").isEmpty();

        bench.clock.advance(ASKED_AFTER);
        assertThat(bench.used()).as("the link that was idle for 1 s and lives").isSameAs(link);
        assertThat(bench.asked).as("asked, idle for validateAfterIdle").containsExactly(link);

        bench.clock.advance(ASKED_AFTER);
        bench.beforeAnswer =
                () -> {
                    throw new IllegalStateException("a probe that fails");
                };
        var next = bench.used();
        assertThat(next).as("the link, when the old one's probe threw").isNotSameAs(link);
        bench.assertStats(1, 0, 2, 1);

        bench.clock.advance(ASKED_AFTER);
        bench.beforeAnswer =
                () -> {
                    throw new AssertionError("a probe that fails badly");
                };
        assertThat(bench.used()).as("the link, when a probe threw an error").isNotSameAs(next);
        bench.assertStats(1, 0, 3, 2);
    }

    @Test
    @DisplayName("one deadline is for waiting, asking and opening together (C10)")
    void sharesTheDeadline() throws Exception {
        PoolFactoryChecks.sharesTheDeadline();
    }

    @Test
    @DisplayName("who waits for a place gives up at the deadline, and leaves the queue (C10)")
    void givesUpAtTheDeadline(Testbed bed) throws Exception {
        var bench = new PoolBench(1);
        var lease = bench.pool.borrow(later());

        long start = System.nanoTime();
        var late = Waiter.start(bed, "late", () -> bench.pool.borrow(in(ofMillis(30))));
        assertThat(late.failure()).as("of 30 ms").isInstanceOf(TimeoutException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("how long it waited")
                .isGreaterThanOrEqualTo(ofMillis(30));
        assertThat(bench.pool.stats().waiting()).as("waiting").isZero();

        var interrupted = Waiter.start(bed, "first", () -> bench.pool.borrow(later()));
        interrupted.blockedIn("borrow");
        var next = Waiter.start(bed, "second", () -> bench.pool.borrow(later()));
        next.blockedIn("borrow");
        assertThat(interrupted.interrupt().failure()).isInstanceOf(InterruptedException.class);
        giveBack(lease);
        assertThat(next.result()).as("the lease of the one who still waited").isNotNull();
        bench.assertStats(0, 1, 1, 0);
    }

    @Test
    @DisplayName("with a deadline that has passed, the factory is not called (C10)")
    void doesNothingAfterTheDeadline() throws Exception {
        Factory<Object> factory = mock();
        var pool = new ConnectionPool<>(Settings.defaults(), factory, System::nanoTime);

        assertThatThrownBy(() -> pool.borrow(in(Duration.ZERO)), "borrow, no time left")
                .isInstanceOf(TimeoutException.class);

        verifyNoInteractions(factory);
        assertThat(pool.stats().pending()).as("pending").isZero();
        PoolFactoryChecks.lendsNothingAfterTheDeadline(new PoolBench(1));
    }

    @Test
    @DisplayName("however opening fails, it is told as it is, and the place is free again (C11)")
    void survivesAFailedCreation() throws Exception {
        PoolFactoryChecks.survivesAFailedCreation();
    }

    @Test
    @DisplayName("when opening fails, the next one who waits has its turn (C11)")
    void wakesTheNextAfterAFailure(Testbed bed) throws Exception {
        PoolFactoryChecks.wakesTheNextAfterAFailure(bed, new PoolBench(1));
    }

    @Test
    @DisplayName("while a connection is opened, asked or destroyed, all others go on (C12)")
    void holdsNoLockMeanwhile(Testbed bed) throws Exception {
        PoolChecks.othersGoOnDuringCreate(bed, new PoolBench(2));
        PoolChecks.othersGoOnDuringIsAlive(bed, new PoolBench(2));
        PoolChecks.othersGoOnDuringDestroy(bed, new PoolBench(2));
    }

    @Test
    @DisplayName("a lease that is closed twice gives its connection back once (C13)")
    void givesBackOnce() throws Exception {
        var bench = new PoolBench(2);
        var lease = bench.pool.borrow(later());
        giveBack(lease);
        lease.close();
        bench.assertStats(1, 0, 1, 0);

        var next = bench.pool.borrow(later());
        lease.close();
        bench.assertStats(0, 1, 1, 0);
        assertThat(bench.destroyed()).as("how often it was destroyed").containsExactly(0);
        bench.pool.borrow(later());
        assertThatThrownBy(() -> bench.pool.borrow(in(ofMillis(20))), "a third of 2 places")
                .isInstanceOf(TimeoutException.class);

        next.close();
        next.close();
        bench.assertStats(0, 1, 2, 1);
        assertThat(bench.destroyed())
                .as("how often each was destroyed, when a dirty one was closed twice")
                .containsExactly(1, 0);
    }

    @Test
    @DisplayName("first come, first served: nobody overtakes those who wait (C14)")
    void servesInOrder(Testbed bed) throws Exception {
        PoolChecks.servesInOrder(bed, new PoolBench(1), 10);
    }

    @Test
    @DisplayName("two that come back at once serve two who wait (C14)")
    void wakesTwo(Testbed bed) throws Exception {
        for (int round = 0; round < 5; round++) {
            var bench = new PoolBench(2);
            var leases = List.of(bench.pool.borrow(later()), bench.pool.borrow(later()));
            var first = Waiter.start(bed, "first", () -> bench.pool.borrow(later()));
            first.blockedIn("borrow");
            var second = Waiter.start(bed, "second", () -> bench.pool.borrow(later()));
            second.blockedIn("borrow");

            try (var _ = OneCarrier.hold()) { // so that both come back before anybody has woken
                leases.forEach(PoolBench::giveBack);
            }

            assertThat(first.result()).as("the lease of the first").isNotNull();
            assertThat(second.result()).as("the lease of the second").isNotNull();
        }
    }

    @Test
    @DisplayName("a connection that is too old is replaced, whether it is idle or comes back")
    void limitsTheLifetime() throws Exception {
        var bench = new PoolBench(1);
        bench.used();
        bench.clock.advance(LIFETIME.minus(NANO));
        var lease = bench.pool.borrow(later());
        assertThat(lease.connection().number).as("the link that lacks 1 ns").isEqualTo(1);
        bench.clock.advance(NANO);
        giveBack(lease);
        bench.assertStats(0, 0, 1, 1);

        bench.used();
        bench.clock.advance(LIFETIME);
        assertThat(bench.pool.borrow(later()).connection().number)
                .as("what is lent, when the idle one is too old")
                .isEqualTo(3);
        assertThat(bench.destroyed()).as("how often each was destroyed").containsExactly(1, 1, 0);
        PoolFactoryChecks.countsFromTheEndOfCreate(new PoolBench(1));
    }

    @Test
    @DisplayName("maintain destroys what is too old, and what it destroys is not lent (C15)")
    void evicts(Testbed bed) throws Exception {
        PoolUpkeepChecks.doesNotLendWhatIsBeingDestroyed(bed, new PoolBench(1));
    }

    @Test
    @DisplayName("maintain keeps as many ready as it should, as far as there are places")
    void keepsSomeReady(Testbed bed) throws Exception {
        PoolUpkeepChecks.keepsSomeReady(new PoolBench(3, 2));
        PoolMishapChecks.keepsForEver(new PoolBench(1));
        PoolUpkeepChecks.leavesItToTheFirst(bed, new PoolBench(2, 1));
    }

    @Test
    @DisplayName(
            "a lease that does not come back is reported once, with its borrower's stack (C16)")
    void reportsLeaks(Testbed bed) throws Exception {
        PoolUpkeepChecks.reportsLeaks(bed, new PoolBench(3));
    }

    @Test
    @DisplayName(
            "each lease counts for itself as a leak, whatever its connection went through (C16)")
    void reportsEachLease(Testbed bed) throws Exception {
        PoolMishapChecks.reportsEachLease(bed, new PoolBench(2));
        PoolMishapChecks.countsNotTheTimeInLine(bed, new PoolBench(1));
    }

    @Test
    @DisplayName("a destroy that throws harms nobody: nothing is told, no place is lost (C11)")
    void survivesDestroy(Testbed bed) throws Exception {
        PoolMishapChecks.survivesDestroy(bed);
    }

    @Test
    @DisplayName("maintain serves who waits, and frees its place however opening fails (C11)")
    void maintainsForOthers(Testbed bed) throws Exception {
        PoolMishapChecks.servesWhoWaitsFromMaintain(bed, new PoolBench(1, 1));
        PoolMishapChecks.survivesInMaintain(new PoolBench(1, 1));
    }

    @Test
    @DisplayName("close tells who waits, destroys the idle ones now, and the others as they come")
    void closes(Testbed bed) throws Exception {
        PoolUpkeepChecks.destroysWhatItHoldsOnClose(new PoolBench(2, 1));
        PoolUpkeepChecks.tellsWhoWaitsOnClose(bed, new PoolBench(1));
        PoolUpkeepChecks.closesWhileOpening(bed, new PoolBench(1));
    }

    @Test
    @DisplayName("sixteen threads at random: never too many, never shared, nothing lost (C11, C15)")
    void keepsItsPromisesInACrowd(Testbed bed) throws Exception {
        var crowd = new PoolCrowd(4);
        var members =
                IntStream.range(0, 16)
                        .mapToObj(_ -> bed.random().nextLong())
                        .map(seed -> bed.async(() -> crowd.member(seed, 60)))
                        .toList();

        for (var member : members) {
            assertThat(member).as("a thread of the crowd").succeedsWithin(Waiter.PATIENCE);
        }
        crowd.assertNothingLost();
    }
}
