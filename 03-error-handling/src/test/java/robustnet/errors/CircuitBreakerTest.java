package robustnet.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.errors.BreakerBench.PAUSE;
import static robustnet.errors.BreakerBench.assertRejected;
import static robustnet.errors.BreakerBench.isPermitted;
import static robustnet.errors.BreakerBench.run;
import static robustnet.errors.BreakerBench.yesOf;
import static robustnet.errors.CircuitBreaker.State.CLOSED;
import static robustnet.errors.CircuitBreaker.State.HALF_OPEN;
import static robustnet.errors.CircuitBreaker.State.OPEN;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Exercise;
import robustnet.testkit.FakeClock;
import robustnet.testkit.Testbed;

@Exercise(
        id = "3.6",
        title = "Circuit breaker",
        level = 3,
        minutes = 50,
        edit = {CircuitBreaker.class, RetryBudget.class})
class CircuitBreakerTest {
    private static final Duration NANO = Duration.ofNanos(1);

    private final BreakerBench bench = new BreakerBench();
    private final FakeClock clock = bench.clock;

    /// Looks back at 4 calls, and opens when 2 of 4 have failed.
    private final CircuitBreaker breaker = bench.breaker(4, 4, 0.5);

    @Test
    @DisplayName("it opens at the failure rate, not before there are enough outcomes")
    void opensAtTheRate() throws Exception {
        var careful = bench.breaker(10, 5, 0.6);
        assertThat(run(careful, "FFFF"))
                .as("after 4 failures, where 5 outcomes are asked")
                .isEqualTo(CLOSED);
        assertThat(run(careful, "F")).as("after 5 failures").isEqualTo(OPEN);
        assertThatThrownBy(careful::acquire, "a call while it is open")
                .isInstanceOf(CircuitOpenException.class);

        var healthy = bench.breaker(10, 5, 0.6);
        assertThat(run(healthy, "SSSSSFFFFF"))
                .as("after 5 failures of 10, with 60 % allowed")
                .isEqualTo(CLOSED);
        assertThat(run(healthy, "F")).as("after 6 failures of the latest 10").isEqualTo(OPEN);
    }

    @Test
    @DisplayName("only the latest outcomes count, the older ones leave the window")
    void forgetsOldOutcomes() throws Exception {
        assertThat(run(breaker, "FFSSSF"))
                .as("after FFSSSF, of which the latest 4 are SSSF")
                .isEqualTo(CLOSED);
        assertThat(run(breaker, "F"))
                .as("after FFSSSFF, of which the latest 4 are SSFF")
                .isEqualTo(OPEN);
    }

    @Test
    @DisplayName("7 failures of 100 are a failure rate of 0.07, and a success never opens it")
    void comparesTheRateExactly() throws Exception {
        var exact = bench.breaker(100, 100, 0.07);
        assertThat(run(exact, "S".repeat(93) + "FFFFFF"))
                .as("after 6 failures of 99")
                .isEqualTo(CLOSED);
        assertThat(run(exact, "F"))
                .as("after 7 failures of 100, at a rate of 0.07")
                .isEqualTo(OPEN);

        var half = bench.breaker(1_000, 1_000, 0.5);
        assertThat(run(half, "S".repeat(501) + "F".repeat(499)))
                .as("after 499 failures of 1000, at a rate of 0.5")
                .isEqualTo(CLOSED);

        assertThat(run(breaker, "FFSS")).as("after FFSS: the success is last").isEqualTo(CLOSED);
    }

    @Test
    @DisplayName("it stays open for the pause, also where the clock wraps around (E22)")
    void staysOpenForThePause() throws Exception {
        run(breaker, "FFFF");
        assertRefused(breaker, "at once");
        clock.advance(PAUSE.minus(NANO));
        assertRefused(breaker, "1 ns before the pause is over");
        clock.advance(NANO);
        assertThat(breaker.state()).as("before a call has asked").isEqualTo(OPEN);
        assertThat(isPermitted(breaker)).as("the first call after the pause").isTrue();
        assertThat(breaker.state()).as("with the probe on its way").isEqualTo(HALF_OPEN);

        for (var pause : List.of(Duration.ofNanos(1_500_000), Duration.ofSeconds(Long.MAX_VALUE))) {
            var other = bench.pausing(pause);
            run(other, "F");
            clock.advance(Duration.ofNanos(1_499_999));
            assertRefused(other, "1,499,999 ns after it opened, with a pause of " + pause);
        }
    }

    @Test
    @DisplayName("of 50 threads that ask when the pause is over, one is the probe (E13)")
    void letsOneProbeThrough(Testbed bed) throws Exception {
        var dawdling = bench.dawdling();
        run(dawdling, "F");
        clock.advance(PAUSE);

        long probes = yesOf(bed, 50, () -> isPermitted(dawdling));

        assertThat(probes).as("of 50 calls at the half-open instant, let through").isEqualTo(1);
    }

