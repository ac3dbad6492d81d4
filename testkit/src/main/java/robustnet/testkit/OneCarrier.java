package robustnet.testkit;

import java.lang.management.ManagementFactory;
import java.util.function.BooleanSupplier;
import jdk.management.VirtualThreadSchedulerMXBean;

/// Lets only one virtual thread run at a time, the one that calls [#hold()], until it blocks or
/// [#close()] is called. So a test sees what a thread would do *later*: a virtual thread that is
/// woken meanwhile stays where it is.
///
/// Nearly always: a carrier that has just run out of work may find the one that is woken, and on a
/// busy machine it may take long to rest; this waits for it for 200 ms at most. So do it in several
/// rounds.
///
/// Platform threads run on. It sets the parallelism of the JVM's scheduler, so hold it for a short
/// time and by one test at a time.
public final class OneCarrier implements AutoCloseable {
    private static final long MOST_NANOS = 1_000_000_000;
    private static final long REST_NANOS = 200_000_000; // a test has 5 s, and several rounds

    private final VirtualThreadSchedulerMXBean scheduler;
    private final int parallelism;

    private OneCarrier(VirtualThreadSchedulerMXBean scheduler) {
        this.scheduler = scheduler;
        this.parallelism = scheduler.getParallelism();
    }

    /// Holds all other virtual threads back.
    ///
    /// @throws IllegalStateException if the caller is a platform thread
    public static OneCarrier hold() {
        if (!Thread.currentThread().isVirtual()) {
            throw new IllegalStateException("only a virtual thread can hold the one carrier");
        }
        var held =
                new OneCarrier(
                        ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class));
        held.scheduler.setParallelism(1);
        // A carrier that has just run out of work still looks for some before it rests.
        spinUntil(() -> runningCarriers() <= 1, REST_NANOS);
        return held;
    }

    private static long runningCarriers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getState() == Thread.State.RUNNABLE)
                .map(Thread::getThreadGroup)
                .filter(group -> group != null && group.getName().equals("CarrierThreads"))
                .count();
    }

    /// Waits, at most a second, until `condition` holds, and does not block: the carrier is kept.
    public static void spinUntil(BooleanSupplier condition) {
        spinUntil(condition, MOST_NANOS);
    }

    private static void spinUntil(BooleanSupplier condition, long mostNanos) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean() && System.nanoTime() - start < mostNanos) {
            Thread.onSpinWait();
        }
    }

    /// Lets them run again. Harmless when repeated.
    @Override
    public void close() {
        scheduler.setParallelism(parallelism);
    }
}
