package robustnet.concurrency;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import robustnet.errors.Deadline;
import robustnet.udp.NanoClock;

/// A bounded number of connections that are kept open and lent to one user at a time.
///
/// ```
///             create                 closed after reusable()
///   (nothing) ──────► LENT ─────────────────────────────────────► IDLE
///                      │ ▲                                         │ │
///                      │ └─────────────────────────────────────────┘ │
///                      │    borrowed, and alive if it was to be asked│
///                      │                                             │
///                      └──────────────► DESTROYED ◄──────────────────┘
///        closed otherwise, too old,                  too old, or not alive,
///         or the pool is closed                      or the pool is closed
/// ```
///
/// Opening a connection costs round trips; one that is open already may be dead, or still hold the
/// answer to somebody else's question. So a connection comes back only if its user says that it is
/// clean, best like this:
///
/// ```java
/// try (var lease = pool.borrow(deadline)) {
///     var response = call(lease.connection(), request);
///     lease.reusable(); // the last step: whoever fails before does not get here
///     return response;
/// }
/// ```
///
/// A connection that is open, being opened, being asked or being destroyed takes a place. The pool
/// has as many places as its settings say, at any moment. It has no thread of its own: call
/// [#maintain(Deadline)] now and then.
///
/// Safe for use by many threads. A lease may be closed by another thread than took it. No method of
/// the factory is called while the pool holds a lock: one slow connection delays only the caller
/// that waits for it.
///
/// @param <C> the type of the connections
public final class ConnectionPool<C> implements AutoCloseable {
    /// How big the pool is, and how much it trusts what it holds.
    ///
    /// @param max how many places there are; 1 or more
    /// @param minIdle how many idle connections [#maintain(Deadline)] keeps ready, as far as there
    ///   are places; 0 to `max`
    /// @param validateAfterIdle a connection that was idle for this time or longer is asked whether
    ///   it is alive before it is lent; 0 asks always
    /// @param maxLifetime a connection that exists for this time or longer is not lent any more;
    ///   counted from the moment at which `create` returned it; more than 0. Its age counts when it
    ///   is taken; whether it counts again after it was asked is left open
    /// @param reportLeaksAfter a lease that is open for this time or longer counts as a leak; 0 or
    ///   more
    public record Settings(
            int max,
            int minIdle,
            Duration validateAfterIdle,
            Duration maxLifetime,
            Duration reportLeaksAfter) {
        /// Creates settings.
        ///
        /// @throws IllegalArgumentException if one of them is out of its range; the message names
        ///   it
        public Settings {
            check(max >= 1, "max must be 1 or more");
            check(minIdle >= 0 && minIdle <= max, "minIdle must be 0 to max");
            check(!validateAfterIdle.isNegative(), "validateAfterIdle must not be negative");
            check(maxLifetime.isPositive(), "maxLifetime must be more than 0");
            check(!reportLeaksAfter.isNegative(), "reportLeaksAfter must not be negative");
        }

        /// Returns settings for most uses: 16 places, no idle connections kept ready, asked after 1
        /// s, 30 min old at most, a leak after 1 min.
        public static Settings defaults() {
            return new Settings(
                    16, 0, Duration.ofSeconds(1), Duration.ofMinutes(30), Duration.ofMinutes(1));
        }

        private static void check(boolean right, String rule) {
            if (!right) {
                throw new IllegalArgumentException(rule);
            }
        }
    }

    /// Opens, asks and closes the connections of a pool. Called by many threads at once.
    ///
    /// @param <C> the type of the connections
    public interface Factory<C> {
        /// Opens a connection.
        ///
        /// @param deadline of the one who waits for it; give up by then
        /// @return never `null`
        /// @throws IOException if that failed, also by the deadline; nothing is left open then
        /// @throws InterruptedException if the thread is interrupted; nothing is left open then
        C create(Deadline deadline) throws IOException, InterruptedException;

        /// Whether an idle connection can still be used. If this throws, whatever it is, that
        /// counts as no.
        ///
        /// @param deadline of the one who waits for the answer; by then it is no
        boolean isAlive(C connection, Deadline deadline);

        /// Closes a connection for good. Called once for each connection. If this throws, whatever
        /// it is, that is logged and goes no further: the connection counts as destroyed, and its
        /// place is free. It is not tried again.
        void destroy(C connection);
    }

