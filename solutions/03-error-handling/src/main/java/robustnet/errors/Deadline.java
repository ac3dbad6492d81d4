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
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final long end;
    private final NanoClock clock;

    private Deadline(long end, NanoClock clock) {
        this.end = end;
        this.clock = clock;
    }

    /// Creates a deadline that passes when `budget` has gone by from now.
    ///
    /// @param budget 0 or less for one that has passed already; more than 36,500 days counts as
    ///   36,500 days
    /// @param clock tells the time, from now on until the deadline is forgotten
    public static Deadline after(Duration budget, NanoClock clock) {
        var bounded = budget.compareTo(LONGEST) < 0 ? budget : LONGEST;
        long nanos = bounded.isPositive() ? bounded.toNanos() : 0;
        return new Deadline(clock.nanoTime() + nanos, clock);
    }

    /// Returns how much time is left, to the nanosecond; 0 once the deadline has passed, never
    /// negative.
    public Duration remaining() {
        // E22: by subtraction, which is right also where nanoTime wraps around
        return Duration.ofNanos(Math.max(0, end - clock.nanoTime()));
    }

    /// Whether no time is left.
    public boolean hasPassed() {
        return remaining().isZero();
    }

    /// Returns what remains as `java.net` takes it, for `setSoTimeout` or `connect`: in
    /// milliseconds, rounded up, from 1 to [Integer#MAX_VALUE]. Never 0, which means "wait for
    /// ever" there.
    ///
    /// Ask anew before every read: each call gives less.
    ///
    /// @throws SocketTimeoutException if the deadline has passed
    public int socketTimeoutMillis() throws SocketTimeoutException {
        var remaining = remaining();
        if (remaining.isZero()) {
            throw new SocketTimeoutException("the deadline has passed");
        }
        // E2: up, so that the last fraction of a millisecond does not become "for ever"
        long millis = remaining.plusNanos(999_999).toMillis();
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }

    /// Returns the shorter of `limit` and what remains: the time that one step may take.
    ///
    /// @param limit the most that the step may take on its own account
    public Duration min(Duration limit) {
        var remaining = remaining();
        return limit.compareTo(remaining) < 0 ? limit : remaining;
    }

    /// Returns the one of the two that passes first, itself and not a copy; either of them, if both
    /// pass at the same time or have passed. For a part of a job that has a deadline of its own.
    public Deadline min(Deadline other) {
        return other.remaining().compareTo(remaining()) < 0 ? other : this;
    }
}
