package robustnet.buffers;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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

    private final int buffers;
    private final ReentrantLock lock = new ReentrantLock();

    /// Those who wait, the first come first: each by a condition of its own.
    private final Queue<Condition> queue = new ArrayDeque<>();

    private final Queue<ByteBuffer> free = new ArrayDeque<>();
    private final Map<Lease, Leak> open = new LinkedHashMap<>();
    private boolean closed;

    /// Creates a pool and takes all of its memory.
    ///
    /// @param buffers how many buffers it lends at most; 1 or more
    /// @param bufferSize the capacity of each in bytes; 1 or more
    /// @throws IllegalArgumentException if one of the two is less than 1
    /// @throws OutOfMemoryError if the JVM does not have so much direct memory, see its option
    ///   `-XX:MaxDirectMemorySize`
    public BufferPool(int buffers, int bufferSize) {
        if (buffers < 1 || bufferSize < 1) {
            throw new IllegalArgumentException(
                    "buffers and bufferSize must be 1 or more, not %d and %d"
                            .formatted(buffers, bufferSize));
        }
        this.buffers = buffers;
        for (int i = 0; i < buffers; i++) { // F13: here and never again
            free.add(ByteBuffer.allocateDirect(bufferSize));
        }
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
        lock.lockInterruptibly();
        var turn = lock.newCondition();
        queue.add(turn);
        try {
            while (!closed && (queue.peek() != turn || free.isEmpty())) {
                long left = deadline.remaining().toNanos();
                if (left == 0) {
                    throw new TimeoutException(
                            "no buffer was free, %d are lent".formatted(buffers));
                }
                turn.awaitNanos(left);
            }
            return lend();
        } finally {
            queue.remove(turn);
            wakeFirst(); // whoever leaves the queue, in whatever way, may have been its head
            lock.unlock();
        }
    }

    /// Returns a lease if a buffer is free and nobody waits for one. Does not wait.
    ///
    /// @throws IllegalStateException if the pool is closed
    public Optional<Lease> tryAcquire() {
        lock.lock();
        try {
            checkOpen();
            // F12: none free is an answer; a buffer from beside the pool would make it none
            return free.isEmpty() || !queue.isEmpty() ? Optional.empty() : Optional.of(lend());
        } finally {
            lock.unlock();
        }
    }

    /// Returns how many buffers are free.
    public int available() {
        lock.lock();
        try {
            return free.size();
        } finally {
            lock.unlock();
        }
    }

    /// Returns how many leases are open.
    public int outstanding() {
        lock.lock();
        try {
            return open.size();
        } finally {
            lock.unlock();
        }
    }

    /// Returns the open leases, the oldest first. Ask when nothing should be lent any more, at the
    /// end of a test say: each is a leak then, and tells where it was taken.
    ///
    /// @return a list that does not change any more, neither its length nor its elements
    public List<Leak> leaks() {
        lock.lock();
        try {
            return List.copyOf(open.values());
        } finally {
            lock.unlock();
        }
    }

    /// Closes the pool: it lends nothing more, and those who wait are told at once. Open leases
    /// stay good until they are closed. Closing a second time does nothing.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            queue.forEach(Condition::signal);
        } finally {
            lock.unlock();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the pool is closed");
        }
    }

    private Lease lend() {
        checkOpen();
        var lease = new PooledLease(free.remove());
        var thread = Thread.currentThread().getName();
        open.put(lease, new Leak(thread, new Throwable("a lease taken by thread " + thread)));
        return lease;
    }

    private void giveBack(PooledLease lease) {
        lock.lock();
        try {
            if (open.remove(lease) != null) { // F11: the second time it is somebody else's
                lease.closed = true;
                free.add(lease.memory);
                wakeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    private void wakeFirst() {
        if (!queue.isEmpty()) {
            queue.peek().signal();
        }
    }

    private final class PooledLease implements Lease {
        private final ByteBuffer memory;
        private final ByteBuffer buffer;
        private volatile boolean closed;

        PooledLease(ByteBuffer memory) {
            this.memory = memory;
            // F11: a view of its own, so that an old user cannot move the position of the next
            this.buffer = memory.duplicate();
        }

        @Override
        public ByteBuffer buffer() {
            if (closed) {
                throw new IllegalStateException("the lease is closed");
            }
            return buffer;
        }

        @Override
        public void close() {
            giveBack(this);
        }
    }
}
