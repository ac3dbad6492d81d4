package robustnet.buffers;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import robustnet.errors.Deadline;

/// A fixed number of direct buffers, lent to one user at a time.
///
/// ```
///             acquire                            acquire, none free
///   free ──────────────────► leased          ┌──────────────────────► waits, in its turn
///     ▲                         │            │                            │
///     └─────────────────────────┘            └── a lease is closed ◄──────┘
///            Lease.close
/// ```
///
/// Direct memory is scarce, costly to get, and given back only when the garbage collector finds
/// time. So the pool takes all of its memory once, in the constructor, and none ever after: whoever
/// finds no buffer waits, or does something else.
///
/// A user takes a [Lease] and closes it, best like this:
///
/// ```java
/// try (var lease = pool.acquire(deadline)) {
///     channel.read(lease.buffer());
///     ...
/// }
/// ```
///
/// Safe for use by many threads. A lease may be closed by another thread than took it.
public final class BufferPool implements AutoCloseable {
    /// The right to use one of the pool's buffers, until it is closed.
    public interface Lease extends AutoCloseable {
        /// Returns the buffer: the same object each time, and no other lease's.
        ///
        /// At first its position is 0, its limit and capacity are the pool's buffer size, and its
        /// order is big-endian, whatever the last user did to the same memory. The contents are
        /// what the last user left there.
        ///
        /// Do not use the buffer, or a slice or duplicate of it, after closing the lease: the next
        /// user writes to the same memory, and nothing can stop you from spoiling that.
        ///
        /// @throws IllegalStateException if the lease is closed
        ByteBuffer buffer();

        /// Gives the buffer back to the pool. Closing a second time does nothing, also if the
        /// memory is lent to somebody else by then.
        @Override
        void close();
    }

    /// A lease that nobody has closed yet.
    ///
    /// @param thread the name of the thread that took it
    /// @param takenAt was made in that thread when it took the lease, so its stack trace names the
    ///   caller of the pool
    public record Leak(String thread, Throwable takenAt) {}

    /// Creates a pool and takes all of its memory.
    ///
    /// @param buffers how many buffers it lends at most; 1 or more
    /// @param bufferSize the capacity of each in bytes; 1 or more
    /// @throws IllegalArgumentException if one of the two is less than 1
    /// @throws OutOfMemoryError if the JVM does not have so much direct memory, see its option
    ///   `-XX:MaxDirectMemorySize`
    public BufferPool(int buffers, int bufferSize) {
        throw new UnsupportedOperationException("TODO 4.4: take the memory");
    }

    /// Returns a lease, as soon as a buffer is free and all who came before have been served.
    ///
    /// A buffer that is free is lent at once, also if the deadline has passed. One that comes free
    /// at the very moment of the deadline may be lent or not; it is not lost.
    ///
    /// @param deadline how long to wait
    /// @throws TimeoutException if the deadline has passed and no buffer came free for this caller
    /// @throws InterruptedException if the thread is interrupted, before or while it waits. It
    ///   holds no buffer then. An interrupted thread for which a buffer is free gets this too, or
    ///   the buffer: both are right
    /// @throws IllegalStateException if the pool is or gets closed
    public Lease acquire(Deadline deadline) throws InterruptedException, TimeoutException {
        throw new UnsupportedOperationException("TODO 4.4: lend a buffer, or wait for one");
    }

    /// Returns a lease if a buffer is free and nobody waits for one. Does not wait.
    ///
    /// @throws IllegalStateException if the pool is closed
    public Optional<Lease> tryAcquire() {
        throw new UnsupportedOperationException("TODO 4.4: lend a buffer, or none");
    }

    /// Returns how many buffers are free.
    public int available() {
        throw new UnsupportedOperationException("TODO 4.4: count what is free");
    }

    /// Returns how many leases are open.
    public int outstanding() {
        throw new UnsupportedOperationException("TODO 4.4: count what is lent");
    }

    /// Returns the open leases, the oldest first. Ask when nothing should be lent any more, at the
    /// end of a test say: each is a leak then, and tells where it was taken.
    ///
    /// @return a list that does not change any more, neither its length nor its elements
    public List<Leak> leaks() {
        throw new UnsupportedOperationException("TODO 4.4: say where the open leases were taken");
    }

    /// Closes the pool: it lends nothing more, and those who wait are told at once. Open leases
    /// stay good until they are closed. Closing a second time does nothing.
    @Override
    public void close() {
        throw new UnsupportedOperationException("TODO 4.4: lend nothing more");
    }
}
