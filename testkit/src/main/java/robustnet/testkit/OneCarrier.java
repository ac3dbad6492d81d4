package robustnet.testkit;

import java.lang.management.ManagementFactory;
import jdk.management.VirtualThreadSchedulerMXBean;

/// Lets only one virtual thread run at a time, the one that calls [#hold()], until it blocks or
/// [#close()] is called. So a test sees what a thread would do *later*: a virtual thread that is
/// woken meanwhile stays where it is.
///
/// Platform threads run on. It sets the parallelism of the JVM's scheduler, so hold it for a short
/// time and by one test at a time.
public final class OneCarrier implements AutoCloseable {
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
        return held;
    }

    /// Lets them run again. Harmless when repeated.
    @Override
    public void close() {
        scheduler.setParallelism(parallelism);
    }
}
