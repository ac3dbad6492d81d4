package robustnet.udp;

import java.time.Duration;
import java.util.BitSet;

/// Measures a stream of numbered packets where it arrives: how many were lost, came twice or out of
/// order, and how unevenly they came.
///
/// A packet's fate is told from its sequence number and the highest number so far:
///
/// ```
///                        highest - window      highest
///  sequence numbers ──────────┼───────────────────┼──────────────►
///                   too old   │ seen before:      │ received,
///                             │    duplicate      │ the new highest
///                             │ not seen before:  │
///                             │    received,      │
///                             │    reordered      │
/// ```
///
/// Sequence numbers are unsigned and wrap: after 0xFFFFFFFF comes 0. A number is taken for the one
/// nearest to the highest so far, up to 2³¹ - 1 after it or 2³¹ before it (RFC 1982). The first
/// packet's number is the first highest.
///
/// Memory does not grow with the number of packets: one bit for each number in the window.
///
/// Not safe for use by many threads: for the thread that receives. A [Report] may be passed on.
public final class LossMeter {
    /// What was measured so far.
    ///
    /// @param expected how many packets were sent, as far as the numbers tell: from the lowest
    ///   number received to the highest, both included
    /// @param received how many of them arrived, each counted once
    /// @param duplicates how many packets arrived that had been received before
    /// @param reordered how many were received after one with a higher number (RFC 4737 section
    ///   3.3); they are part of `received`
    /// @param tooOld how many came so late that they fell out of the window; they count nowhere
    ///   else
    /// @param jitter the interarrival jitter (RFC 3550 section 6.4.1), to the nearest microsecond
    ///   or better
    public record Report(
            long expected,
            long received,
            long duplicates,
            long reordered,
            long tooOld,
            Duration jitter) {
        /// Returns how many packets are missing: `expected` less `received`. A packet that is only
        /// late is missing until it arrives.
        public long lost() {
            return expected - received;
        }

        /// Returns the part of the expected packets that is missing, 0 to 1; 0 if none is expected.
        public double lossRate() {
            return expected == 0 ? 0 : (double) lost() / expected;
        }
    }

    private static final double JITTER_GAIN = 1.0 / 16;

    private final int window;

    /// Which of the numbers in the window were received: number n at bit n modulo the window.
    private final BitSet seen;

    /// Sequence numbers without wrap-around, as distances from the first packet's.
    private long highest = -1;

    private long lowest;
    private int highestSequence;

    private long received;
    private long duplicates;
    private long reordered;
    private long tooOld;

    private long lastTransit;
    private double jitterNanos;

    /// Creates a meter.
    ///
    /// @param window how many numbers up to the highest are told apart; a packet that is `window`
    ///   or more below the highest is too old; 1 to 1,048,576
    /// @throws IllegalArgumentException if `window` is out of its range
    public LossMeter(int window) {
        if (window < 1 || window > 1 << 20) {
            throw new IllegalArgumentException("write a window from 1 to 1048576, not " + window);
        }
        this.window = window;
        this.seen = new BitSet(window);
    }

    /// Takes note of a packet that has arrived.
    ///
    /// The two times may be from clocks that have nothing to do with each other, such as
    /// [System#nanoTime()] on two machines, and each may wrap.
    ///
    /// The jitter J starts at 0. For each packet that counts as received, D is how much longer it
    /// took than the one that was received just before it, and J becomes J + (|D| - J) / 16.
    ///
    /// @param sequence the packet's number
    /// @param sentNanoTime when it was sent, in nanoseconds of the sender's clock
    /// @param arrivedNanoTime when it arrived, in nanoseconds of the receiver's clock
    public void arrived(int sequence, long sentNanoTime, long arrivedNanoTime) {
        boolean first = received == 0;
        // By subtraction, as an int: right across the wrap-around, where a comparison is not
        long number = first ? 0 : highest + (sequence - highestSequence);
        if (number > highest) {
            advanceTo(number, sequence);
        } else if (number <= highest - window) {
            tooOld++;
            return;
        } else if (seen.get(bit(number))) {
            duplicates++;
            return;
        } else {
            reordered++;
            lowest = Math.min(lowest, number);
        }
        seen.set(bit(number));
        received++;
        measureJitter(first, arrivedNanoTime - sentNanoTime);
    }

    /// Forgets the numbers that fall out of the window: their bits are used again.
    private void advanceTo(long number, int sequence) {
        if (number - highest >= window) {
            seen.clear();
        } else {
            for (long n = highest + 1; n <= number; n++) {
                seen.clear(bit(n));
            }
        }
        highest = number;
        highestSequence = sequence;
    }

    private int bit(long number) {
        // Not %: numbers before the first packet's are negative
        return Math.floorMod(number, window);
    }

    private void measureJitter(boolean first, long transit) {
        if (!first) {
            jitterNanos += (Math.abs(transit - lastTransit) - jitterNanos) * JITTER_GAIN;
        }
        lastTransit = transit;
    }

    /// Returns what was measured up to now. Before the first packet everything is 0.
    public Report report() {
        long expected = highest - lowest + 1;
        return new Report(
                expected,
                received,
                duplicates,
                reordered,
                tooOld,
                Duration.ofNanos(Math.round(jitterNanos)));
    }
}
