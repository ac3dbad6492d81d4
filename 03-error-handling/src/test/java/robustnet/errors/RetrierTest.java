package robustnet.errors;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.errors.RetryBench.DELAYS;
import static robustnet.errors.RetryBench.LONG;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.errors.RetryEvent.GaveUp;
import robustnet.errors.RetryEvent.Reason;
import robustnet.errors.RetryEvent.Retrying;
import robustnet.errors.RetryEvent.Succeeded;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;

@Exercise(
        id = "3.4",
        title = "Retries",
        level = 2,
        minutes = 35,
        edit = {Retrier.class, RetryLog.class})
class RetrierTest {
    private final RetryBench bench = new RetryBench();
    private final IOException first = new IOException("1st failure");
    private final IOException second = new IOException("2nd failure");
    private final IOException third = new IOException("3rd failure");

    @Test
    @DisplayName("the first attempt that succeeds ends the call with its result")
    void returnsTheFirstResult() throws Exception {
        assertThat(bench.result(1, bench.failing()))
                .as("the result of a task that succeeds at once")
                .isEqualTo("result of attempt 1");
        assertThat(bench.pauses()).as("pauses").isEmpty();
        assertThat(bench.trace).as("what the listener was told").containsExactly(new Succeeded(1));

        assertThat(bench.result(5, bench.failing(first, second)))
                .as("the result of a task that fails twice")
                .isEqualTo("result of attempt 3");
        assertThat(bench.pauses()).as("pauses").containsExactly(ofMillis(10), ofMillis(11));
        assertThat(bench.trace).as("what the listener was told").endsWith(new Succeeded(3));
    }

    @Test
    @DisplayName("three attempts are three, with the two pauses between them and none after (E8)")
    void countsAttemptsAndPauses() {
        var task = bench.failing(first, second, third);

        var thrown = bench.thrown(task);

        assertThat(task.begun()).as("the attempts of a call with 3 at most").hasSize(3);
        assertThat(thrown).as("what the call threw").isSameAs(third);
        assertThat(bench.trace)
                .as("pauses, and what the listener was told, in order")
                .containsExactly(
                        new Retrying(1, first, ofMillis(10)),
                        ofMillis(10),
                        new Retrying(2, second, ofMillis(11)),
                        ofMillis(11),
                        new GaveUp(3, Reason.ATTEMPTS, third));
    }

    @Test
    @DisplayName("what another attempt could not mend is thrown after the first, and a bug at once")
    void doesNotRetryWhatCannotSucceed() {
        var task = bench.failing(first);
        assertThatThrownBy(
                        () -> bench.retrier(3, DELAYS).call(bench.in(LONG), e -> e != first, task),
                        "a call with a failure that is not retryable")
                .isSameAs(first);
        assertThat(bench.trace).containsExactly(new GaveUp(1, Reason.NOT_RETRYABLE, first));

        var bug = new IllegalStateException("a bug in the task");
        Runnable work =
                () -> {
                    throw bug;
                };
        var buggy = new FailingTask(bench.clock, work, List.of());
        assertThat(bench.thrown(buggy)).as("the bug").isSameAs(bug);
        assertThat(buggy.begun()).as("attempts of a task with a bug").hasSize(1);
        assertThat(bench.pauses()).as("pauses").isEmpty();
    }

    @Test
    @DisplayName("a bug in the task comes out as it was thrown, and the listener hears nothing")
    void throwsABugAsItIs() {
        RetryTaskChecks.bugsComeOutAsTheyAre(bench);
    }

    @Test
    @DisplayName("a result of null is a result")
    void returnsNull() throws Exception {
        assertThat(bench.<Object>result(3, _ -> null)).as("the result").isNull();
        assertThat(bench.trace).as("what the listener was told").containsExactly(new Succeeded(1));
    }

    @Test
    @DisplayName("a result that comes after the deadline is a result")
    void returnsALateResult() {
        RetryTaskChecks.aLateResultIsAResult(bench);
    }

    @Test
    @DisplayName("an attempt that timed out is retried: a time-out is no interrupt (E10)")
    void retriesAfterATimeout() {
        RetryTaskChecks.aTimeoutIsRetried(bench);
    }

    @Test
    @DisplayName("the last failure is thrown, with the earlier ones in order beside it (E11)")
    void keepsTheHistory() {
        var thrown = bench.thrown(bench.failing(first, second, third));

        assertThat(thrown).as("what was thrown: the last failure").isSameAs(third);
        assertThat(thrown.getSuppressed())
                .as("the earlier failures, suppressed in the last one: they tell how it began")
                .containsExactly(first, second);
    }

    @Test
    @DisplayName("whatever ends the call, the earlier failures are beside the last one (E11)")
    void keepsTheHistoryHoweverItEnds() {
        RetryTaskChecks.aHistoryHoweverItEnds(bench);
    }

    @Test
    @DisplayName("a task may throw the same exception object each time (E11)")
    void acceptsTheSameExceptionAgain() {
        assertThat(bench.thrown(bench.failing(first, first, first)))
                .as("what was thrown: nothing can be suppressed in itself")
                .isSameAs(first);
    }

    @Test
    @DisplayName("a task may use the retrier that runs it: each call has its own history (E11)")
    void keepsAHistoryForEachCall() {
        RetryTaskChecks.aHistoryForEachCall(bench);
    }

