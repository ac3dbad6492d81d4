package robustnet.testkit;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Random numbers from a seed that can be asked for, so that a failure can be repeated. Safe for
/// use by many threads; the order in which they draw is then part of the result.
public final class SeededRandom implements RandomGenerator {
    /// The system property that sets the seed: `-Dcourse.seed=42`.
    public static final String PROPERTY = "course.seed";

    private final long seed;
    private final RandomGenerator numbers;

    public SeededRandom(long seed) {
        this.seed = seed;
        this.numbers = new SplittableRandom(seed);
    }

    /// From the seed in the system property, or a fresh one if it is not set or empty.
    ///
    /// @throws NumberFormatException if the property is no number
    public static SeededRandom fromProperty() {
        String given = System.getProperty(PROPERTY, "");
        return new SeededRandom(
                given.isBlank()
                        ? new SplittableRandom().nextLong()
                        : Long.parseLong(given.strip()));
    }

    /// The seed: with it, the same numbers come again.
    public long seed() {
        return seed;
    }

    @Override
    public synchronized long nextLong() {
        return numbers.nextLong();
    }
}
