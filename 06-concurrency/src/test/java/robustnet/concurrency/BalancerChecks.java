package robustnet.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.errors.CircuitBreaker.State.CLOSED;
import static robustnet.testkit.Waiter.PATIENCE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import robustnet.errors.CircuitBreaker;
import robustnet.testkit.Parked;
import robustnet.testkit.Testbed;
import robustnet.udp.NanoClock;

/// What else is asked of a load balancer.
final class BalancerChecks {
    private BalancerChecks() {}

    static void passesExceptionsOn(Testbed bed, BalancerBench bench) throws Exception {
        var left = new AtomicInteger(2);
        Strategy failing =
                _ -> {
                    if (left.decrementAndGet() >= 0) {
                        throw new IllegalStateException("the strategy's own bug");
                    }
                    return 0;
                };
        var balancer = bench.balancer(List.of("a"), failing);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(balancer::choose).isInstanceOf(IllegalStateException.class);
        }
        assertThat(bench.outstanding(balancer)).as("outstanding after it").isZero();
        assertThat(bed.async(() -> balancer.choose().backend()))
                .as("the choice of another thread after it")
                .succeedsWithin(PATIENCE)
                .isEqualTo("a");

        bench.failing = new IllegalStateException("the predicate's own bug");
        assertThatThrownBy(balancer::choose).isSameAs(bench.failing);
        bench.failing = null;
        assertThat(bench.outstanding(balancer)).as("one choice is open").isEqualTo(1);

        var wild = bench.balancer(List.of("a"), _ -> 7);
        assertThatThrownBy(wild::choose, "the strategy returned 7, with 1 candidate")
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(bench.outstanding(wild)).as("outstanding after it").isZero();
    }

    /// Of a, whose trial is due, while the predicate fails about b.
    static void keepsTheTrial(BalancerBench bench) throws Exception {
        var balancer = bench.balancer(Strategy.roundRobin());
        bench.breakDown(balancer, "a");
        bench.clock.advance(BalancerBench.PAUSE);
        bench.failsAbout = "b"::equals;
        bench.failing = new IllegalStateException("the predicate's own bug");
        try {
            balancer.choose().close(); // right as well: it need not ask about b
        } catch (IllegalStateException e) {
            assertThat(e).as("what choose threw").isSameAs(bench.failing);
        }
        bench.failing = null;

        assertThat(balancer.choose().backend())
                .as("the choice after the predicate threw, with the trial of a still due")
                .isEqualTo("a");
        assertThat(bench.outstanding(balancer)).as("outstanding").isEqualTo(1);
    }

    /// The second thread ends the choice while the first one is about to open the circuit, and has
    /// got as far as the clock. It may wait for the first one, or not.
    static void endsAChoiceOnceForTwo(Testbed bed) throws Exception {
        var isAtTheClock = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var isHeld = new AtomicBoolean();
        NanoClock clock =
                () -> {
                    if (isHeld.getAndSet(false)) {
                        isAtTheClock.countDown();
                        awaitWhateverHappens(goOn);
                    }
                    return 0;
                };
        var atOnce = new CircuitBreaker.Settings(1, 1, 1, BalancerBench.PAUSE);
        var balancer =
                new LoadBalancer<>(List.of("a"), Strategy.roundRobin(), _ -> true, atOnce, clock);
        balancer.choose();
        var choice = balancer.choose();

        isHeld.set(true);
        var first = bed.async(() -> end(choice::failed));
        first.thenRun(isAtTheClock::countDown);
        isAtTheClock.await();
        var thread = new CompletableFuture<Thread>();
        var second =
                bed.async(
                        () -> {
                            thread.complete(Thread.currentThread());
                            return end(choice::close);
                        });
        try {
            Parked.await(thread.get(), "close");
        } catch (AssertionError _) {
            // It did not have to wait.
        }
        goOn.countDown();
        first.join();
        second.join();

        assertThat(balancer.states().get("a").outstanding())
                .as("outstanding, of 2 choices, when two threads have ended one of them at once")
                .isEqualTo(1);
    }

    private static Void end(Runnable end) {
        end.run();
        return null;
    }

    private static void awaitWhateverHappens(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    static void showsTheNumbers(BalancerBench bench) throws Exception {
        var seen = new ArrayList<List<Integer>>();
        Strategy spy =
                outstanding -> {
                    seen.add(Arrays.stream(outstanding).boxed().toList());
                    return outstanding.length - 1;
                };
        var balancer = bench.balancer(List.of("a", "b", "c", "d"), spy);
        balancer.choose(Set.of("b", "c", "d"));
        for (int i = 0; i < 3; i++) {
            balancer.choose(Set.of("d"));
        }
        balancer.choose();
        bench.sick.add("b");
        balancer.choose(Set.of("a"));

        assertThat(seen)
                .as("a alone; 3 times a, b, c; all four; c and d")
                .containsExactly(
                        List.of(0),
                        List.of(1, 0, 0),
                        List.of(1, 0, 1),
                        List.of(1, 0, 2),
                        List.of(1, 0, 3, 0),
                        List.of(3, 1));
    }

    static void namesEachBackend(BalancerBench bench) {
        bench.sick.addAll(List.of("north:7001", "south:7002"));
        var balancer = bench.balancer(List.of("north:7001", "south:7002"), Strategy.roundRobin());
        assertThatThrownBy(balancer::choose, "with both unhealthy")
                .isInstanceOf(NoBackendException.class)
                .hasMessageContainingAll("north:7001", "south:7002");
    }

    static void showsTheStates(BalancerBench bench) throws Exception {
        var backends = new ArrayList<>(List.of("z", "a", "y", "b", "x"));
        var balancer = bench.balancer(backends, Strategy.roundRobin());
        backends.clear();
        var before = balancer.states();
        bench.sick.add("b");
        balancer.choose();

        assertThat(balancer.states().keySet()).containsExactly("z", "a", "y", "b", "x");
        assertThat(balancer.states().get("z")).isEqualTo(new BackendState(true, CLOSED, 1));
        assertThat(balancer.states().get("b")).isEqualTo(new BackendState(false, CLOSED, 0));
        assertThat(before.get("z").outstanding()).as("in the states of before").isZero();
        assertThatThrownBy(before::clear).isInstanceOf(UnsupportedOperationException.class);

        for (var wrong : List.of(List.<String>of(), List.of("a", "b", "a"))) {
            assertThatThrownBy(() -> bench.balancer(wrong, Strategy.roundRobin()))
                    .as("backends " + wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
