package robustnet.testkit.junit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Lists the threads that run now, virtual threads included, without stopping any of them.
///
/// The list is internal to the JDK: where the JVM was not started with `--add-exports
/// java.base/jdk.internal.vm=ALL-UNNAMED`, only the platform threads are listed.
final class LiveThreads {
    private LiveThreads() {}

    static List<Thread> now() {
        var threads = new ArrayList<Thread>();
        try {
            var containers = Class.forName("jdk.internal.vm.ThreadContainers");
            add(containers.getMethod("root").invoke(null), threads);
        } catch (ReflectiveOperationException _) {
            threads.clear();
            threads.addAll(Thread.getAllStackTraces().keySet());
        }
        threads.removeIf(thread -> !thread.isAlive());
        return threads;
    }

    /// The threads of a container and of those in it: an executor of one thread for each task is
    /// one.
    private static void add(Object container, List<Thread> threads)
            throws ReflectiveOperationException {
        var type = Class.forName("jdk.internal.vm.ThreadContainer");
        try (var own = (Stream<?>) type.getMethod("threads").invoke(container)) {
            own.map(Thread.class::cast).forEach(threads::add);
        }
        try (var children = (Stream<?>) type.getMethod("children").invoke(container)) {
            for (var child : children.toList()) add(child, threads);
        }
    }
}
