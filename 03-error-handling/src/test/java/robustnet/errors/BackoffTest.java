package robustnet.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;

@Exercise(id = "3.2", title = "Backoff", level = 2, minutes = 25, edit = Backoff.class)
class BackoffTest {
    private static final Duration NANO = Duration.ofNanos(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration CAP = Duration.ofSeconds(10);
    private static final int SAMPLES = 20_000;

    @Test
    @DisplayName("the ceiling starts at the base, doubles with each retry, and stays at the cap")
    void doublesFromBaseToCap() {
        var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));

        var ceilings = IntStream.range(0, 7).mapToObj(backoff::ceiling).map(Duration::toMillis);

        assertThat(ceilings)
                .as("the ceilings in ms before retries 0 to 6, with base 100 ms and cap 1 s")
                .containsExactly(100L, 200L, 400L, 800L, 1000L, 1000L, 1000L);
        assertThat(new Backoff(CAP, CAP).ceiling(0)).as("base and cap the same").isEqualTo(CAP);
        assertThat(new Backoff(Duration.ofNanos(3), DAY).ceiling(10))
                .as("the ceiling before retry 10 with a base of 3 ns")
                .isEqualTo(Duration.ofNanos(3 * 1024));
    }

    @Test
    @DisplayName("the ceiling never falls and never overflows, up to retry 200 and beyond (E7)")
    void neverOverflows() {
        for (var backoff : Stream.concat(all(), Stream.of(new Backoff(DAY, DAY))).toList()) {
            var before = backoff.base();
            for (int retry = 0; retry <= 200; retry++) {
                var ceiling = backoff.ceiling(retry);
                assertThat(ceiling)
                        .as("the ceiling before retry %d of %s", retry, backoff)
                        .isBetween(before, backoff.cap());
                before = ceiling;
            }
            assertThat(before)
                    .as("ceiling before retry 200 of %s", backoff)
                    .isEqualTo(backoff.cap());
            assertThat(backoff.ceiling(Integer.MAX_VALUE))
                    .as("the ceiling before the last retry that an int can count, of %s", backoff)
                    .isEqualTo(backoff.cap());
        }
    }

    @Test
    @DisplayName("no delay is negative or above its ceiling, whatever the seed (E7)")
    void staysBelowTheCeiling(Testbed bed) {
        for (var backoff : all().toList()) {
            for (int retry = 0; retry <= 200; retry++) {
                for (int i = 0; i < 5; i++) {
                    assertThat(backoff.delay(retry, bed.random()))
                            .as("the delay before retry %d of %s", retry, backoff)
                            .isBetween(Duration.ZERO, backoff.ceiling(retry));
                }
            }
        }
    }

    @Test
    @DisplayName("the mean of the delays is half the ceiling, below the cap and at it (E7)")
    void meanIsHalfTheCeiling(Testbed bed) {
        var backoff = new Backoff(Duration.ofMillis(100), CAP);

        for (int retry : new int[] {0, 3, 6, 7, 30}) {
            double mean = Arrays.stream(delays(backoff, retry, bed)).average().orElseThrow();

            assertThat(mean / backoff.ceiling(retry).toNanos())
                    .as("the mean delay before retry %d, as a part of its ceiling", retry)
                    .isBetween(0.475, 0.525);
        }
    }

    @Test
    @DisplayName("the delays before one retry spread evenly from 0 to its ceiling (E7)")
    void spreadsFromZeroToTheCeiling(Testbed bed) {
        assertEvenSpread(3, bed);
    }

    @Test
    @DisplayName(
            "also at the cap the delays stay spread, nobody waits exactly the cap together (E7b)")
    void spreadsAtTheCap(Testbed bed) {
        for (int retry : new int[] {7, 10, 60, 200}) {
            assertEvenSpread(retry, bed);
        }
    }

    @Test
    @DisplayName("both ends of the range are drawn: no delay at all, and the ceiling (E7)")
    void drawsBothEnds() {
        var backoff = new Backoff(Duration.ofNanos(2), Duration.ofNanos(2));
        var random = new SplittableRandom(1);

        var drawn = Stream.generate(() -> backoff.delay(0, random).toNanos()).limit(1_000);

        assertThat(drawn.collect(Collectors.toSet()))
                .as("the delays in ns, of 1000 draws with base and cap 2 ns")
                .containsExactlyInAnyOrder(0L, 1L, 2L);
    }

    @Test
    @DisplayName("a base that is no whole number of milliseconds is doubled as it is")
    void doublesFractionsOfAMillisecond() {
        var backoff = new Backoff(Duration.ofNanos(1_500_000), CAP);

        assertThat(IntStream.range(0, 3).mapToObj(backoff::ceiling))
                .as("the ceilings before retries 0 to 2, with base 1.5 ms")
                .containsExactly(
                        Duration.ofNanos(1_500_000), Duration.ofMillis(3), Duration.ofMillis(6));
    }

    @Test
    @DisplayName("the same random state gives the same delay, to every caller")
    void isPureInItsRandomArgument() {
        var mine = new SplittableRandom(42);
        var yours = new SplittableRandom(42);
        var backoff = new Backoff(Duration.ofMillis(100), CAP);
        var equal = new Backoff(Duration.ofMillis(100), CAP);

        for (int retry = 0; retry < 20; retry++) {
            var delay = backoff.delay(retry, mine);
            assertThat(equal.delay(retry, yours))
                    .as("the delay before retry %d, from a random of the same seed", retry)
                    .isEqualTo(delay);
        }
    }

    @Test
    @DisplayName(
            "a base of nothing, a cap below the base or above a day, and retry -1 are rejected")
    void checksItsArguments(Testbed bed) {
        for (var base : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
            assertThatThrownBy(() -> new Backoff(base, CAP), "base %s", base)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (var cap : List.of(Duration.ZERO, CAP.minus(NANO), DAY.plus(NANO))) {
            assertThatThrownBy(() -> new Backoff(CAP, cap), "base %s, cap %s", CAP, cap)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        var backoff = new Backoff(NANO, CAP);
        assertThatThrownBy(() -> backoff.ceiling(-1), "the ceiling before retry -1")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> backoff.delay(-1, bed.random()), "the delay before retry -1")
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Stream<Backoff> all() {
        return Stream.of(
                new Backoff(NANO, NANO),
                new Backoff(NANO, DAY),
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(1000)),
                new Backoff(Duration.ofMillis(100), CAP),
                new Backoff(Duration.ofSeconds(3), Duration.ofHours(23)));
    }

    private static void assertEvenSpread(int retry, Testbed bed) {
        var backoff = new Backoff(Duration.ofMillis(100), CAP);
        long ceiling = backoff.ceiling(retry).toNanos();
        var delays = delays(backoff, retry, bed);

        var most =
                Arrays.stream(delays)
                        .boxed()
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                        .values()
                        .stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElseThrow();
        assertThat(most)
                .as("how many of %d delays before retry %d are the very same", SAMPLES, retry)
                .isLessThan(SAMPLES / 20);

        var tenths = new int[10];
        for (long delay : delays) {
            tenths[(int) Math.min(9, delay * 10 / ceiling)]++;
        }
        assertThat(Arrays.stream(tenths).boxed().toList())
                .as(
                        "how many of %d delays before retry %d fall into each tenth of the way from"
                                + " 0 to the ceiling",
                        SAMPLES, retry)
                .allSatisfy(n -> assertThat(n).isBetween(SAMPLES / 20, SAMPLES * 3 / 20));
    }

    private static long[] delays(Backoff backoff, int retry, Testbed bed) {
        var random = new SplittableRandom(bed.random().nextLong());
        return IntStream.range(0, SAMPLES)
                .mapToLong(_ -> backoff.delay(retry, random).toNanos())
                .toArray();
    }
}
