package robustnet.runner.docs;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Shares the columns of a screen.
final class Shares {
    private Shares() {}

    /// Gives each what it wants, up to a bound that is the same for all and as high as possible,
    /// but never less than its least.
    ///
    /// @param wanted how many columns each would take
    /// @param least how many each takes at least, unless it wants less
    /// @param room how many there are
    /// @return together more than `room` where the least is more than that
    static int[] of(int[] wanted, int[] least, int room) {
        int bound = 1;
        while (bound < room && sum(bounded(wanted, least, bound + 1)) <= room) {
            bound++;
        }
        return bounded(wanted, least, bound);
    }

    static int sum(int[] shares) {
        return Arrays.stream(shares).sum();
    }

    private static int[] bounded(int[] wanted, int[] least, int bound) {
        return IntStream.range(0, wanted.length)
                .map(i -> Math.max(1, Math.min(wanted[i], Math.max(least[i], bound))))
                .toArray();
    }
}
