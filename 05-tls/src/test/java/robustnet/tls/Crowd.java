package robustnet.tls;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import robustnet.testkit.Testbed;

/// Threads that begin at the same time.
final class Crowd {
    private static final int THREADS = 4;

    private Crowd() {}

    /// Runs a task for each of four threads, the first for number 0, and returns what they give.
    static <T> List<T> run(Testbed bed, IntFunction<Callable<T>> tasks) throws Exception {
        var start = new CyclicBarrier(THREADS);
        var work = new ArrayList<CompletableFuture<T>>();
        for (int i = 0; i < THREADS; i++) {
            var task = tasks.apply(i);
            work.add(
                    bed.async(
                            () -> {
                                start.await(10, TimeUnit.SECONDS);
                                return task.call();
                            }));
        }
        var results = new ArrayList<T>();
        for (var one : work) {
            results.add(one.get(20, TimeUnit.SECONDS));
        }
        return results;
    }
}
