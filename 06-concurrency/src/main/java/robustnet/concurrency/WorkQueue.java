package robustnet.concurrency;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
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
    /// Creates a queue and starts its workers: platform threads that are no daemons, with names
    /// that begin with `work-queue-`.
    ///
    /// @param workers how many tasks run at a time; 1 or more
    /// @param capacity how many wait beside them; 0 or more
    /// @throws IllegalArgumentException if an argument is out of its range
    public WorkQueue(int workers, int capacity) {
        throw new UnsupportedOperationException("TODO 6.2: start the workers");
    }

    /// Creates a queue with a worker for each processor that the JVM may use.
    ///
    /// @param capacity how many tasks wait beside those that run; 0 or more
    /// @throws IllegalArgumentException if `capacity` is negative
    public static WorkQueue perCore(int capacity) {
        throw new UnsupportedOperationException("TODO 6.2: a worker for each processor");
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
        throw new UnsupportedOperationException("TODO 6.2: take a task, or refuse it");
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
        throw new UnsupportedOperationException("TODO 6.2: wait for a place");
    }

    /// Returns how many tasks wait: were taken, and no worker has come to them yet.
    public int waiting() {
        throw new UnsupportedOperationException("TODO 6.2: count the tasks that wait");
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
        throw new UnsupportedOperationException("TODO 6.2: run what was taken, and end");
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
        throw new UnsupportedOperationException("TODO 6.2: cancel what has not begun, and end");
    }
}
