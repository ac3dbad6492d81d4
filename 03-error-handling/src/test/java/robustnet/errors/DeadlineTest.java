package robustnet.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Exercise;
import robustnet.testkit.FakeClock;
import robustnet.testkit.SocketPair;
import robustnet.testkit.Testbed;
import robustnet.udp.NanoClock;

@Exercise(id = "3.3", title = "Deadlines", level = 1, minutes = 20, edit = Deadline.class)
class DeadlineTest {
    private static final Duration NANO = Duration.ofNanos(1);
    private static final Duration BUDGET = Duration.ofMillis(300);

    private final FakeClock clock = new FakeClock();

    @Test
    @DisplayName("what remains shrinks with the time that passes, down to 0 (E2)")
    void whatRemainsShrinks() throws Exception {
        var deadline = Deadline.after(BUDGET, clock::nanoTime);

        assertThat(deadline.remaining()).as("at the start").isEqualTo(BUDGET);
        clock.advance(Duration.ofMillis(120));
        assertThat(deadline.remaining()).as("after 120 ms").isEqualTo(Duration.ofMillis(180));
        assertThat(deadline.socketTimeoutMillis())
                .as("after 120 ms, as a socket takes it")
                .isEqualTo(180);
        clock.advance(Duration.ofMillis(180).minus(NANO));
        assertThat(deadline.remaining()).as("1 ns before the end").isEqualTo(NANO);
        assertThat(deadline.hasPassed()).as("passed, 1 ns before the end").isFalse();
        clock.advance(NANO);
        assertThat(deadline.remaining()).as("at the end").isZero();
        assertThat(deadline.hasPassed()).as("passed, at the end").isTrue();
        clock.advance(Duration.ofDays(1));
        assertThat(deadline.remaining()).as("a day later: never negative").isZero();
        assertThat(deadline.hasPassed()).as("passed, a day later").isTrue();
    }

    @Test
    @DisplayName("the times of the clock may be negative and may wrap around (E22)")
    void survivesWrapAround() {
        for (long start :
                new long[] {0, -5, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 1_000}) {
            var now = new long[] {start};
            var deadline = Deadline.after(Duration.ofNanos(2_000), () -> now[0]);

            assertThat(deadline.remaining())
                    .as("what remains of 2000 ns at once, by a clock that starts at %d", start)
                    .isEqualTo(Duration.ofNanos(2_000));
            assertThat(deadline.hasPassed()).as("passed at once").isFalse();
            now[0] += 1_999;
            assertThat(deadline.remaining())
                    .as("1999 ns later, by a clock that started at %d", start)
                    .isEqualTo(NANO);
            now[0] += 1;
            assertThat(deadline.hasPassed()).as("passed after 2000 ns, from %d", start).isTrue();
        }
    }

