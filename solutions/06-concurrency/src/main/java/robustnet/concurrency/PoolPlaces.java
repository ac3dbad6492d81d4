package robustnet.concurrency;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import robustnet.concurrency.ConnectionPool.Stats;
import robustnet.errors.Deadline;

/// Who has the places of a pool. Knows nothing of how connections are made, so it never waits for
/// one while it holds its lock.
///
/// ```
///            take, takeIdle, takeBelow           lend
///   free, IDLE ─────────────────────► PENDING ───────────► LENT
///            ◄─────────────────────           ◄───────────
///                free, giveIdle                    end
/// ```
final class PoolPlaces<C> {
    private final int max;
    private final ReentrantLock lock = new ReentrantLock();

    /// Those who wait, the first come first: each by a condition of its own.
    private final Queue<Condition> queue = new ArrayDeque<>();

    private final Deque<Pooled<C>> idle = new ArrayDeque<>();
    private final Set<PooledLease<C>> lent = new LinkedHashSet<>();
    private int pending;
    private boolean closed;

    PoolPlaces(int max) {
        this.max = max;
    }

    /// Makes a place pending, as soon as one is free or idle and all who came before have theirs.
    ///
    /// @return the idle connection that has the place, if one has
    Optional<Pooled<C>> take(Deadline deadline) throws InterruptedException, TimeoutException {
        lock.lockInterruptibly();
        var turn = lock.newCondition();
        queue.add(turn);
        try {
            while (true) {
                checkOpen();
                long left = deadline.remaining().toNanos();
                if (left == 0) {
                    throw new TimeoutException(
                            "no connection was free, %d are lent".formatted(lent.size()));
                }
                if (queue.peek() == turn && (!idle.isEmpty() || hasFree())) { // C14
                    pending++;
                    return Optional.ofNullable(idle.pollLast());
                }
                turn.awaitNanos(left);
            }
        } finally {
            queue.remove(turn);
            wakeFirst(); // C11: whoever leaves the queue, in whatever way, may have been its head
            lock.unlock();
        }
    }

    /// Makes the place of one idle connection pending.
    Optional<Pooled<C>> takeIdle(Predicate<Pooled<C>> which) {
        lock.lock();
        try {
            var found = idle.stream().filter(which).findFirst();
            found.ifPresent(
                    pooled -> { // C15: from now on nobody else can get it
                        idle.removeIf(other -> other == pooled);
                        pending++;
                    });
            return found;
        } finally {
            lock.unlock();
        }
    }

    /// Makes a free place pending, if there are fewer idle ones than `minIdle`.
    boolean takeBelow(int minIdle) {
        lock.lock();
        try {
            boolean taken = !closed && idle.size() < minIdle && hasFree();
            pending += taken ? 1 : 0;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// Frees a pending place.
    void free() {
        lock.lock();
        try {
            pending--;
            wakeFirst();
        } finally {
            lock.unlock();
        }
    }

    /// Gives a pending place to an idle connection, unless the pool is closed.
    boolean giveIdle(Pooled<C> pooled) {
        lock.lock();
        try {
            if (!closed) {
                pending--;
                idle.addLast(pooled);
                wakeFirst();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /// Gives a pending place to a lease, unless the pool is closed.
    boolean lend(PooledLease<C> lease) {
        lock.lock();
        try {
            if (!closed) {
                pending--;
                lent.add(lease);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /// Makes the place of a lease pending, the first time that this is called with it.
    boolean end(PooledLease<C> lease) {
        lock.lock();
        try {
            boolean first = lent.remove(lease);
            pending += first ? 1 : 0;
            return first;
        } finally {
            lock.unlock();
        }
    }

    List<PooledLease<C>> lent() {
        lock.lock();
        try {
            return List.copyOf(lent);
        } finally {
            lock.unlock();
        }
    }

    Stats stats(long created, long destroyed) {
        lock.lock();
        try {
            return new Stats(idle.size(), lent.size(), pending, queue.size(), created, destroyed);
        } finally {
            lock.unlock();
        }
    }

    void close() {
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

    private boolean hasFree() {
        return idle.size() + lent.size() + pending < max;
    }

    private void wakeFirst() {
        if (!queue.isEmpty()) {
            queue.peek().signal();
        }
    }
}
