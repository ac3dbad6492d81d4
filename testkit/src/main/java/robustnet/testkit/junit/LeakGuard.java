package robustnet.testkit.junit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import robustnet.testkit.Leak;

/// Compares the threads and the sockets of before a test with those after it. What ends within a
/// second of the test's end is no leak.
final class LeakGuard {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Set<String> GROUPS_OF_THE_JDK =
            Set.of("system", "InnocuousThreadGroup", "CarrierThreads");

    private LeakGuard() {}

    /// @throws Leak when threads run or sockets are open that were not there before the test
    static void check(Baseline before, Subject subject) throws InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        var left = leftBehind(before, subject);
        // Seldom: each look allocates, and a garbage collection closes the sockets that were
        // forgotten.
        var pause = FIRST_PAUSE;
        for (long rest = PATIENCE.toNanos();
                !left.isEmpty() && rest > 0;
                rest = deadline - System.nanoTime()) {
            // No event tells that a socket is closed or a thread has ended.
            Thread.sleep(Duration.ofNanos(Math.min(pause.toNanos(), rest)));
            pause = pause.multipliedBy(3);
            left = leftBehind(before, subject);
        }
        if (!left.isEmpty()) {
            throw new Leak(
                    "your program left behind:\n  - " + String.join("\n  - ", counted(left)));
        }
    }

    /// Each line once, and behind it how often it was there.
    private static List<String> counted(List<String> lines) {
        var counts = new LinkedHashMap<String, Integer>();
        lines.forEach(line -> counts.merge(line, 1, Integer::sum));
        return counts.entrySet().stream()
                .map(e -> e.getKey() + (e.getValue() == 1 ? "" : ", " + e.getValue() + " times"))
                .toList();
    }

    private static List<String> leftBehind(Baseline before, Subject subject) {
        var left = new ArrayList<String>();
        for (var thread : LiveThreads.now()) {
            if (!before.threads().contains(thread.threadId()) && !isTheJdks(thread)) {
                left.add("a running " + title(thread) + place(thread, subject));
            }
        }
        var sockets = new HashSet<>(OpenSockets.inodes());
        sockets.removeAll(before.sockets());
        sockets.forEach(s -> OpenSockets.describe(s).ifPresent(d -> left.add("an open " + d)));
        return left;
    }

    /// Threads that the JDK or a test library starts when it is first used, and keeps.
    private static boolean isTheJdks(Thread thread) {
        if (thread.isVirtual()) {
            return Stream.of(thread.getStackTrace())
                    .anyMatch(f -> f.getMethodName().equals("subPollerLoop"));
        }
        var group = thread.getThreadGroup();
        if (group == null) return true; // it has ended since
        return GROUPS_OF_THE_JDK.contains(group.getName())
                || thread.getName().startsWith("ForkJoinPool.commonPool")
                || thread.getName().startsWith("CompletableFutureDelayScheduler")
                || thread.getName().startsWith("surefire");
    }

    private static String title(Thread thread) {
        return ThreadDump.title(thread.threadId(), thread.getName(), thread.isVirtual());
    }

    private static String place(Thread thread, Subject subject) {
        var stack = List.of(thread.getStackTrace());
        var does = Blocked.of(thread.getState(), stack).does();
        return subject.firstOwn(stack)
                .map(f -> " that %s at %s:%d".formatted(does, f.getFileName(), f.getLineNumber()))
                .orElse(" that " + does);
    }
}
