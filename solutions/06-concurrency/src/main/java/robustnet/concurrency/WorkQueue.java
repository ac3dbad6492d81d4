package robustnet.concurrency;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import robustnet.concurrency.RejectedWorkException.Reason;
import robustnet.errors.Deadline;

/// Runs tasks that compute, on a fixed number of threads, with a bounded number of tasks that wait.
///
/// ```
///   submit             a worker is free             returned, or thrown
///  ────────► WAITING ─────────────────► RUNNING ─────────────────────────► DONE
///     │         │
///     │         └──────────────────────────────► CANCELLED   stop, or the future was cancelled
///     └────► RejectedWorkException: FULL or CLOSED
/// ```
///
/// For work that needs a processor: virtual threads do not help it (C5), and more threads than
/// processors only make it take turns. Work that waits for a network belongs on virtual threads.
///
/// The queue takes `workers + capacity` tasks at a time: so many may run, and so many wait. A task
/// has its place until it is done. When its future is done, its place is free already.
///
/// Each task that was taken comes to an end that its future tells: done, failed or cancelled. So
/// what was acquired for a task is given back by `whenComplete` on its future. For a task that was
/// not taken there is no future: then the caller gives it back (C3).
///
/// Tasks are begun in the order in which they were taken. What depends on a future (`thenApply` and
/// the like) may run on its worker, so it should be short.
///
/// Safe for use by many threads.
public final class WorkQueue implements AutoCloseable {
    private final long places;
    private final List<Thread> workers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Queue<QueuedTask<?>> waiting = new ArrayDeque<>();
    private int taken;
    private boolean isClosed;

    /// Creates a queue and starts its workers: platform threads that are no daemons, with names
    /// that begin with `work-queue-`.
    ///
    /// @param workers how many tasks run at a time; 1 or more
    /// @param capacity how many wait beside them; 0 or more
    /// @throws IllegalArgumentException if an argument is out of its range
    public WorkQueue(int workers, int capacity) {
        Checks.atLeast(1, "workers", workers);
        Checks.atLeast(0, "capacity", capacity);
        places = (long) workers + capacity; // as int it might overflow
        var threads = Thread.ofPlatform().daemon(false).name("work-queue-", 1).factory();
        this.workers =
                IntStream.range(0, workers).mapToObj(_ -> threads.newThread(this::work)).toList();
        this.workers.forEach(Thread::start);
    }

    /// Creates a queue with a worker for each processor that the JVM may use.
    ///
    /// @param capacity how many tasks wait beside those that run; 0 or more
    /// @throws IllegalArgumentException if `capacity` is negative
    public static WorkQueue perCore(int capacity) {
        return new WorkQueue(Runtime.getRuntime().availableProcessors(), capacity);
    }

    /// Has a task run, if there is a place for it now; never waits.
    ///
    /// The task may throw anything, an Error too, and may leave its thread interrupted: that harms
    /// no worker. Cancelling the future keeps a task from running that has not begun; it keeps its
    /// place until a worker comes to it. One that runs is not interrupted by that.
    ///
    /// @return completes with what the task returns or throws; cancelled if the queue was stopped
    ///   before the task began
    /// @throws RejectedWorkException if the queue is full or closed; the task will not run
    public <T> CompletableFuture<T> submit(Callable<T> task) {
        Objects.requireNonNull(task, "task");
        lock.lock();
        try {
            return add(task);
        } finally {
            lock.unlock();
        }
    }

    /// Has a task run, and waits for a place for it, as [#submit(Callable)] otherwise.
    ///
    /// Not for tasks of this queue: if all of them wait for a place, nobody makes one.
    ///
    /// @param deadline until when to wait; one that has passed already does for a free place
    /// @throws RejectedWorkException if the deadline has passed and the queue is full; or if it is
    ///   closed, also meanwhile. The task will not run
    /// @throws InterruptedException if the current thread is interrupted while it waits; the task
    ///   will not run. If it was so before, and there is a place, either is right
    public <T> CompletableFuture<T> submit(Callable<T> task, Deadline deadline)
            throws InterruptedException {
        Objects.requireNonNull(task, "task");
        lock.lockInterruptibly();
        try {
            while (!isClosed && taken == places && !deadline.hasPassed()) {
                room.await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
            }
            return add(task);
        } finally {
            lock.unlock();
        }
    }

    private <T> CompletableFuture<T> add(Callable<T> call) {
        if (isClosed) {
            throw new RejectedWorkException(Reason.CLOSED);
        }
        if (taken == places) {
            throw new RejectedWorkException(Reason.FULL); // C3: who asked gets it back, at once
        }
        var task = new QueuedTask<>(call, new CompletableFuture<T>());
        taken++;
        waiting.add(task);
        work.signal();
        return task.future();
    }

    /// Returns how many tasks wait: were taken, and no worker has come to them yet.
    public int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        for (var task = next(); task != null; task = next()) {
            task.run(this::leave);
            Thread.interrupted(); // what a task leaves behind is not the next one's affair
        }
    }

    /// Waits for a task; null if there will be none.
    private QueuedTask<?> next() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !isClosed) {
                work.awaitUninterruptibly();
            }
            return waiting.poll();
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            taken--;
            room.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Takes no more tasks, runs all that were taken, and returns when they have ended. Closing a
    /// second time waits as well, and does nothing else.
    ///
    /// A caller that is interrupted, the first or a further one, waits no longer for what has not
    /// begun: those tasks are cancelled, and those that run are interrupted. It returns when these
    /// have ended, and finds its interrupt status kept.
    ///
    /// @throws IllegalStateException if a task of this queue calls it, which would wait for itself;
    ///   nothing is changed then
    @Override
    public void close() {
        shut();
        boolean interrupted = false;
        for (var worker : workers) {
            while (worker.isAlive()) {
                try {
                    worker.join();
                } catch (InterruptedException _) {
                    interrupted = true;
                    cancelWaiting();
                    workers.forEach(Thread::interrupt);
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Takes no more tasks, cancels those that wait at once, and gives those that run until the
    /// deadline. What runs then is interrupted, and nobody waits for it any more. Returns as soon
    /// as all workers have ended. It may be called while another thread closes the queue, too.
    ///
    /// To a caller that is interrupted the deadline is now; it finds its interrupt status kept.
    ///
    /// @return how many tasks were cancelled
    /// @throws IllegalStateException if a task of this queue calls it, which would wait for itself;
    ///   nothing is changed then
    public int stop(Deadline deadline) {
        shut();
        int cancelled = cancelWaiting();
        try {
            for (var worker : workers) {
                worker.join(deadline.remaining());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        workers.forEach(Thread::interrupt);
        return cancelled;
    }

    private void shut() {
        if (workers.contains(Thread.currentThread())) {
            throw new IllegalStateException("a task cannot wait for its own end");
        }
        lock.lock();
        try {
            isClosed = true;
            work.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private int cancelWaiting() {
        var unbegun = new ArrayList<QueuedTask<?>>();
        lock.lock();
        try {
            unbegun.addAll(waiting);
            waiting.clear();
        } finally {
            lock.unlock();
        }
        unbegun.forEach(_ -> leave());
        // Not under the lock: what depends on a future runs here
        return (int) unbegun.stream().filter(QueuedTask::cancel).count();
    }
}
