package robustnet.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static robustnet.errors.BreakerBench.call;
import static robustnet.errors.BreakerBench.inThreads;
import static robustnet.errors.BreakerBench.retries;
import static robustnet.errors.BreakerBench.sends;
import static robustnet.errors.BreakerBench.yesOf;

import java.util.concurrent.atomic.LongAdder;
import robustnet.testkit.Testbed;

/// What a [RetryBudget] must keep, to the hundredth.
final class BudgetChecks {
    private BudgetChecks() {}

    static void boundsTheRetries() {
        var budget = new RetryBudget(10, 100);
        assertThat(sends(budget, 1_000))
                .as("sends for 1000 calls that fail, each tried 4 times if the budget allows")
                .isEqualTo(1_100);
    }

    static void savesUpToALimit() {
        var budget = new RetryBudget(10, 3);
        assertThat(budget.tryRetry()).as("a retry before any call").isFalse();
        call(budget, 9);
        assertThat(budget.tryRetry()).as("a retry after 9 calls of 10 percent").isFalse();
        budget.called();
        assertThat(budget.tryRetry()).as("a retry after 10 calls of 10 percent").isTrue();
        assertThat(budget.tryRetry()).as("a second one").isFalse();

        call(budget, 1_000);
        assertThat(retries(budget))
                .as("retries after a quiet night of 1000 calls, 3 saved")
                .isEqualTo(3);
    }

    static void savesExactly() {
        var thirds = new RetryBudget(30, 1);
        call(thirds, 4);
        assertThat(retries(thirds))
                .as("retries after 4 calls of 30 percent: the fourth fills it up, 1 saved")
                .isEqualTo(1);

        var sixths = new RetryBudget(60, 1);
        call(sixths, 2);
        assertThat(retries(sixths)).as("retries after 2 calls of 60 percent").isEqualTo(1);
        call(sixths, 2);
        assertThat(retries(sixths)).as("retries after 2 more").isEqualTo(1);
        sixths.called();
        assertThat(retries(sixths))
                .as("retries after one call more: what is above 1 was not saved")
                .isZero();

        var endless = new RetryBudget(100, Integer.MAX_VALUE);
        endless.called();
        assertThat(retries(endless))
                .as("retries after a call of 100 percent, with 2,147,483,647 saved at most")
                .isEqualTo(1);
        call(new RetryBudget(1, 1), 1);
    }

    static void isExactForManyThreads(Testbed bed) {
        var few = new RetryBudget(50, 1_000);
        BreakerBench.callInThreads(bed, few, 50, 20);
        assertThat(yesOf(bed, 800, few::tryRetry))
                .as("retries of 800 threads, after 50 threads made 20 calls of 50 percent each")
                .isEqualTo(500);

        int each = 100_000;
        var budget = new RetryBudget(100, 5 * each);
        inThreads(bed, 4, () -> call(budget, each));
        var retries = new LongAdder();
        inThreads(
                bed,
                4,
                () -> {
                    while (budget.tryRetry()) {
                        retries.increment();
                    }
                });
        assertThat(retries.sum())
                .as("retries of 4 threads, after 4 threads made 100,000 calls of 100 percent each")
                .isEqualTo(400_000);
    }
}
