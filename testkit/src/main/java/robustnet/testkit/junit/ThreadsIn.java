package robustnet.testkit.junit;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Names the threads that run code of a class at the moment of the call, without the calling one.
final class ThreadsIn implements Supplier<List<String>> {
    private final Class<?> type;
    private final List<Thread> known;

    /// Looks for platform threads that run it now: those can be looked at fast later, before a
    /// thread that is about to end has ended.
    ThreadsIn(Class<?> type) {
        this.type = type;
        this.known =
                Thread.getAllStackTraces().entrySet().stream()
                        .filter(thread -> runs(thread.getValue()))
                        .map(thread -> thread.getKey())
                        .toList();
    }

    @Override
    public List<String> get() {
        var running = new LinkedHashSet<String>();
        for (var thread : known) look(thread, thread.getStackTrace(), running);
        Thread.getAllStackTraces().forEach((thread, stack) -> look(thread, stack, running));
        for (var thread : dump().threads()) {
            var stack = thread.stack().toArray(StackTraceElement[]::new);
            boolean isCaller = thread.id() == Thread.currentThread().threadId();
            if (thread.virtual() && !isCaller && runs(stack)) running.add(thread.title());
        }
        return List.copyOf(running);
    }

    private void look(Thread thread, StackTraceElement[] stack, Set<String> running) {
        if (thread != Thread.currentThread() && runs(stack)) {
            running.add("thread \"" + thread.getName() + '"');
        }
    }

    private boolean runs(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .map(StackTraceElement::getClassName)
                .anyMatch(n -> n.equals(type.getName()) || n.startsWith(type.getName() + "$"));
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
}
