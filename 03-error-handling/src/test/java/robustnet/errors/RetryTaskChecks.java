package robustnet.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static robustnet.errors.RetryBench.DELAYS;
import static robustnet.errors.RetryBench.LONG;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// What a task may do to the [Retrier] that runs it.
final class RetryTaskChecks {
    private RetryTaskChecks() {}

    static void bugsComeOutAsTheyAre(RetryBench bench) {
        for (var bug :
                List.of(
                        new UncheckedIOException(new IOException()),
                        new StackOverflowError("deep"))) {
            Runnable work = () -> throwUnchecked(bug);
            assertThat(bench.thrown(new FailingTask(bench.clock, work, List.of())))
                    .as("what a task that throws %s leads to: the same object", bug)
                    .isSameAs(bug);
            assertThat(bench.trace).as("what the listener was told of %s", bug).isEmpty();
        }
    }

    static void aHistoryForEachCall(RetryBench bench) {
        var firstInner = new IOException("1st failure of the inner call");
        var secondInner = new IOException("2nd failure of the inner call");
        var lastInner = new IOException("3rd failure of the inner call");
        var retrier = bench.retrier(3, DELAYS);
        var inner = bench.failing(firstInner, secondInner, lastInner);
        var before = new IOException("failure before the inner call");
        var after = new IOException("failure after the inner call");
        Retrier.Task<String> outer =
                attempt -> {
                    if (attempt == 2) {
                        return retrier.call(bench.in(LONG), _ -> true, inner);
                    }
                    throw attempt == 1 ? before : after;
                };

        assertThat(bench.thrown(retrier, LONG, outer)).as("what was thrown").isSameAs(after);
        assertThat(lastInner.getSuppressed())
                .as("the earlier failures of the inner call")
                .containsExactly(firstInner, secondInner);
        assertThat(after.getSuppressed())
                .as("the earlier failures of the outer call")
                .containsExactly(before, lastInner);
    }

    /// @param bug a `RuntimeException` or an `Error`
    private static void throwUnchecked(Throwable bug) {
        if (bug instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) bug;
    }
}
