package robustnet.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.errors.CircuitBreaker.State.CLOSED;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// What else is asked of a load balancer.
final class BalancerChecks {
    private BalancerChecks() {}

    static void passesExceptionsOn(BalancerBench bench) throws Exception {
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
        assertThat(balancer.choose().backend()).as("the choice after it").isEqualTo("a");

        bench.failing = new IllegalStateException("the predicate's own bug");
        assertThatThrownBy(balancer::choose).isSameAs(bench.failing);
        bench.failing = null;
        assertThat(bench.outstanding(balancer)).as("one choice is open").isEqualTo(1);
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
