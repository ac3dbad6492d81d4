package robustnet.testkit;

public final class SeededRandom implements java.util.random.RandomGenerator {
    final long seed;
    final java.util.SplittableRandom r;

    SeededRandom(long s) {
        seed = s;
        r = new java.util.SplittableRandom(s);
    }

    public static SeededRandom fromProperty() {
        return new SeededRandom(Long.getLong("course.seed", System.nanoTime()));
    }

    public long seed() {
        return seed;
    }

    public long nextLong() {
        return r.nextLong();
    }
}
