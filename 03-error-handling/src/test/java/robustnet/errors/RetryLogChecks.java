package robustnet.errors;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import robustnet.errors.RetryEvent.GaveUp;
import robustnet.errors.RetryEvent.Reason;
import robustnet.errors.RetryEvent.Retrying;
import robustnet.errors.RetryEvent.Succeeded;
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
        var failure = new SocketException("a failure\r\nof two lines");
        log.accept(new GaveUp(1, Reason.ATTEMPTS, failure));
        bench.clock.advance(ofSeconds(5));
        log.accept(new GaveUp(1, Reason.ATTEMPTS, failure));

        var lines = RetryBench.lines(bed).subList(before, RetryBench.lines(bed).size());
        assertThat(lines)
                .as("lines for two failures 5 s apart, each in one line")
                .hasSize(2)
                .allMatch(line -> line.contains("of two lines"), "has all of the message");
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
