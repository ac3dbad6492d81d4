package robustnet.runner.child;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Tells the parent when the heap stays full: then the JVM does nothing but collect garbage, and no
/// test reaches its deadline in time. What is filled and let go again is the affair of one test.
final class HeapWatch {
    private static final double FULL = 0.97;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private HeapWatch() {}

    /// Starts to watch, on a daemon thread.
    static void start(EventWriter events) {
        Thread.ofPlatform()
                .daemon()
                .name("heap watch")
                .start(
                        () -> {
                            var old = old();
                            if (old.isPresent()
                                    && untilFull(
                                            old.get()::isCollectionUsageThresholdExceeded, PAUSE)) {
                                events.outOfMemory();
                            }
                        });
    }

    /// Where the JVM keeps what lives long, with the threshold set; empty where it cannot tell.
    private static Optional<MemoryPoolMXBean> old() {
        var pool =
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(p -> p.getType() == MemoryType.HEAP)
                        .filter(MemoryPoolMXBean::isCollectionUsageThresholdSupported)
                        .filter(p -> p.getName().contains("Old") || p.getName().contains("Tenured"))
                        .findFirst();
        pool.ifPresent(p -> p.setCollectionUsageThreshold((long) (p.getUsage().getMax() * FULL)));
        return pool;
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
