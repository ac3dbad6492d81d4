package robustnet.testkit;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/// Runs tasks at their time, one after the other, on one virtual thread; those of the same time in
/// the order in which they came.
final class Scheduler implements AutoCloseable {
    private record Task(long due, long number, Runnable action) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            long later = due - other.due; // E22: nanoTime may wrap around, differences do not
            return later == 0 ? Long.compare(number, other.number) : Long.signum(later);
        }
    }

    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private final Thread thread;
    private long count;

    Scheduler(String name) {
        thread = Thread.ofVirtual().name(name).start(this::run);
    }

    /// Runs `action` after `delay`. It must not throw and not block.
    synchronized void after(Duration delay, Runnable action) {
        tasks.add(new Task(System.nanoTime() + delay.toNanos(), count++, action));
        notifyAll();
    }

    /// Drops all tasks that have not run and waits until the thread is gone.
    @Override
    public void close() {
        Threads.stop(thread);
    }

    private void run() {
        try {
            while (true) {
                next().action().run();
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    private synchronized Task next() throws InterruptedException {
        while (true) {
            if (tasks.isEmpty()) {
                wait();
                continue;
            }
            Duration left = Threads.until(tasks.peek().due());
            if (!left.isPositive()) {
                return tasks.remove();
            }
            TimeUnit.NANOSECONDS.timedWait(this, left.toNanos());
        }
    }
}
