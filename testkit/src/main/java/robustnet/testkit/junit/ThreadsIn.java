package robustnet.testkit.junit;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// Finds the threads that run code of a class.
final class ThreadsIn {
    private ThreadsIn() {}

    /// @return their names, without the calling thread
    static List<String> find(Class<?> type) {
        // First, because it is fast: a thread that is about to end is still seen.
        var platform = Thread.getAllStackTraces();
        var dump = dump();
        var caller = Thread.currentThread();
        return Stream.concat(
                        platform.entrySet().stream()
                                .filter(e -> e.getKey() != caller && runs(type, e.getValue()))
                                .map(e -> "thread \"" + e.getKey().getName() + '"'),
                        dump.threads().stream()
                                .filter(ThreadDump.Entry::virtual)
                                .filter(t -> t.id() != caller.threadId())
                                .filter(
                                        t ->
                                                runs(
                                                        type,
                                                        t.stack()
                                                                .toArray(StackTraceElement[]::new)))
                                .map(ThreadDump.Entry::title))
                .toList();
    }

    /// Takes the dump on a platform thread and spins meanwhile: a virtual thread that does either
    /// itself would lend its carrier to others.
    private static ThreadDump dump() {
        var dump = new CompletableFuture<ThreadDump>();
        Thread.ofPlatform()
                .daemon()
                .name("thread dump")
                .start(() -> dump.completeAsync(ThreadDump::take, Runnable::run));
        while (!dump.isDone()) Thread.onSpinWait();
        return dump.join();
    }

    private static boolean runs(Class<?> type, StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .map(StackTraceElement::getClassName)
                .anyMatch(n -> n.equals(type.getName()) || n.startsWith(type.getName() + "$"));
    }
}
