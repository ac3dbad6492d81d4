package robustnet.buffers;

import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import robustnet.testkit.Testbed;

/// Has several threads work at the same time, so that they meet in what they should not share.
final class Together {
    private static final int THREADS = 4;
    private static final long ENOUGH = TimeUnit.SECONDS.toNanos(1);

    private Together() {}

    /// Each of four threads does its work `times` times. Who is done goes on until the others are,
    /// so that none of them is alone. After a second it is enough for all, however often that was:
    /// a slow checksum is not a wrong one.
    ///
    /// @param work what a thread does, for the threads 1 to 4
    static void often(Testbed bed, int times, IntFunction<Runnable> work) {
        long start = System.nanoTime();
        var unfinished = new AtomicInteger(THREADS);
        var tasks = new ArrayList<CompletableFuture<Void>>();
        for (int thread = 1; thread <= THREADS; thread++) {
            var own = work.apply(thread);
            tasks.add(
                    bed.async(
                            () -> {
                                repeat(own, times, start, unfinished);
                                return null;
                            }));
        }
        CompletableFuture.allOf(tasks.toArray(CompletableFuture[]::new)).join();
    }

    private static void repeat(Runnable work, int times, long start, AtomicInteger unfinished) {
        try {
            for (int done = 1; done < times && System.nanoTime() - start < ENOUGH; done++) {
                work.run();
                Thread.yield();
            }
            work.run();
        } finally {
            unfinished.decrementAndGet();
        }
        while (unfinished.get() > 0 && System.nanoTime() - start < ENOUGH) {
            work.run();
            Thread.yield();
        }
    }
}