    @Test
    @DisplayName("in milliseconds it is rounded up, and never 0, which would mean for ever (E2)")
    void roundsMillisecondsUp() throws Exception {
        assertThat(millis(Duration.ofMillis(300))).as("300 ms").isEqualTo(300);
        assertThat(millis(Duration.ofNanos(300_000_001))).as("300 ms and 1 ns").isEqualTo(301);
        assertThat(millis(Duration.ofNanos(1_000_000))).as("1 ms").isEqualTo(1);
        assertThat(millis(Duration.ofNanos(999_999))).as("1 ms less 1 ns").isEqualTo(1);
        assertThat(millis(NANO)).as("1 ns").isEqualTo(1);
        assertThat(millis(Duration.ofDays(30)))
                .as("30 days, more milliseconds than an int can hold")
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    @DisplayName("once it has passed there is no socket timeout to ask for, but an exception (E2)")
    void throwsInsteadOfATimeoutOfZero() {
        var deadline = Deadline.after(BUDGET, clock::nanoTime);
        clock.advance(BUDGET);

        assertThatThrownBy(deadline::socketTimeoutMillis, "the socket timeout at the end")
                .isInstanceOf(SocketTimeoutException.class);
        clock.advance(BUDGET);
        assertThatThrownBy(deadline::socketTimeoutMillis, "the socket timeout after the end")
                .isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    @DisplayName("asked before each read, it ends a job that a dripping peer would prolong (E2)")
    void endsAJobThatAPeerProlongs(Testbed bed) throws Exception {
        var pair = bed.closing(SocketPair.open());
        var over = new CompletableFuture<Void>();
        var drip = bed.async(() -> dripUntil(over, pair));
        long start = System.nanoTime();
        var deadline = Deadline.after(Duration.ofMillis(400), NanoClock.system());

        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 50; i++) {
                                pair.near().setSoTimeout(deadline.socketTimeoutMillis());
                                pair.near().getInputStream().read();
                            }
                        },
                        "50 reads from a peer that sends a byte every 20 ms, within 400 ms")
                .isInstanceOf(SocketTimeoutException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("how long the job was let run")
                .isGreaterThanOrEqualTo(Duration.ofMillis(400));
        over.complete(null);
        drip.get(2, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("a step gets its own limit, or what remains if that is less (E2)")
    void boundsAStep() {
        var deadline = Deadline.after(BUDGET, clock::nanoTime);

        assertThat(deadline.min(Duration.ofMillis(100)))
                .as("a step of 100 ms, 300 ms before the end")
                .isEqualTo(Duration.ofMillis(100));
        clock.advance(Duration.ofMillis(250));
        assertThat(deadline.min(Duration.ofMillis(100)))
                .as("a step of 100 ms, 50 ms before the end")
                .isEqualTo(Duration.ofMillis(50));
        clock.advance(BUDGET);
        assertThat(deadline.min(Duration.ofMillis(100))).as("after the end").isZero();
    }

    @Test
    @DisplayName("of two deadlines the one that passes first counts, whichever is asked")
    void takesTheEarlierOfTwo() {
        var job = Deadline.after(BUDGET, clock::nanoTime);
        var part = Deadline.after(Duration.ofMillis(100), clock::nanoTime);

        for (var earlier : List.of(job.min(part), part.min(job))) {
            assertThat(earlier).as("the one of two that passes first").isSameAs(part);
            assertThat(earlier.remaining()).isEqualTo(Duration.ofMillis(100));
        }
        clock.advance(Duration.ofMillis(100));
        assertThat(job.min(part).hasPassed()).as("passed with the part of the job").isTrue();
        assertThat(job.hasPassed()).as("passed, the job itself").isFalse();
    }

    @Test
    @DisplayName("a step's own limit is taken as it is, whatever its size")
    void takesEveryLimit() {
        var deadline = Deadline.after(BUDGET, clock::nanoTime);

        assertThat(deadline.min(Duration.ofNanos(1_500_000)))
                .as("a step of 1.5 ms, 300 ms before the end")
                .isEqualTo(Duration.ofNanos(1_500_000));
        assertThat(catchThrowable(() -> deadline.min(Duration.ofSeconds(Long.MAX_VALUE))))
                .as("what the longest limit there is leads to: it fits into no count of ns")
                .isNull();
        assertThat(deadline.min(Duration.ofSeconds(Long.MAX_VALUE)))
                .as("a step of the longest limit there is, 300 ms before the end")
                .isEqualTo(BUDGET);
    }

    @Test
    @DisplayName("the time that passes in the question itself makes no timeout of 0 (E2)")
    void passesWhileItIsAsked() {
        for (int nanos = 1; nanos <= 9; nanos++) {
            var now = new long[1];
            var deadline = Deadline.after(Duration.ofNanos(nanos), () -> now[0]++);
            try {
                assertThat(deadline.socketTimeoutMillis())
                        .as("of %d ns, by a clock that is 1 ns further at each reading", nanos)
                        .isEqualTo(1);
            } catch (SocketTimeoutException _) {
                // It had passed by then, which is as good.
            }
        }
    }

    @Test
    @DisplayName("of two deadlines the earlier counts also where the clock wraps around (E22)")
    void takesTheEarlierOfTwoAcrossTheWrap() {
        for (long start : new long[] {Long.MAX_VALUE - 1_000, -1_000, Long.MIN_VALUE}) {
            var now = new long[] {start};
            var first = Deadline.after(Duration.ofNanos(500), () -> now[0]);
            var second = Deadline.after(Duration.ofNanos(2_000), () -> now[0]);

            for (var earlier : List.of(first.min(second), second.min(first))) {
                assertThat(earlier.remaining())
                        .as("what the earlier of 500 ns and 2000 ns has left, from %d", start)
                        .isEqualTo(Duration.ofNanos(500));
            }
        }
    }

    @Test
    @DisplayName("no budget has passed at once, and one for ever is as good as that")
    void acceptsEveryBudget() {
        for (var none : List.of(Duration.ZERO, NANO.negated(), Duration.ofDays(-100_000_000))) {
            var passed = Deadline.after(none, clock::nanoTime);
            assertThat(passed.hasPassed()).as("passed, with a budget of %s", none).isTrue();
            assertThat(passed.remaining()).as("what remains of %s", none).isZero();
        }
        var forEver = Deadline.after(ChronoUnit.FOREVER.getDuration(), clock::nanoTime);
        assertThat(forEver.remaining())
                .as("what remains of a budget for ever")
                .isEqualTo(Duration.ofDays(36_500));
        clock.advance(Duration.ofDays(36_499));
        assertThat(forEver.remaining()).as("99 years later").isEqualTo(Duration.ofDays(1));
    }

    private int millis(Duration budget) throws SocketTimeoutException {
        return Deadline.after(budget, clock::nanoTime).socketTimeoutMillis();
    }

    private static boolean dripUntil(CompletableFuture<Void> over, SocketPair pair)
            throws Exception {
        while (true) {
            pair.far().getOutputStream().write('x');
            try {
                over.get(20, TimeUnit.MILLISECONDS);
                return true;
            } catch (TimeoutException _) {
                // Time for the next byte.
            }
        }
    }
}
