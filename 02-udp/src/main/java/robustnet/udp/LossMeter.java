package robustnet.udp;

import java.time.Duration;

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
            throw new UnsupportedOperationException("TODO 2.4: what is missing");
        }

        /// Returns the part of the expected packets that is missing, 0 to 1; 0 if none is expected.
        public double lossRate() {
            throw new UnsupportedOperationException("TODO 2.4: which part is missing");
        }
    }

    /// Creates a meter.
    ///
    /// @param window how many numbers up to the highest are told apart; a packet that is `window`
    ///   or more below the highest is too old; 1 to 1,048,576
    /// @throws IllegalArgumentException if `window` is out of its range
    public LossMeter(int window) {
        throw new UnsupportedOperationException("TODO 2.4: an empty window");
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
        throw new UnsupportedOperationException("TODO 2.4: new, reordered, duplicate or too old");
    }

    /// Returns what was measured up to now. Before the first packet everything is 0.
    public Report report() {
        throw new UnsupportedOperationException("TODO 2.4: what was measured");
    }
}
