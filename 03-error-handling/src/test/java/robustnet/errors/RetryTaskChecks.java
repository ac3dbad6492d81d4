package robustnet.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static robustnet.errors.RetryBench.DELAYS;
import static robustnet.errors.RetryBench.LONG;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import robustnet.errors.RetryEvent.GaveUp;
import robustnet.errors.RetryEvent.Reason;
import robustnet.errors.RetryEvent.Succeeded;

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

    /// A time-out is by its type an `InterruptedIOException`.
    static void aTimeoutIsRetried(RetryBench bench) {
        var task = bench.failing(new SocketTimeoutException("Read timed out"));
        assertThat(bench.thrown(task))
                .as("what a call threw whose 1st attempt timed out: that is no interrupt")
                .isNull();
        assertThat(task.begun()).as("attempts").hasSize(2);
    }

    static void aLateResultIsAResult(RetryBench bench) {
        var slow = new FailingTask(bench.clock, () -> bench.clock.advance(LONG), List.of());
        assertThat(bench.thrown(bench.retrier(3, DELAYS), Duration.ofMillis(1), slow))
                .as("what a call threw whose 1st attempt had a result, after the deadline")
                .isNull();
        assertThat(bench.trace).as("what the listener was told").containsExactly(new Succeeded(1));
    }

    static void aHistoryHoweverItEnds(RetryBench bench) {
        var retrier = bench.retrier(3, DELAYS);
        var tooLong = bench.retrier(3, retry -> retry == 0 ? DELAYS.apply(0) : LONG);
        Sleeper interrupted =
                pause -> {
                    if (pause.equals(DELAYS.apply(1))) {
                        throw new InterruptedException();
                    }
                };
        Runnable interrupt = () -> Thread.currentThread().interrupt();
        assertHistory(bench, Reason.ATTEMPTS, bench.retrier(2, DELAYS), () -> {});
        assertHistory(bench, Reason.DEADLINE, tooLong, () -> {});
        assertHistory(bench, Reason.NOT_RETRYABLE, retrier, () -> {});
        assertHistory(bench, Reason.INTERRUPTED, bench.retrier(3, DELAYS, interrupted), () -> {});
        assertHistory(bench, Reason.INTERRUPTED, retrier, interrupt);
    }

    /// A call whose second attempt is the last.
    ///
    /// @param inTheSecond what that attempt does before it fails
    private static void assertHistory(
            RetryBench bench, Reason reason, Retrier retrier, Runnable inTheSecond) {
        var first = new IOException("1st failure");
        var second = new IOException("2nd failure");
        var task = bench.failing(first, second);
        Retrier.Task<String> noisy =
                attempt -> {
                    if (attempt == 2) {
                        inTheSecond.run();
                    }
                    return task.run(attempt);
                };
        Predicate<IOException> retryable = e -> reason != Reason.NOT_RETRYABLE || e == first;

        var thrown = catchThrowable(() -> retrier.call(bench.in(LONG), retryable, noisy));
        Thread.interrupted();

        assertThat(thrown).as("what was thrown, when it ended by %s", reason).isSameAs(second);
        assertThat(second.getSuppressed())
                .as("the earlier failures beside the last one, when it ended by %s", reason)
                .containsExactly(first);
        assertThat(bench.trace).endsWith(new GaveUp(2, reason, second));
    }

    /// @param bug a `RuntimeException` or an `Error`
    private static void throwUnchecked(Throwable bug) {
        if (bug instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) bug;
    }
}
