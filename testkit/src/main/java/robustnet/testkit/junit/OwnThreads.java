package robustnet.testkit.junit;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The threads that run the learner's code at one moment.
///
/// @param entries those that were not there before the test and have a frame of the learner's
/// @param busy the ids of those that use the processor, whatever call they are in
record OwnThreads(List<ThreadDump.Entry> entries, Set<Long> busy, Subject subject) {
    private static final int SHOWN = 12;
    private static final Duration LOOK = Duration.ofMillis(30);
    private static final Duration BUSY = Duration.ofMillis(1);

    static OwnThreads in(ThreadDump dump, Subject subject, Baseline before) {
        var own =
                dump.threads().stream()
                        .filter(t -> !before.threads().contains(t.id()))
                        .filter(t -> subject.firstOwn(t.stack()).isPresent())
                        .toList();
        return new OwnThreads(own, busy(own), subject);
    }

    /// The same, the one with this id first.
    OwnThreads with(long id) {
        var sorted =
                entries.stream()
                        .sorted((a, b) -> Boolean.compare(b.id() == id, a.id() == id))
                        .toList();
        return new OwnThreads(sorted, busy, subject);
    }

    /// A platform thread that is blocked in a system call is RUNNABLE as well, but uses no time.
    private static Set<Long> busy(List<ThreadDump.Entry> own) {
        var runnable = own.stream().filter(t -> t.state() == Thread.State.RUNNABLE).toList();
        var busy =
                runnable.stream()
                        .filter(ThreadDump.Entry::virtual) // blocked, it would be parked
                        .map(ThreadDump.Entry::id)
                        .collect(Collectors.toSet());
        var threads = ManagementFactory.getThreadMXBean();
        var before = new HashMap<Long, Long>();
        for (var thread : runnable) {
            if (!thread.virtual()) before.put(thread.id(), threads.getThreadCpuTime(thread.id()));
        }
        if (before.isEmpty()) return busy;
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return busy;
        }
        before.forEach(
                (id, used) -> {
                    if (threads.getThreadCpuTime(id) - used > BUSY.toNanos()) busy.add(id);
                });
        return busy;
    }

    /// One line a thread.
    String text() {
        int more = entries.size() - SHOWN;
        return entries.stream()
                .limit(SHOWN)
                .map(t -> "  " + t.title() + ": " + sentence(t) + deadlock(t))
                .collect(
                        Collectors.joining(
                                "\n",
                                "threads in your code:\n",
                                more > 0 ? "\n  … and " + more + " more" : ""));
    }

    /// What `thread`, one of these, does and where.
    String sentence(ThreadDump.Entry thread) {
        var frame = subject.firstOwn(thread.stack()).orElseThrow();
        return "your code %s%s at %s:%d (%s)"
                .formatted(
                        blocked(thread).does(),
                        call(thread),
                        frame.getFileName(),
                        frame.getLineNumber(),
                        frame.getMethodName());
    }

    Blocked blocked(ThreadDump.Entry thread) {
        var blocked = Blocked.of(thread.state(), thread.stack());
        return busy.contains(thread.id()) && blocked != Blocked.SLEEP ? Blocked.SPIN : blocked;
    }

    /// What says more than that it waits or runs.
    private String call(ThreadDump.Entry thread) {
        var blocked = blocked(thread);
        if (blocked != Blocked.WAIT && blocked != Blocked.SPIN) return "";
        var stack = thread.stack();
        int own = subject.firstOwn(stack).map(stack::indexOf).orElse(0);
        if (own == 0) return "";
        var type = stack.get(own - 1).getClassName();
        return ", in %s.%s(),"
                .formatted(
                        type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1),
                        callee(thread));
    }

    /// The name of the method that the learner's code has called; empty if it has called none.
    String callee(ThreadDump.Entry thread) {
        var stack = thread.stack();
        int own = subject.firstOwn(stack).map(stack::indexOf).orElse(0);
        return own > 0 ? stack.get(own - 1).getMethodName() : "";
    }

    private String deadlock(ThreadDump.Entry thread) {
        if (thread.lockWanted() == null) return "";
        return entries.stream()
                .filter(o -> o.locksHeld().contains(thread.lockWanted()))
                .findFirst()
                .map(o -> ", which " + o.title() + " holds")
                .orElse("");
    }
}
