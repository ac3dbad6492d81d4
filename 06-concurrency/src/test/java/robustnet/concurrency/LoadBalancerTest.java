package robustnet.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.concurrency.BalancerBench.PAUSE;
import static robustnet.concurrency.BalancerBench.call;
import static robustnet.concurrency.BalancerBench.choose;
import static robustnet.concurrency.BalancerBench.inThreads;
import static robustnet.errors.CircuitBreaker.State.CLOSED;
import static robustnet.errors.CircuitBreaker.State.HALF_OPEN;
import static robustnet.errors.CircuitBreaker.State.OPEN;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Exercise;
import robustnet.testkit.FakeClock;
import robustnet.testkit.Testbed;
import robustnet.udp.HeartbeatMonitor;

@Exercise(
        id = "6.5",
        title = "Load balancer",
        level = 3,
        minutes = 50,
        edit = {LoadBalancer.class, Strategy.class})
class LoadBalancerTest {
    private final BalancerBench bench = new BalancerBench();
    private final FakeClock clock = bench.clock;

    @Test
    @DisplayName("round robin goes on where its counter overflows, and may start anywhere (C18)")
    void takesTurns() {
        StrategyChecks.takesTurnsForEver();
        StrategyChecks.takesTurns();
    }

    @Test
    @DisplayName("the fewest outstanding calls decide, and chance between equals (C19)")
    void prefersTheLeastBusy(Testbed bed) {
        StrategyChecks.prefersTheLeastBusy(bed.random());
        StrategyChecks.breaksTies(Strategy.leastOutstanding(bed.random()));
    }

    @Test
    @DisplayName("two choices are two different ones, any two of all (C20)")
    void drawsTwoDifferentOnes(Testbed bed) {
        StrategyChecks.drawsTwoDifferentOnes(bed.random());
        StrategyChecks.drawsAnyTwo(bed.random());
        StrategyChecks.drawsEachPair(bed.random());
        StrategyChecks.breaksTies(Strategy.twoChoices(bed.random()));
    }

    @Test
    @DisplayName("two choices spread 2000 calls over 20 backends almost evenly (C20)")
    void spreadsEvenly(Testbed bed) throws Exception {
        var backends = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            backends.add("b" + i);
        }
        var balancer = bench.balancer(backends, Strategy.twoChoices(bed.random()));

        choose(balancer, 2_000);

