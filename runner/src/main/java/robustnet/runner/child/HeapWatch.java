package robustnet.runner.child;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Tells the parent when the heap stays full: then the JVM does nothing but collect garbage, and no
/// test reaches its deadline in time. What is filled and let go again is the affair of one test.
final class HeapWatch {
    private static final double FULL = 0.97;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private HeapWatch() {}

    /// Starts to watch, on a daemon thread, where the JVM can tell.
    static void start(EventWriter events) {
        var pool =
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(p -> p.getType() == MemoryType.HEAP)
                        .filter(MemoryPoolMXBean::isCollectionUsageThresholdSupported)
                        .filter(p -> p.getName().contains("Old") || p.getName().contains("Tenured"))
                        .findFirst();
        if (pool.isEmpty()) {
            return;
        }
        var old = pool.get();
        old.setCollectionUsageThreshold((long) (old.getUsage().getMax() * FULL));
        Thread.ofPlatform()
                .daemon()
                .name("heap watch")
                .start(
                        () -> {
                            if (untilFull(old::isCollectionUsageThresholdExceeded, PAUSE)) {
                                events.outOfMemory();
                            }
                        });
    }

    /// Returns when the heap was full at two looks, and after a collection too. Allocates nothing.
    ///
    /// @return false if interrupted
    static boolean untilFull(BooleanSupplier isFull, Duration pause) {
        try {
            while (true) {
                Thread.sleep(pause);
                if (isFull.getAsBoolean()) {
                    Thread.sleep(pause);
                    // The last collection may be long ago.
                    System.gc();
                    if (isFull.getAsBoolean()) {
                        return true;
                    }
                }
            }
        } catch (InterruptedException _) {
            return false;
        }
    }
}