    /// The right to use one connection, until it is closed.
    ///
    /// @param <C> the type of the connection
    public interface Lease<C> extends AutoCloseable {
        /// Returns the connection, which nobody else uses meanwhile.
        ///
        /// @throws IllegalStateException if the lease is closed
        C connection();

        /// Says that the connection is clean: each request has been answered, each answer read to
        /// its end. Without this, closing the lease destroys the connection.
        ///
        /// @throws IllegalStateException if the lease is closed
        void reusable();

        /// Gives the connection back: to the pool, if it is reusable, younger than the maximum and
        /// the pool is open; else it is destroyed. Closing a second time does nothing, also if the
        /// connection is lent to somebody else by then.
        @Override
        void close();
    }

    /// A lease that has been open for too long.
    ///
    /// @param thread the name of the thread that borrowed
    /// @param lent for how long it has been open; what the borrower waited before is no part of it
    /// @param takenAt was made in that thread when it borrowed, so its stack trace names the caller
    ///   of the pool
    public record Leak(String thread, Duration lent, Throwable takenAt) {}

    /// What a pool holds at one moment.
    ///
    /// @param idle connections that wait for a user
    /// @param lent open leases
    /// @param pending places whose connection is being opened, asked or destroyed
    /// @param waiting threads that wait for a place
    /// @param created how many connections were opened since the pool exists
    /// @param destroyed how many of them were destroyed
    public record Stats(
            int idle, int lent, int pending, int waiting, long created, long destroyed) {}

    /// Creates a pool without connections.
    ///
    /// @param clock tells how long a connection was idle, exists, and is lent
    public ConnectionPool(Settings settings, Factory<C> factory, NanoClock clock) {
        throw new UnsupportedOperationException("TODO 6.4: keep what it needs");
    }

    /// Lends a connection, as soon as there is a place: one of the idle ones, no matter which, or a
    /// new one if none is idle. If the idle one that it took is too old or dead, that is destroyed,
    /// and a new one is opened in its place. Who waits for a place is served first come, first
    /// served.
    ///
    /// The deadline is for all of it, waiting, asking and opening, and the factory gets the same.
    /// However this fails, the place is free again, and who waits next gets it.
    ///
    /// @throws TimeoutException if the deadline has passed when this is called, also if one is
    ///   idle; if it passes while this waits for a place; or before it can open a connection
    /// @throws InterruptedException if the thread is interrupted while it waits for a place, or by
    ///   the factory. A thread that was interrupted before and need not wait gets this too, or its
    ///   lease: both are right
    /// @throws IOException what the factory throws when it cannot open a connection, as it is; its
    ///   unchecked exceptions come out as well
    /// @throws IllegalStateException if the pool is or gets closed. If the deadline has passed as
    ///   well, this or the [TimeoutException]: both are right
    public Lease<C> borrow(Deadline deadline)
            throws IOException, InterruptedException, TimeoutException {
        throw new UnsupportedOperationException("TODO 6.4: lend a connection, or wait for one");
    }

    /// Does what must be done now and then: destroys the idle connections that are too old, logs
    /// each leak once with the stack of its borrower, and opens connections until `minIdle` are
    /// idle or no place is left. What it opened serves who waits. If one cannot be opened, whatever
    /// `create` throws but an interrupt, that is logged, and the rest is left to the next time.
    /// While another thread is in this method it does nothing, and after close it opens nothing.
    ///
    /// @param deadline by which no further connection is opened; the factory gets the same
    /// @throws InterruptedException by the factory; the place is free again
    public void maintain(Deadline deadline) throws InterruptedException {
        throw new UnsupportedOperationException(
                "TODO 6.4: destroy what is old, report leaks, keep some ready");
    }

    /// Returns the leases that have been open for `reportLeaksAfter` or longer, the oldest first.
    ///
    /// @return a list that does not change any more
    public List<Leak> leaks() {
        throw new UnsupportedOperationException("TODO 6.4: say who has not given back");
    }

    /// Returns what the pool holds now.
    public Stats stats() {
        throw new UnsupportedOperationException("TODO 6.4: count");
    }

    /// Closes the pool: it lends nothing more, those who wait are told at once, and the idle
    /// connections are destroyed. Those that are lent stay good, and are destroyed when they come
    /// back. Does not wait for them. Closing a second time does nothing.
    @Override
    public void close() {
        throw new UnsupportedOperationException("TODO 6.4: lend nothing more");
    }
}
