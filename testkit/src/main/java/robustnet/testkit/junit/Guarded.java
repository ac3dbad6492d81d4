package robustnet.testkit.junit;

import java.time.Duration;
import java.util.concurrent.Callable;

/// Runs a piece of a test on a virtual thread of its own, with a deadline. When it passes, the
/// thread is interrupted, which closes a socket that a virtual thread is blocked on, and the caller
/// goes on.
final class Guarded {
    private static final Duration GRACE = Duration.ofSeconds(1);

    private Guarded() {}

    /// @throws robustnet.testkit.Hang when `limit` passes first
    /// @throws Throwable what `task` threw, the same object
    static <T> T run(
            Callable<T> task, String what, Duration limit, Subject subject, Baseline before)
            throws Throwable {
        var outcome = new Outcome<T>();
        var thread =
                Thread.ofVirtual()
                        .name("test")
                        .start(
                                () -> {
                                    try {
                                        outcome.value = task.call();
                                    } catch (Throwable t) {
                                        outcome.failure = t;
                                    }
                                });
        boolean interrupted = false;
        try {
            if (!thread.join(limit)) {
                var report = HangReport.of(thread, what, limit, subject, before);
                thread.interrupt();
                thread.join(GRACE);
                throw report;
            }
        } catch (InterruptedException e) {
            interrupted = true;
            thread.interrupt();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedException("the run of the tests was interrupted");
        }
        if (outcome.failure instanceof OutOfMemoryError e) throw outOfMemory(e);
        if (outcome.failure != null) throw outcome.failure;
        return outcome.value;
    }

    /// JUnit ends the whole run on this error, but a claimed length that was believed is one test's
    /// failure.
    private static AssertionError outOfMemory(OutOfMemoryError e) {
        var failure = new AssertionError("out of memory: " + e.getMessage());
        failure.setStackTrace(e.getStackTrace());
        return failure;
    }

    /// Written by the one thread, read by the other after join.
    private static final class Outcome<T> {
        private T value;
        private Throwable failure;
    }
}
