package robustnet.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// What is asked of each strategy alone, without a balancer. The bounds of what is random are ten
/// standard deviations wide or more.
final class StrategyChecks {
    private StrategyChecks() {}

    static void takesTurns() {
        var strategy = Strategy.roundRobin();
        for (int i = 0; i < 7; i++) {
            assertThat(strategy.pick(5, 0, 9)).as("pick %d of 3, in turn", i).isEqualTo(i % 3);
        }
        assertThat(Strategy.roundRobin(4).pick(0, 0, 0)).as("the first pick from 4").isEqualTo(1);
        assertThat(Strategy.roundRobin(-1).pick(0, 0, 0)).as("the first pick from -1").isEqualTo(2);
    }

    static void takesTurnsForEver() {
        for (int candidates = 2; candidates <= 7; candidates++) {
            var strategy = Strategy.roundRobin(Integer.MAX_VALUE - 2);
            var picked = picks(strategy, 10 * candidates, new int[candidates]);
            assertThat(boxed(picked))
                    .as("how often each of %d was picked, past the largest int", candidates)
                    .allSatisfy(times -> assertThat(times).isBetween(9, 11));
        }
    }

    static void prefersTheLeastBusy(RandomGenerator random) {
        var strategy = Strategy.leastOutstanding(random);
        for (int i = 0; i < 20; i++) {
            assertThat(strategy.pick(4, 3, 7, 9)).as("of 4, 3, 7, 9").isEqualTo(1);
            assertThat(strategy.pick(4, 3, 7, 2)).as("of 4, 3, 7, 2").isEqualTo(3);
            assertThat(strategy.pick(0, 1)).as("of 0, 1").isEqualTo(0);
            assertThat(strategy.pick(5)).as("of 5 alone").isEqualTo(0);
        }
        int[] picked = picks(strategy, 3_000, 4, 2, 2, 9, 2);
        assertThat(picked[0] + picked[3]).as("picks of the busy ones of 4, 2, 2, 9, 2").isZero();
        assertThat(List.of(picked[1], picked[2], picked[4]))
                .as("of 3000 picks, those of each with 2 outstanding")
                .allSatisfy(times -> assertThat(times).isBetween(700, 1_300));
    }

    /// Equals are picked equally often.
    static void breaksTies(Strategy strategy) {
        assertThat(boxed(picks(strategy, 4_000, 6, 6, 6, 6)))
                .as("of 4000 picks, those of each of 4 equals")
                .allSatisfy(times -> assertThat(times).isBetween(700, 1_300));
    }

    static void drawsTwoDifferentOnes(RandomGenerator random) {
        var strategy = Strategy.twoChoices(random);
        assertThat(strategy.pick(5)).as("of 5 alone").isEqualTo(0);
        assertThat(picks(strategy, 300, 8, 0)[0])
                .as("of 300 picks of 8, 0: two different ones are always both, so those of the 8")
                .isZero();
        assertThat(picks(strategy, 300, 1, 2, 9, 3)[2])
                .as("of 300 picks of 1, 2, 9, 3, those of the 9")
                .isZero();
    }

    /// Of 4 with 0 to 3 outstanding, in 3 of 6 pairs the 0 is better, in 2 the 1, in 1 the 2.
    static void drawsAnyTwo(RandomGenerator random) {
        int[] picked = picks(Strategy.twoChoices(random), 6_000, 0, 1, 2, 3);
        assertThat(picked[0]).as("of 6000 picks of 0, 1, 2, 3, the 0").isBetween(2_600, 3_400);
        assertThat(picked[1]).as("of 6000 picks of 0, 1, 2, 3, the 1").isBetween(1_600, 2_400);
        assertThat(picked[2]).as("of 6000 picks of 0, 1, 2, 3, the 2").isBetween(650, 1_350);
    }

    /// Of 3 with 1, 0 and 2 outstanding, each pair is a third: 2 have the 0 in them, 1 has the 1.
    static void drawsEachPair(RandomGenerator random) {
        int[] picked = picks(Strategy.twoChoices(random), 6_000, 1, 0, 2);
        assertThat(picked[1]).as("of 6000 picks of 1, 0, 2, the 0").isBetween(3_600, 4_400);
        assertThat(picked[0]).as("of 6000 picks of 1, 0, 2, the 1").isBetween(1_600, 2_400);
    }

    private static List<Integer> boxed(int... numbers) {
        return IntStream.of(numbers).boxed().toList();
    }

    private static int[] picks(Strategy strategy, int times, int... outstanding) {
        int[] picked = new int[outstanding.length];
        for (int i = 0; i < times; i++) {
            int index = strategy.pick(outstanding.clone());
            assertThat(index).as("an index").isBetween(0, outstanding.length - 1);
            picked[index]++;
        }
        return picked;
    }
}
