package robustnet.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static robustnet.errors.BreakerBench.inThreads;
import static robustnet.errors.BreakerBench.run;
import static robustnet.errors.CircuitBreaker.State.CLOSED;
import static robustnet.errors.CircuitBreaker.State.OPEN;

import java.util.ArrayList;
import java.util.stream.Stream;
import robustnet.testkit.Testbed;

/// How a [CircuitBreaker] must count what its permits are told.
final class BreakerChecks {
    private BreakerChecks() {}

    static void countsAPermitOnce(CircuitBreaker breaker) throws Exception {
        var permits = new ArrayList<CircuitBreaker.Permit>();
        for (int i = 0; i < 10; i++) {
            permits.add(breaker.acquire());
        }
        permits.forEach(CircuitBreaker.Permit::close);
        permits.forEach(CircuitBreaker.Permit::failed);
        assertThat(breaker.state())
                .as("after 10 calls without outcome, that are said to have failed after the close")
                .isEqualTo(CLOSED);
        try (var permit = breaker.acquire()) {
            permit.failed();
            permit.failed();
            permit.succeeded();
        }
        assertThat(run(breaker, "FF"))
                .as("after 3 failures and calls without outcome")
                .isEqualTo(CLOSED);
        assertThat(run(breaker, "F")).as("after 4 failures").isEqualTo(OPEN);
    }

    /// Four threads tell a breaker of failures, so many that the last one opens it.
    static void losesNoOutcome(Testbed bed, BreakerBench bench) {
        int each = 50_000;
        var breaker = bench.breaker(4 * each, 4 * each, 1);
        Runnable failing =
                () -> {
                    for (int i = 0; i < each; i++) {
                        run(breaker, "F");
                    }
                };
        inThreads(bed, 4, failing);
        assertThat(breaker.state())
                .as("after 4 threads have failed 50,000 times each, and 200,000 failures open it")
                .isEqualTo(CircuitBreaker.State.OPEN);
    }

    /// Two threads tell the same permits of a failure, one less than opens the breaker.
    static void countsNoPermitTwice(Testbed bed, BreakerBench bench) throws Exception {
        int calls = 100_000;
        var breaker = bench.breaker(calls + 1, calls + 1, 1);
        var permits = new CircuitBreaker.Permit[calls];
        for (int i = 0; i < calls; i++) {
            permits[i] = breaker.acquire();
        }
        inThreads(bed, 2, () -> Stream.of(permits).forEach(CircuitBreaker.Permit::failed));
        assertThat(breaker.state())
                .as("after 100,000 calls have failed, each told by 2 threads; 100,001 open it")
                .isEqualTo(CircuitBreaker.State.CLOSED);
    }
}
