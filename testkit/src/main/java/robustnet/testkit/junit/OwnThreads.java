package robustnet.testkit.junit;

import java.util.List;
import java.util.stream.Collectors;

/// The threads that run the learner's code at one moment.
///
/// @param entries those that were not there before the test and have a frame of the learner's
record OwnThreads(List<ThreadDump.Entry> entries, Subject subject) {
    static OwnThreads in(ThreadDump dump, Subject subject, Baseline before) {
        var own =
                dump.threads().stream()
                        .filter(t -> !before.threads().contains(t.id()))
                        .filter(t -> subject.firstOwn(t.stack()).isPresent())
                        .toList();
        return new OwnThreads(own, subject);
    }

    /// One line a thread.
    String text() {
        return entries.stream()
                .map(t -> "  " + t.title() + ": " + sentence(t) + deadlock(t))
                .collect(Collectors.joining("\n", "threads in your code:\n", ""));
    }

    /// What `thread`, one of these, does and where.
    String sentence(ThreadDump.Entry thread) {
        var frame = subject.firstOwn(thread.stack()).orElseThrow();
        return "your code %s at %s:%d (%s)"
                .formatted(
                        Blocked.of(thread.state(), thread.stack()).does(),
                        frame.getFileName(),
                        frame.getLineNumber(),
                        frame.getMethodName());
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
