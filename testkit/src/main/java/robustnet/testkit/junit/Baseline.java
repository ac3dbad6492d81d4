package robustnet.testkit.junit;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.Set;
import java.util.stream.Collectors;

/// What was there before a test began.
///
/// @param threads the ids of the threads that ran
/// @param sockets the inodes of the sockets that were open
record Baseline(Set<Long> threads, Set<String> sockets) {
    /// Collects garbage if it might be collected during the test otherwise: that would close the
    /// sockets that the test's program forgot, and hide the leak.
    static Baseline take() {
        if (edenFills()) System.gc();
        var threads =
                LiveThreads.now().stream()
                        .map(Thread::threadId)
                        .collect(Collectors.toUnmodifiableSet());
        return new Baseline(threads, OpenSockets.inodes());
    }

    /// The baseline of a test that nothing is known of yet.
    static Baseline none() {
        return new Baseline(Set.of(), Set.of());
    }

    private static boolean edenFills() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().contains("Eden"))
                .map(MemoryPoolMXBean::getUsage)
                .anyMatch(eden -> eden.getUsed() > eden.getCommitted() / 4);
    }
}
