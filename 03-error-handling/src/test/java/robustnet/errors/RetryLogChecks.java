package robustnet.errors;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import robustnet.errors.RetryEvent.GaveUp;
import robustnet.errors.RetryEvent.Reason;
import robustnet.errors.RetryEvent.Retrying;
import robustnet.errors.RetryEvent.Succeeded;
import robustnet.testkit.FakeClock;
import robustnet.testkit.Testbed;

/// What a [RetryLog] must write.
final class RetryLogChecks {
    private static final GaveUp FAILED =
            new GaveUp(1, Reason.ATTEMPTS, new IOException("a failure"));

    private RetryLogChecks() {}

    static void aLineForEachInterval(Testbed bed, RetryBench bench) {
        var log = bench.log(ofSeconds(5));
        for (int i = 0; i < 500; i++) {
            log.accept(new Retrying(1, new IOException("no. " + 2 * i), ofMillis(100)));
            bench.clock.advance(ofMillis(100));
            log.accept(new GaveUp(2, Reason.ATTEMPTS, new IOException("no. " + (2 * i + 1))));
            log.accept(new Succeeded(1));
            bench.clock.advance(ofMillis(100));
        }

        var lines = RetryBench.lines(bed);
        assertThat(lines)
                .as("lines at INFO and above for 1000 failures in 100 s, one for each 5 s")
                .hasSize(20)
                .allMatch(line -> line.contains(" WARN "));
        assertThat(lines.getFirst()).as("the first line").contains("no. 0");
        for (int i = 1; i < lines.size(); i++) {
            assertThat(lines.get(i))
                    .as("line %d: its failure, and how many were held back since the last", i + 1)
                    .contains("no. " + 50 * i)
                    .containsPattern("\\b49\\b");
        }
        assertThat(bed.log()).as("the log, without stack traces").doesNotContain("\tat ");
    }

    static void wholeLines(Testbed bed, RetryBench bench) {
        int before = RetryBench.lines(bed).size();
        var log = bench.log(ofSeconds(5));
        var failure = new SocketException("a failure {}\r\nof two lines");
        log.accept(new GaveUp(1, Reason.ATTEMPTS, failure));
        bench.clock.advance(ofSeconds(5));
        log.accept(new GaveUp(1, Reason.ATTEMPTS, failure));

        var lines = RetryBench.lines(bed).subList(before, RetryBench.lines(bed).size());
        assertThat(lines)
                .as("lines for two failures 5 s apart, each in one line")
                .hasSize(2)
                .allMatch(line -> line.contains("of two lines"), "has all of the message");
        assertThat(lines)
                .as("lines for a failure whose message holds {}: that is no place to fill in")
                .allMatch(line -> line.contains("a failure {}"));
        assertThat(lines.getLast())
                .as("the second line: the class of the failure")
                .contains("SocketException");
        assertThat(lines.getLast().substring(lines.getLast().indexOf(" WARN ")))
                .as("the second line: no count, where nothing was held back")
                .doesNotContainPattern("\\b0\\b");
    }

    static void acrossTheWrap(Testbed bed) {
        for (long start : new long[] {0, -1_000, Long.MIN_VALUE, Long.MAX_VALUE - 1_000}) {
            int before = RetryBench.lines(bed).size();
            var now = new long[] {start};
            var log = RetryBench.log(ofNanos(2_000), () -> now[0]);
            log.accept(FAILED);
            now[0] += 500; // where the end of the interval has wrapped, and the clock has not
            log.accept(FAILED);
            now[0] += 1_499;
            log.accept(FAILED);
            assertThat(RetryBench.lines(bed).size() - before)
                    .as("lines within 1999 of 2000 ns, by a clock that starts at %d", start)
                    .isEqualTo(1);
            now[0] += 1;
            log.accept(FAILED);
            assertThat(RetryBench.lines(bed).size() - before)
                    .as("lines after all 2000 ns, by a clock that started at %d", start)
                    .isEqualTo(2);
        }
    }

    static void aLineForGood(Testbed bed) {
        var clock = new FakeClock();
        var log = RetryBench.log(ofSeconds(Long.MAX_VALUE), clock::nanoTime);
        for (int i = 0; i < 3; i++) {
            assertThatCode(() -> log.accept(FAILED))
                    .as("failures, when the interval has more nanoseconds than a long can count")
                    .doesNotThrowAnyException();
            clock.advance(ofDays(1));
        }
        assertThat(RetryBench.lines(bed)).as("lines within such an interval").hasSize(1);
    }

    /// The gap between a look and an act is short: so two threads meet in it again and again.
    static void onceForThoseWhoMeet(Testbed bed) throws Exception {
        var clock = new MeetingClock(ofSeconds(5), ofSeconds(1));
        var lines = new AtomicInteger();
        var log = new RetryLog(counting(lines), ofSeconds(5), clock);
        var meeting = Executors.callable(() -> failTogether(log, clock, lines));
        var threads = Stream.generate(() -> bed.async(meeting)).limit(2);
        CompletableFuture.allOf(threads.toArray(CompletableFuture[]::new)).get();

        assertThat(lines.get() > clock.moments() ? 2 : 1)
                .as("lines for two failures at the same moment: did both see that one is due?")
                .isEqualTo(1);
        assertThat(lines).as("lines for two failures in each interval").hasValue(clock.moments());
    }

    private static void failTogether(RetryLog log, MeetingClock clock, AtomicInteger lines) {
        try {
            while (clock.nextMoment() && lines.get() <= clock.moments()) {
                log.accept(FAILED);
            }
        } finally {
            clock.end();
        }
    }

    /// A logger that counts its lines at WARN and writes nothing, which would take too long.
    private static Logger counting(AtomicInteger lines) {
        InvocationHandler handler =
                (logger, method, arguments) -> {
                    if (method.isDefault()) {
                        return InvocationHandler.invokeDefault(logger, method, arguments);
                    }
                    if (method.getName().equals("warn")) {
                        lines.incrementAndGet();
                    }
                    return method.getReturnType() == boolean.class ? true : null;
                };
        var type = Logger.class;
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    static void onceForAllThreads(Testbed bed, RetryBench bench) throws Exception {
        var log = bench.log(ofSeconds(5));
        var logging = Executors.callable(() -> log.accept(FAILED));
        var threads = Stream.generate(() -> bed.async(logging)).limit(50);
        CompletableFuture.allOf(threads.toArray(CompletableFuture[]::new)).get();
        bench.clock.advance(ofSeconds(5));
        log.accept(FAILED);

        assertThat(RetryBench.lines(bed))
                .as("lines for 50 failures at once and one 5 s later")
                .hasSize(2);
        assertThat(RetryBench.lines(bed).get(1)).as("how many were held back").contains("49");
    }
}
