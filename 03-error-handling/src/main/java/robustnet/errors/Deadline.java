package robustnet.errors;

import java.net.SocketTimeoutException;
import java.time.Duration;
import robustnet.udp.NanoClock;

/// The moment by which a whole job must be done, however many steps it takes.
///
/// ```
///   a timeout of 300 ms for each read     |--300--|--300--|--300--|--300--| ...   no end
///   a deadline of 300 ms for the job      |--300--X
///                                            |-200-X                 what remains shrinks
///                                                |-90-X
/// ```
///
/// Ask it before every step how much time is left, and give the step no more. Immutable, and safe
/// for use by many threads if its clock is.
public final class Deadline {
    private Deadline() {}

    /// Creates a deadline that passes when `budget` has gone by from now.
    ///
    /// @param budget 0 or less for one that has passed already; more than 36,500 days counts as
    ///   36,500 days
    /// @param clock tells the time, from now on until the deadline is forgotten
    public static Deadline after(Duration budget, NanoClock clock) {
        throw new UnsupportedOperationException("TODO 3.3: set a deadline");
    }

    /// Returns how much time is left, to the nanosecond; 0 once the deadline has passed, never
    /// negative.
    public Duration remaining() {
        throw new UnsupportedOperationException("TODO 3.3: tell what remains");
    }

    /// Whether no time is left.
    public boolean hasPassed() {
        throw new UnsupportedOperationException("TODO 3.3: tell whether it has passed");
    }

    /// Returns what remains as `java.net` takes it, for `setSoTimeout` or `connect`: in
    /// milliseconds, rounded up, from 1 to [Integer#MAX_VALUE]. Never 0, which means "wait for
    /// ever" there.
    ///
    /// Ask anew before every read: each call gives less.
    ///
    /// @throws SocketTimeoutException if the deadline has passed
    public int socketTimeoutMillis() throws SocketTimeoutException {
        throw new UnsupportedOperationException("TODO 3.3: tell what remains in milliseconds");
    }

    /// Returns the shorter of `limit` and what remains: the time that one step may take.
    ///
    /// @param limit the most that the step may take on its own account
    public Duration min(Duration limit) {
        throw new UnsupportedOperationException("TODO 3.3: bound a step");
    }

    /// Returns the one of the two that passes first, itself and not a copy; either of them, if both
    /// pass at the same time or have passed. For a part of a job that has a deadline of its own.
    public Deadline min(Deadline other) {
        throw new UnsupportedOperationException("TODO 3.3: take the earlier deadline");
    }
}
