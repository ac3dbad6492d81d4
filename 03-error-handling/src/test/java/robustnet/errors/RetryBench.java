package robustnet.errors;

import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.slf4j.LoggerFactory;
import robustnet.testkit.FakeClock;
import robustnet.testkit.Testbed;
import robustnet.udp.NanoClock;

/// Makes retriers that live in fake time, and keeps what they did: pauses and events, in order.
final class RetryBench {
    /// 10 ms, 11 ms, 12 ms and so on.
    static final IntFunction<Duration> DELAYS = retry -> Duration.ofMillis(10 + retry);

    private static final String LOG = "the-log-of-retries";

    static final Duration LONG = Duration.ofHours(1);

    final FakeClock clock = new FakeClock();

    /// A [Duration] for each pause that was begun, a [RetryEvent] for each event.
    final List<Object> trace = new ArrayList<>();

    Retrier retrier(int maxAttempts, IntFunction<Duration> delays) {
        return retrier(maxAttempts, delays, clock::advance);
    }

    /// @param sleeper what happens in a pause
    Retrier retrier(int maxAttempts, IntFunction<Duration> delays, Sleeper sleeper) {
        Sleeper traced =
                pause -> {
                    trace.add(pause);
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                    sleeper.sleep(pause);
                };
        return new Retrier(maxAttempts, delays, traced, trace::add);
    }

    /// A task that throws the given failures, one an attempt, and then succeeds.
    FailingTask failing(IOException... failures) {
        return new FailingTask(clock, () -> {}, List.of(failures));
    }

    /// What a call with so many attempts at most, and all the time in the world, returns.
    <T> T result(int maxAttempts, Retrier.Task<T> task) throws IOException {
        return retrier(maxAttempts, DELAYS).call(in(LONG), _ -> true, task);
    }

    /// What a call throws that takes every failure for one that may be retried.
    Throwable thrown(Retrier retrier, Duration budget, Retrier.Task<?> task) {
        return catchThrowable(() -> retrier.call(in(budget), _ -> true, task));
    }

    /// What a call with 3 attempts at most, and all the time in the world, throws.
    Throwable thrown(Retrier.Task<?> task) {
        return thrown(retrier(3, DELAYS), LONG, task);
    }

    List<Duration> pauses() {
        return trace.stream().filter(Duration.class::isInstance).map(Duration.class::cast).toList();
    }

    Deadline in(Duration budget) {
        return Deadline.after(budget, clock::nanoTime);
    }

    RetryLog log(Duration interval) {
        return log(interval, clock::nanoTime);
    }

    static RetryLog log(Duration interval, NanoClock clock) {
        return new RetryLog(LoggerFactory.getLogger(LOG), interval, clock);
    }

    /// The lines that a log of this bench has written at INFO or above.
    static List<String> lines(Testbed bed) {
        return bed.log().lines().filter(line -> line.contains(LOG)).toList();
    }
}