    @Test
    @DisplayName("while the probe is on its way no other call is, however long it takes (E13)")
    void letsNobodyFollowTheProbe() throws Exception {
        var breaker = bench.atTheEndOfThePause();
        breaker.acquire();
        assertRefused(breaker, "right after the probe");
        clock.advance(PAUSE.multipliedBy(100));
        assertRefused(breaker, "long after the probe");
    }

    @Test
    @DisplayName("a probe that succeeds closes it, with nothing in the window")
    void closesWhenTheProbeSucceeds() throws Exception {
        var breaker = bench.atTheEndOfThePause();
        assertThat(run(breaker, "S")).as("after the probe's success").isEqualTo(CLOSED);
        assertThat(run(breaker, "FFF"))
                .as("after 3 failures: what was before the pause, and the probe, are forgotten")
                .isEqualTo(CLOSED);
        assertThat(run(breaker, "F")).as("after 4 failures").isEqualTo(OPEN);
    }

    @Test
    @DisplayName("a probe that fails opens it for another whole pause")
    void opensAgainWhenTheProbeFails() throws Exception {
        var breaker = bench.atTheEndOfThePause();
        var probe = breaker.acquire();
        clock.advance(PAUSE);
        probe.failed();
        assertThat(breaker.state()).as("after the probe's failure").isEqualTo(OPEN);
        clock.advance(PAUSE.minus(NANO));
        assertRefused(breaker, "1 ns before the second pause is over");
        clock.advance(NANO);
        assertThat(isPermitted(breaker)).as("a probe after the second pause").isTrue();
    }

    @Test
    @DisplayName("a probe without an outcome makes room for the next one")
    void replacesAProbeWithoutOutcome() throws Exception {
        var breaker = bench.atTheEndOfThePause();
        breaker.acquire().close();
        assertThat(breaker.state()).as("after a probe without an outcome").isEqualTo(OPEN);
        assertThat(isPermitted(breaker)).as("another probe, at once").isTrue();
        assertRefused(breaker, "while the second probe is on its way");
    }

    @Test
    @DisplayName("a call that began before the breaker opened has no say in what comes after")
    void ignoresLateOutcomes() throws Exception {
        var slowest = List.of(breaker.acquire(), breaker.acquire(), breaker.acquire());
        var slowSuccess = breaker.acquire();
        var slowFailure = breaker.acquire();
        run(breaker, "FFFF");
        clock.advance(PAUSE);
        var probe = breaker.acquire();

        slowSuccess.succeeded();
        assertThat(breaker.state())
                .as("after the success of a call that is older than the pause")
                .isEqualTo(HALF_OPEN);
        slowFailure.failed();
        assertThat(breaker.state())
                .as("after the failure of a call that is older than the pause")
                .isEqualTo(HALF_OPEN);
        probe.succeeded();
        assertThat(breaker.state()).as("after the probe's success").isEqualTo(CLOSED);
        slowest.forEach(CircuitBreaker.Permit::failed);
        assertThat(run(breaker, "F"))
                .as("after a failure, and 3 of calls that are older than the pause")
                .isEqualTo(CLOSED);
    }

    @Test
    @DisplayName("of what is told a permit the first word counts, and closing is no outcome")
    void countsAPermitOnce() throws Exception {
        BreakerChecks.countsAPermitOnce(breaker);
    }

    @Test
    @DisplayName("with many threads no outcome is lost, and none counts twice (E13)")
    void countsExactlyForManyThreads(Testbed bed) throws Exception {
        BreakerChecks.losesNoOutcome(bed, bench);
        BreakerChecks.countsNoPermitTwice(bed, bench);
    }

    @Test
    @DisplayName("a thousand calls to a dead server are 1100 sends with 10 percent retries (E12)")
    void boundsTheRetries() {
        BudgetChecks.boundsTheRetries();
    }

    @Test
    @DisplayName("ten calls pay for one retry, and what is saved up has a limit (E12)")
    void savesUpToALimit() {
        BudgetChecks.savesUpToALimit();
        BudgetChecks.savesExactly();
    }

    @Test
    @DisplayName("many threads take out what was paid in, and not one retry more (E12)")
    void isExactForManyThreads(Testbed bed) {
        BudgetChecks.isExactForManyThreads(bed);
    }

    @Test
    @DisplayName("settings that make no sense are rejected")
    void checksItsSettings() {
        assertRejected(0, 1, 0.5, PAUSE);
        assertRejected(4, 0, 0.5, PAUSE);
        assertRejected(4, 5, 0.5, PAUSE);
        assertRejected(4, 4, 0, PAUSE);
        assertRejected(4, 4, 1.01, PAUSE);
        assertRejected(4, 4, Double.NaN, PAUSE);
        assertRejected(4, 4, 0.5, Duration.ZERO);
        for (int[] wrong : new int[][] {{0, 1}, {101, 1}, {10, 0}}) {
            assertThatThrownBy(() -> new RetryBudget(wrong[0], wrong[1]))
                    .as("a budget of %d percent, %d saved at most", wrong[0], wrong[1])
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void assertRefused(CircuitBreaker breaker, String when) {
        assertThatThrownBy(breaker::acquire, "a call %s", when)
                .isInstanceOf(CircuitOpenException.class);
    }
}