        assertThat(balancer.states().values())
                .as("calls outstanding at each of 20 backends after 2000 choices")
                .allSatisfy(state -> assertThat(state.outstanding()).isBetween(92, 108));
    }

    @Test
    @DisplayName("the share of a backend that is out is shared by all the others")
    void sharesWhatIsLeft() throws Exception {
        var balancer = bench.balancer(Strategy.roundRobin());
        bench.sick.add("b");

        assertThat(choose(balancer, 100).get("a"))
                .as("calls to a of 100, while b of a, b, c is unhealthy")
                .isBetween(49L, 51L);

        var spared = new ArrayList<String>();
        for (int i = 0; i < 100; i++) {
            var except = Set.of("abc".substring(2), "no backend"); // c, by equals
            spared.add(balancer.choose(except).backend());
        }
        assertThat(spared).as("100 choices, with b unhealthy and c excluded").containsOnly("a");
    }

    @Test
    @DisplayName("the strategy sees the numbers of those that it may pick, in order")
    void showsTheNumbers() throws Exception {
        BalancerChecks.showsTheNumbers(bench);
    }

    @Test
    @DisplayName("a choice is outstanding until it ends, in whatever way, and ends once (C19)")
    void endsAChoiceOnce(Testbed bed) throws Exception {
        var balancer = bench.balancer(Strategy.leastOutstanding(bench.random()));
        for (int i = 0; i < 3; i++) {
            assertThat(bench.outstanding(balancer)).as("with %d choices open", i).isEqualTo(i);
            balancer.choose();
        }
        for (var end : BalancerBench.ENDS.entrySet()) {
            var choice = balancer.choose();
            assertThat(bench.outstanding(balancer)).as("after another choice").isEqualTo(4);
            String called = choice.backend();
            end.getValue().accept(choice);
            assertThat(choice.backend()).as("the backend, after the end").isEqualTo(called);
            assertThat(bench.outstanding(balancer)).as("after " + end.getKey()).isEqualTo(3);
            BalancerBench.ENDS.values().forEach(again -> again.accept(choice));
            assertThat(bench.outstanding(balancer))
                    .as("after %s, and then all the others too", end.getKey())
                    .isEqualTo(3);
        }
        BalancerChecks.endsAChoiceOnceForTwo(bed);
    }

    @Test
    @DisplayName("eight threads that end their calls at random leave nothing outstanding (C19)")
    void leavesNothingOutstanding(Testbed bed) throws Exception {
        var balancer = bench.balancer(Strategy.twoChoices(bed.random()));
        var random = bed.random();

        inThreads(
                bed,
                8,
                () -> {
                    for (int i = 0; i < 200; i++) {
                        try (var choice = balancer.choose()) {
                            switch (random.nextInt(10)) {
                                case 0 -> choice.failed();
                                case 1 -> {} // nobody knows how it ended
                                default -> choice.succeeded();
                            }
                        } catch (NoBackendException _) {
                            clock.advance(PAUSE); // all circuits were open
                        }
                    }
                });

        assertThat(bench.outstanding(balancer)).as("outstanding when all have ended").isZero();
    }

    @Test
    @DisplayName("threads that choose at the same time see each other's choices")
    void choosesAndCountsInOneStep(Testbed bed) throws Exception {
        var both = new BalancerBench.TwoThreads();
        Strategy slow =
                outstanding -> {
                    both.firstWaitsForSecond();
                    return outstanding[0] <= outstanding[1] ? 0 : 1;
                };
        var balancer = bench.balancer(List.of("a", "b"), slow);

        inThreads(
                bed,
                2,
                () -> {
                    both.begin();
                    balancer.choose();
                });

        assertThat(balancer.states().values())
                .as("a and b, after two threads chose the one with less at the same time")
                .allSatisfy(state -> assertThat(state.outstanding()).isEqualTo(1));
    }

    @Test
    @DisplayName("health is asked at each choice, heartbeats for instance")
    void listensToHeartbeats() throws Exception {
        var one = new InetSocketAddress(InetAddress.getLoopbackAddress(), 7001);
        var two = new InetSocketAddress(InetAddress.getLoopbackAddress(), 7002);
        var second = Duration.ofSeconds(1);
        var monitor =
                new HeartbeatMonitor(
                        List.of(one, two), second, second.multipliedBy(3), clock::nanoTime);
        var balancer =
                new LoadBalancer<InetSocketAddress>(
                        List.of(one, two),
                        Strategy.roundRobin(),
                        backend -> monitor.status(backend) == HeartbeatMonitor.Status.UP,
                        BalancerBench.AFTER_TWO,
                        clock::nanoTime);
        assertThatThrownBy(balancer::choose, "before any heartbeat")
                .isInstanceOf(NoBackendException.class);

        monitor.heard(two);
        BalancerBench.choice(balancer, "when two is heard");
        assertThat(choose(balancer, 4)).as("chosen while only two is heard").containsOnlyKeys(two);

        monitor.heard(one);
        assertThat(choose(balancer, 4)).as("chosen while both are heard").hasSize(2);
        clock.advance(second);
        assertThatThrownBy(balancer::choose, "after a second of silence")
                .isInstanceOf(NoBackendException.class);
        assertThat(balancer.states().get(one).healthy()).as("one is healthy").isFalse();
    }

    @Test
    @DisplayName("a backend that fails fast is taken out, however idle it looks (C19)")
    void takesOutWhatFailsFast(Testbed bed) throws Exception {
        var balancer = bench.balancer(Strategy.leastOutstanding(bed.random()));
        int failed = 0;
        for (int i = 0; i < 100; i++) {
            var choice = BalancerBench.choice(balancer, "when b has failed, and a and c have not");
            if (choice.backend().equals("b")) { // the others are slow: their calls stay open
                choice.failed();
                failed++;
            }
        }
        assertThat(failed)
                .as("of 100 calls, those to b, which fails at once, and whose circuit opens at 2")
                .isEqualTo(2);
        assertThat(balancer.states().get("b"))
                .as("the state of b")
                .isEqualTo(new BackendState(true, OPEN, 0));
    }

    @Test
    @DisplayName("a backend that swallows every call gets no more than its share")
    void boundsABlackHole(Testbed bed) throws Exception {
        for (var strategy :
                List.of(
                        Strategy.leastOutstanding(bed.random()),
                        Strategy.twoChoices(bed.random()))) {
            var balancer = bench.balancer(List.of("a", "b"), strategy);
            int swallowed = 0;
            for (int i = 0; i < 100; i++) {
                var choice = balancer.choose();
                if (choice.backend().equals("b")) {
                    swallowed++;
                } else {
                    choice.succeeded();
                }
            }
            assertThat(swallowed).as("of 100 calls, those to b, which never ends one").isEqualTo(1);
        }
    }

    @Test
    @DisplayName("after the pause one call is the trial, at once, and its success brings it back")
    void bringsABackendBack() throws Exception {
        var balancer = bench.balancer(Strategy.roundRobin());
        bench.breakDown(balancer, "c");
        assertThat(choose(balancer, 20)).as("chosen during the pause").doesNotContainKey("c");
        clock.advance(PAUSE);

        var trial = balancer.choose();

        assertThat(trial.backend()).as("the first choice after the pause of c").isEqualTo("c");
        assertThat(choose(balancer, 20)).as("during the trial of c").doesNotContainKey("c");
        assertThat(balancer.states().get("c")).isEqualTo(new BackendState(true, HALF_OPEN, 1));
        trial.succeeded();
        assertThat(choose(balancer, 30)).as("after the success of the trial").containsKey("c");
        assertThat(balancer.states().get("c").circuit()).isEqualTo(CLOSED);
    }

    @Test
    @DisplayName("a trial that fails costs another pause, one without outcome is followed by one")
    void goesOnTrying() throws Exception {
        var balancer = bench.balancer(_ -> 0);
        bench.breakDown(balancer, "c");
        clock.advance(PAUSE);

        var trial = balancer.choose();
        assertThat(trial.backend())
                .as("the first choice after the pause of c, with a strategy that never picks it")
                .isEqualTo("c");
        trial.failed();
        assertThat(choose(balancer, 20)).as("after a failed trial").doesNotContainKey("c");
        clock.advance(PAUSE);
        balancer.choose().close();
        var next = balancer.choose();
        assertThat(next.backend()).as("after a trial of c without an outcome").isEqualTo("c");
    }

    @Test
    @DisplayName("a trial is not wasted where the backend cannot be chosen")
    void wastesNoTrial() throws Exception {
        var balancer = bench.balancer(Strategy.roundRobin());
        bench.breakDown(balancer, "c");
        clock.advance(PAUSE);

        bench.sick.add("c");
        assertThat(choose(balancer, 5)).as("while c is unhealthy").doesNotContainKey("c");
        bench.sick.remove("c");
        assertThat(balancer.choose(Set.of("c")).backend()).as("without c").isNotEqualTo("c");
        assertThat(balancer.states().get("c"))
                .as("the state of c, which nobody has called")
                .isEqualTo(new BackendState(true, OPEN, 0));
        assertThat(balancer.choose().backend()).as("when c can be chosen").isEqualTo("c");
    }

    @Test
    @DisplayName("a call that is closed without a verdict says nothing about the backend")
    void hearsNoVerdictInAClose() throws Exception {
        var balancer = bench.balancer(List.of("a"), Strategy.roundRobin());
        call(balancer.choose(), false);
        for (int i = 0; i < 10; i++) {
            BalancerBench.choice(balancer, "after 1 failure, where 2 open it, and closed calls")
                    .close();
        }
        assertThat(balancer.states().get("a").circuit())
                .as("after 1 failure of 2 that open it, and 10 closed calls")
                .isEqualTo(CLOSED);
        call(balancer.choose(), false);
        assertThat(balancer.states().get("a").circuit())
                .as("after 2 failures, which are half of 2 outcomes and more")
                .isEqualTo(OPEN);
    }

    @Test
    @DisplayName("with no backend fit there is an exception, and recovery")
    void saysThatNobodyIsLeft() throws Exception {
        var balancer = bench.balancer(Strategy.roundRobin());
        bench.sick.add("a");
        bench.breakDown(balancer, "c");
        assertThatThrownBy(() -> balancer.choose(Set.of("b")), "a sick, b excluded, c open")
                .isInstanceOf(NoBackendException.class);
        assertThat(bench.outstanding(balancer)).as("outstanding after it").isZero();

        bench.breakDown(balancer, "b");
        assertThatThrownBy(balancer::choose, "a is sick, b and c are open")
                .isInstanceOf(NoBackendException.class);
        clock.advance(PAUSE);
        assertThat(choose(balancer, 2)).as("the trials after it").containsOnlyKeys("b", "c");
    }

    @Test
    @DisplayName("what the strategy or the predicate throws reaches the caller, and counts nothing")
    void passesExceptionsOn(Testbed bed) throws Exception {
        BalancerChecks.passesExceptionsOn(bed, bench);
        BalancerChecks.keepsTheTrial(new BalancerBench());
    }

    @Test
    @DisplayName("it checks its backends, and shows their states in order")
    void showsTheStates() throws Exception {
        BalancerChecks.showsTheStates(bench);
        BalancerChecks.namesEachBackend(bench);
    }
}
