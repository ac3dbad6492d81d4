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

    /// @param peer asked when the task hangs: where the test's peer stands
    /// @param earlier is told where the task hangs
    /// @throws robustnet.testkit.Hang when `limit` passes first, or when the task stands still
    ///   where an earlier test hung, see [EarlierHangs#await]
    /// @throws Throwable what `task` threw, the same object
    static <T> T run(
            Callable<T> task,
            String what,
            Duration limit,
            Subject subject,
            Baseline before,
            Supplier<Optional<Standing>> peer,
            EarlierHangs earlier)
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
        long start = System.nanoTime();
        boolean interrupted = false;
        try {
            var alike = earlier.await(thread, limit, subject, peer);
            var left = limit.minusNanos(System.nanoTime() - start);
            if (alike.isPresent() || !thread.join(left)) {
                HangPlace.of(thread, subject).ifPresent(earlier::add);
                var ending =
                        HangReport.ending(what, alike.isPresent() ? earlier.look() : limit, alike);
                var report =
                        outcome.begun
                                ? HangReport.of(thread, ending, subject, before, peer.get())
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
