package robustnet.testkit;

import java.time.Duration;

/// What the testkit does with its own threads.
final class Threads {
    private Threads() {}

    /// Waits until `thread` has ended, whatever happens meanwhile; an interrupt is kept for later.
    /// Returns at once when `thread` is the current one.
    static void join(Thread thread) {
        if (thread == Thread.currentThread()) {
            return;
        }
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Interrupts `thread` and waits until it has ended. Does nothing when `thread` is the current
    /// one.
    static void stop(Thread thread) {
        if (thread != Thread.currentThread()) {
            thread.interrupt();
            join(thread);
        }
    }

    /// Sleeps; not at all for nothing or less.
    ///
    /// @throws InterruptedException if the current thread is interrupted
    static void sleep(Duration duration) throws InterruptedException {
        if (duration.isPositive()) {
            Thread.sleep(duration);
        }
    }

    /// The time left until `nanoTime`, negative after it.
    static Duration until(long nanoTime) {
        return Duration.ofNanos(nanoTime - System.nanoTime());
    }

    /// Closes `resource` and takes no interest in how that ends: used where it is given up.
    static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception _) {
            // It is given up; there is nobody to tell.
        }
    }
}
