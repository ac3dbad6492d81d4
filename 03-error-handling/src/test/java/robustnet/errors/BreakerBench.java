package robustnet.errors;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import robustnet.errors.CircuitBreaker.Settings;
import robustnet.testkit.FakeClock;
import robustnet.testkit.Testbed;
import robustnet.udp.NanoClock;

/// Circuit breakers in fake time, calls that succeed or fail, and threads that act at one moment.
final class BreakerBench {
    static final Duration PAUSE = Duration.ofSeconds(10);

    final FakeClock clock = new FakeClock();

    CircuitBreaker breaker(int window, int minimum, double rate) {
        return new CircuitBreaker(new Settings(window, minimum, rate, PAUSE), clock::nanoTime);
    }

    /// A breaker that one failure opens, for this pause.
    CircuitBreaker pausing(Duration pause) {
        return new CircuitBreaker(new Settings(1, 1, 1, pause), clock::nanoTime);
    }

    /// Makes calls, one after another, that succeed (S) or fail (F), up to the first that is not
    /// let through. Returns the state then.
    static CircuitBreaker.State run(CircuitBreaker breaker, String outcomes) {
        for (char outcome : outcomes.toCharArray()) {
            try (var permit = breaker.acquire()) {
                if (outcome == 'S') {
                    permit.succeeded();
                } else {
                    permit.failed();
                }
            } catch (CircuitOpenException _) {
                return breaker.state();
            }
        }
        return breaker.state();
    }

    /// A breaker that was opened by failures, and whose pause has just ended.
    CircuitBreaker atTheEndOfThePause() {
        var breaker = breaker(4, 4, 0.5);
        run(breaker, "FFFF");
        clock.advance(PAUSE);
        return breaker;
    }

    /// A breaker that opens on one failure, and whose clock takes its time, so that other threads
    /// may come in meanwhile.
    CircuitBreaker dawdling() {
        NanoClock slow =
                () -> {
                    LockSupport.parkNanos(2_000_000);
                    return clock.nanoTime();
                };
        return new CircuitBreaker(new Settings(1, 1, 1, PAUSE), slow);
    }

    /// Makes calls that all fail, each with up to 3 retries, and returns how often was sent.
    static int sends(RetryBudget budget, int calls) {
        int sends = 0;
        for (int call = 0; call < calls; call++) {
            budget.called();
            sends++;
            for (int retry = 0; retry < 3 && budget.tryRetry(); retry++) {
                sends++;
            }
        }
        return sends;
    }

    /// Retries that are taken out, one after another, up to 50.
    static int retries(RetryBudget budget) {
        int retries = 0;
        while (retries < 50 && budget.tryRetry()) {
            retries++;
        }
        return retries;
    }

    static void assertRejected(int window, int minimum, double rate, Duration pause) {
        assertThatThrownBy(() -> new Settings(window, minimum, rate, pause))
                .as("window %d, minimum %d, rate %s, pause %s", window, minimum, rate, pause)
                .isInstanceOf(IllegalArgumentException.class);
    }

    static void call(RetryBudget budget, int times) {
        for (int i = 0; i < times; i++) {
            budget.called();
        }
    }

    /// Makes so many calls in each of so many threads.
    static void callInThreads(Testbed bed, RetryBudget budget, int threads, int times) {
        BooleanSupplier calls =
                () -> {
                    call(budget, times);
                    return true;
                };
        yesOf(bed, threads, calls);
    }

    static void inThreads(Testbed bed, int threads, Runnable task) {
        yesOf(
                bed,
                threads,
                () -> {
                    task.run();
                    return true;
                });
    }

    static boolean isPermitted(CircuitBreaker breaker) {
        try {
            breaker.acquire();
            return true;
        } catch (CircuitOpenException _) {
            return false;
        }
    }

    /// Asks in so many threads at once, and returns how many were told yes.
    static long yesOf(Testbed bed, int threads, BooleanSupplier question) {
        var start = new CountDownLatch(1);
        Callable<Boolean> ask =
                () -> {
                    start.await();
                    return question.getAsBoolean();
                };
        var asking = Stream.generate(() -> bed.async(ask)).limit(threads).toList();
        start.countDown();
        return asking.stream().filter(answer -> answer.join()).count();
    }
}
