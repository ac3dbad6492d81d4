package robustnet.buffers;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/// Counts what code allocates on the heap.
final class Allocations {
    private Allocations() {}

    /// Returns how many bytes `code` allocates, in a thread of its own.
    ///
    /// @throws java.util.concurrent.ExecutionException with what `code` throws
    static long by(Callable<?> code) throws Exception {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var task =
                new FutureTask<>(
                        () -> {
                            long before = threads.getCurrentThreadAllocatedBytes();
                            code.call();
                            return threads.getCurrentThreadAllocatedBytes() - before;
                        });
        Thread.ofPlatform().start(task); // the JVM does not count for virtual threads
        return task.get();
    }
}