    @Test
    @DisplayName("no attempt begins after the deadline, however long the attempts take (E9)")
    void beginsNoAttemptAfterTheDeadline() {
        Runnable work = () -> bench.clock.advance(ofMillis(40));
        var task = new FailingTask(bench.clock, work, Collections.nCopies(100, first));

        bench.thrown(bench.retrier(100, _ -> ofMillis(30)), ofMillis(180), task);

        assertThat(task.begun().stream().map(Duration::toMillis))
                .as("when attempts of 40 ms began, with pauses of 30 ms and a deadline at 180 ms")
                .containsExactly(0L, 70L, 140L);
        assertThat(bench.trace).endsWith(new GaveUp(3, Reason.DEADLINE, first));
    }

    @Test
    @DisplayName("a pause that would not end before the deadline is not begun (E9)")
    void doesNotSleepUpToTheDeadline() {
        var retrier = bench.retrier(9, _ -> ofMillis(500));
        for (var budget : List.of(ofMillis(499), ofMillis(500))) {
            assertThat(bench.thrown(retrier, budget, bench.failing(first)))
                    .as("what a call with %s and a pause of 500 ms threw", budget)
                    .isSameAs(first);
            assertThat(bench.pauses())
                    .as("pauses: no time would be left for an attempt, so why keep anyone waiting?")
                    .isEmpty();
            assertThat(bench.trace)
                    .as("what the listener was told: Retrying only where a pause begins")
                    .containsExactly(new GaveUp(1, Reason.DEADLINE, first));
            bench.trace.clear();
        }
    }

    @Test
    @DisplayName("where a sleep took up all the time, or there was none, no attempt begins (E9)")
    void looksAtTheClockBeforeEachAttempt() {
        var task = bench.failing(first);
        Sleeper slow = _ -> bench.clock.advance(LONG);
        assertThat(bench.thrown(bench.retrier(9, DELAYS, slow), LONG, task))
                .as("what was thrown, when a sleep took longer than it was asked to")
                .isSameAs(first);

        var never = bench.failing();
        bench.trace.clear();
        var thrown = bench.thrown(bench.retrier(3, DELAYS), ZERO, never);
        assertThat(thrown)
                .as("what was thrown, when the deadline had passed before the first attempt")
                .isInstanceOf(SocketTimeoutException.class);
        assertThat(never.begun()).as("attempts").isEmpty();
        assertThat(bench.trace)
                .as("what the listener was told, when there was no attempt")
                .containsExactly(new GaveUp(0, Reason.DEADLINE, (IOException) thrown));
    }

    @Test
    @DisplayName("an interrupt in a pause ends the call, and the thread stays interrupted (E10)")
    void endsWhenInterruptedInAPause() {
        assertEndsTheCall(
                _ -> {
                    throw new InterruptedException();
                });
    }

    @Test
    @DisplayName("an interrupt of which only the status tells ends the call after the pause (E10)")
    void endsWhenOnlyTheStatusTellsOfTheInterrupt() {
        assertEndsTheCall(_ -> Thread.currentThread().interrupt());
    }

    @Test
    @DisplayName("an attempt in which the thread was interrupted is the last (E10)")
    void endsWhenInterruptedInAnAttempt() {
        var closed = new SocketException("what a blocked virtual thread gets");
        Runnable work = () -> Thread.currentThread().interrupt();
        var task = new FailingTask(bench.clock, work, List.of(closed));

        var thrown = bench.thrown(bench.retrier(3, _ -> ZERO), LONG, task);
        boolean status = Thread.interrupted();

        assertThat(task.begun()).as("attempts: none after the interrupt").hasSize(1);
        assertThat(thrown).as("what was thrown").isSameAs(closed);
        assertThat(status).as("whether the thread's interrupt status is set").isTrue();
        assertThat(bench.trace)
                .as("pauses, and what the listener was told: no pause begins, so no Retrying")
                .containsExactly(new GaveUp(1, Reason.INTERRUPTED, closed));
    }

    @Test
    @DisplayName("a thousand failures are a line for each interval in the log (E23)")
    void logsALineForEachInterval(Testbed bed) {
        RetryLogChecks.aLineForEachInterval(bed, bench);
        RetryLogChecks.wholeLines(bed, bench);
    }

    @Test
    @DisplayName("an interval of the log ends also where the clock wraps around (E22)")
    void logsAcrossTheWrap(Testbed bed) {
        RetryLogChecks.acrossTheWrap(bed);
    }

    @Test
    @DisplayName("an interval of the log may be longer than a clock can count")
    void logsOnceForGood(Testbed bed) {
        RetryLogChecks.aLineForGood(bed);
    }

    @Test
    @DisplayName("of many threads that fail at the same moment only one logs (E23)")
    void logsOnceForAllThreads(Testbed bed) throws Exception {
        RetryLogChecks.onceForAllThreads(bed, bench);
        RetryLogChecks.onceForThoseWhoMeet(bed);
    }

    @Test
    @DisplayName("no attempts at all, and a log without an interval, are rejected")
    void checksItsArguments() {
        assertThatThrownBy(() -> bench.retrier(0, DELAYS), "0 attempts")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bench.log(ZERO), "an interval of 0")
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void assertEndsTheCall(Sleeper interrupted) {
        var task = bench.failing(first);

        var thrown = bench.thrown(bench.retrier(3, DELAYS, interrupted), LONG, task);
        boolean status = Thread.interrupted();

        assertThat(task.begun()).as("attempts: none after the interrupt").hasSize(1);
        assertThat(thrown).as("what was thrown").isSameAs(first);
        assertThat(status).as("whether the thread's interrupt status is set").isTrue();
        assertThat(bench.trace).endsWith(new GaveUp(1, Reason.INTERRUPTED, first));
    }
}
