package robustnet.testkit.junit;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import robustnet.testkit.FailureNote;
import robustnet.testkit.Hang;

/// Says of a test that did not end where the learner's code stands: the frame of the test's own
/// thread first, else that of a thread the learner started.
final class HangReport {
    private HangReport() {}

    static Hang of(Thread thread, String what, Duration limit, Subject subject, Baseline before) {
        long hungId = thread.threadId();
        var dump = ThreadDump.take();
        var own =
                dump.threads().stream()
                        .filter(t -> !before.threads().contains(t.id()))
                        .filter(t -> subject.firstOwn(t.stack()).isPresent())
                        .sorted((a, b) -> Boolean.compare(b.id() == hungId, a.id() == hungId))
                        .toList();
        var hung = dump.threads().stream().filter(t -> t.id() == hungId).findFirst();

        var text = new StringBuilder(what + " did not end within " + seconds(limit));
        own.stream().findFirst().ifPresent(t -> text.append(": ").append(sentence(t, subject)));
        var report = new Hang(text.toString());
        hung.or(() -> own.stream().findFirst())
                .ifPresent(t -> report.setStackTrace(t.stack().toArray(StackTraceElement[]::new)));
        own.stream()
                .findFirst()
                .or(() -> hung)
                .map(t -> Blocked.of(t.state(), t.stack()).usually())
                .ifPresent(u -> attach(report, FailureNote.Kind.USUALLY, u));
        if (own.size() > 1) {
            attach(report, FailureNote.Kind.THREADS, threads(own, subject));
        }
        return report;
    }

    private static String threads(List<ThreadDump.Entry> own, Subject subject) {
        return own.stream()
                .map(t -> "  " + t.title() + ": " + sentence(t, subject) + deadlock(t, own))
                .collect(Collectors.joining("\n", "threads in your code:\n", ""));
    }

    private static String sentence(ThreadDump.Entry thread, Subject subject) {
        var frame = subject.firstOwn(thread.stack()).orElseThrow();
        return "your code %s at %s:%d (%s)"
                .formatted(
                        Blocked.of(thread.state(), thread.stack()).does(),
                        frame.getFileName(),
                        frame.getLineNumber(),
                        frame.getMethodName());
    }

    private static String deadlock(ThreadDump.Entry thread, List<ThreadDump.Entry> others) {
        if (thread.lockWanted() == null) return "";
        return others.stream()
                .filter(o -> o.locksHeld().contains(thread.lockWanted()))
                .findFirst()
                .map(o -> ", which " + o.title() + " holds")
                .orElse("");
    }

    private static void attach(Hang report, FailureNote.Kind kind, String text) {
        report.addSuppressed(new FailureNote(kind, text));
    }

    private static String seconds(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
