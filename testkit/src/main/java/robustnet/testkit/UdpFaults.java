package robustnet.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;

/// What a [UdpFaultProxy] does to the datagrams that go in one direction: by lot, or to chosen
/// ones.
///
/// Datagrams are numbered from 0 in the order in which they reach the proxy in this direction,
/// whoever sent them. The same seed, the same settings and the same datagrams give the same fates.
/// Faults add up and may be changed at any time; each setting method returns this object. Safe for
/// use by many threads.
public final class UdpFaults {
    /// What can happen to a datagram.
    public enum Fault {
        /// It is lost.
        DROP,
        /// It arrives twice.
        DUPLICATE,
        /// It arrives after the one that the same sender sent next, or 100 ms late if none comes.
        REORDER,
        /// One of its bits is flipped.
        CORRUPT
    }

    /// What happens to one datagram.
    ///
    /// @param bit which bit is flipped, as a share of its length; only for a corrupt one
    record Fate(Set<Fault> faults, Duration delay, double bit) {
        boolean has(Fault fault) {
            return faults.contains(fault);
        }

        /// Flips the bit that was drawn; an empty datagram has none.
        void corrupt(byte[] data) {
            if (data.length > 0) {
                int at = (int) (bit * 8 * data.length);
                data[at / 8] ^= (byte) (0x80 >> at % 8);
            }
        }
    }

    private static final LongPredicate NONE = _ -> false;

    private final RandomGenerator random;
    private final Map<Fault, Double> rates = new EnumMap<>(Fault.class);
    private final Map<Fault, LongPredicate> chosen = new EnumMap<>(Fault.class);
    private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);
    private Duration delay = Duration.ZERO;
    private Duration jitter = Duration.ZERO;
    private Duration longestHold = Duration.ofMillis(100);
    private long received;
    private long forwarded;

    UdpFaults(long seed) {
        random = new SplittableRandom(seed);
    }

    /// Does this to a share of all datagrams, drawn by lot.
    ///
    /// @param rate from 0 to 1
    public synchronized UdpFaults rate(Fault fault, double rate) {
        if (!(0 <= rate && rate <= 1)) {
            throw new IllegalArgumentException("a rate is from 0 to 1: " + rate);
        }
        rates.put(fault, rate);
        return this;
    }

    /// Does this to the datagrams with these numbers, besides the drawn ones.
    public UdpFaults only(Fault fault, long... numbers) {
        long[] sorted = Arrays.stream(numbers).sorted().toArray();
        return when(fault, number -> Arrays.binarySearch(sorted, number) >= 0);
    }

    /// Does this to the datagrams whose number fits, besides the drawn ones: `n -> n % 3 == 2` for
    /// every third.
    public synchronized UdpFaults when(Fault fault, LongPredicate number) {
        chosen.put(fault, number);
        return this;
    }

    /// Delays each datagram by `delay`, give or take up to `jitter`; a jitter reorders.
    public synchronized UdpFaults delay(Duration delay, Duration jitter) {
        notNegative(delay);
        notNegative(jitter);
        this.delay = delay;
        this.jitter = jitter;
        return this;
    }

    /// How long a datagram that is to be reordered waits for the next one, if not 100 ms.
    public synchronized UdpFaults longestHold(Duration longestHold) {
        notNegative(longestHold);
        this.longestHold = longestHold;
        return this;
    }

    /// Takes all faults away; numbers and counters go on.
    public synchronized UdpFaults clear() {
        rates.clear();
        chosen.clear();
        delay = Duration.ZERO;
        jitter = Duration.ZERO;
        return this;
    }

    /// How many datagrams have reached the proxy in this direction.
    public synchronized long received() {
        return received;
    }

    /// How many have left it, second copies included.
    public synchronized long forwarded() {
        return forwarded;
    }

    /// How many had this done to them.
    public synchronized long count(Fault fault) {
        return counts.getOrDefault(fault, 0L);
    }

    /// Decides about the next datagram. Always draws the same number of times, so that a change of
    /// one setting does not change the fates that others are responsible for.
    synchronized Fate nextFate() {
        long number = received++;
        var faults = EnumSet.noneOf(Fault.class);
        for (Fault fault : Fault.values()) {
            boolean drawn = random.nextDouble() < rates.getOrDefault(fault, 0.0);
            if (drawn || chosen.getOrDefault(fault, NONE).test(number)) {
                faults.add(fault);
            }
        }
        if (faults.contains(Fault.DROP)) {
            faults.retainAll(EnumSet.of(Fault.DROP)); // Nothing else can happen to what is lost.
        }
        faults.forEach(fault -> counts.merge(fault, 1L, Long::sum));
        double bit = random.nextDouble();
        double swing = random.nextDouble() * 2 - 1;
        Duration late = delay.plusNanos((long) (swing * jitter.toNanos()));
        return new Fate(faults, late.isNegative() ? Duration.ZERO : late, bit);
    }

    synchronized Duration longestHold() {
        return longestHold;
    }

    synchronized void passed() {
        forwarded++;
    }

    private static void notNegative(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("a duration is not negative: " + duration);
        }
    }
}
