package robustnet.testkit.junit;

import java.time.Duration;
import robustnet.testkit.FailureNote;
import robustnet.testkit.Hang;

/// Says of a test that did not end where the learner's code stands: the frame of the test's own
/// thread first, else that of a thread the learner started.
final class HangReport {
    private HangReport() {}

    static Hang of(Thread thread, String what, Duration limit, Subject subject, Baseline before) {
        long hungId = thread.threadId();
        var dump = ThreadDump.take();
        var threads = OwnThreads.in(dump, subject, before);
        var own =
                threads.entries().stream()
                        .sorted((a, b) -> Boolean.compare(b.id() == hungId, a.id() == hungId))
                        .toList();
        var hung = dump.threads().stream().filter(t -> t.id() == hungId).findFirst();

        var text = new StringBuilder(what + " did not end within " + seconds(limit));
        own.stream().findFirst().ifPresent(t -> text.append(": ").append(threads.sentence(t)));
        var report = new Hang(text.toString());
        hung.or(() -> own.stream().findFirst())
                .ifPresent(t -> report.setStackTrace(t.stack().toArray(StackTraceElement[]::new)));
        own.stream()
                .findFirst()
                .or(() -> hung)
                .map(t -> Blocked.of(t.state(), t.stack()).usually())
                .ifPresent(u -> attach(report, FailureNote.Kind.USUALLY, u));
        if (own.size() > 1) {
            attach(report, FailureNote.Kind.THREADS, new OwnThreads(own, subject).text());
        }
        return report;
    }

    private static void attach(Hang report, FailureNote.Kind kind, String text) {
        report.addSuppressed(new FailureNote(kind, text));
    }

    private static String seconds(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
