package robustnet.testkit.junit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import robustnet.testkit.Standing;

/// Runs a piece of a test on a virtual thread of its own, with a deadline. When it passes, the
/// thread is interrupted, which closes a socket that a virtual thread is blocked on, and the caller
/// goes on.
final class Guarded {
    private static final Duration GRACE = Duration.ofSeconds(1);

    private Guarded() {}

    /// @param peer asked at the deadline: where the test's peer stands
    /// @throws robustnet.testkit.Hang when `limit` passes first
    /// @throws Throwable what `task` threw, the same object
    static <T> T run(
            Callable<T> task,
            String what,
            Duration limit,
            Subject subject,
            Baseline before,
            Supplier<Optional<Standing>> peer)
            throws Throwable {
        var outcome = new Outcome<T>();
        var thread =
                Thread.ofVirtual()
                        .name("test")
                        .start(
                                () -> {
                                    outcome.begun = true;
                                    try {
                                        outcome.value = task.call();
                                    } catch (Throwable t) {
                                        outcome.failure = t;
                                    }
                                });
        boolean interrupted = false;
        try {
            if (!thread.join(limit)) {
                var report =
                        outcome.begun
                                ? HangReport.of(thread, what, limit, subject, before, peer.get())
                                : HangReport.notBegun(what, limit, subject);
                thread.interrupt();
                throw report.hang(!thread.join(GRACE));
            }
        } catch (InterruptedException e) {
            interrupted = true;
            thread.interrupt();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedException("the run of the tests was interrupted");
        }
        if (outcome.failure instanceof OutOfMemoryError e) throw OutOfMemory.failure(e);
        if (outcome.failure != null) throw outcome.failure;
        return outcome.value;
    }

    /// Written by the one thread, read by the other after join.
    private static final class Outcome<T> {
        private volatile boolean begun;
        private T value;
        private Throwable failure;
    }
}
