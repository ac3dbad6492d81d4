package robustnet.testkit.junit;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import robustnet.testkit.FailureNote;
import robustnet.testkit.Hang;
import robustnet.testkit.Standing;

/// Says of a test that did not end where the learner's code stands, the frame of the test's own
/// thread first, else that of a thread the learner started, and what the peer waits for meanwhile.
///
/// @param hung the test's own thread, as it stood at the deadline
/// @param threads those in the learner's code, the test's own first
/// @param peer where the test's peer stood
record HangReport(
        String what, Optional<ThreadDump.Entry> hung, OwnThreads threads, Optional<Standing> peer) {

    /// The words for a hang.
    ///
    /// @param waited for how long
    /// @param alike the earlier test that hung at the same place, which is why this one was not
    ///   given its whole limit
    static String ending(String what, Duration waited, Optional<String> alike) {
        return what
                + " did not end within "
                + seconds(waited)
                + alike.map(", and hangs where \"%s\" did"::formatted).orElse("");
    }

    /// Looks at the threads now.
    static HangReport of(
            Thread thread, String what, Subject subject, Baseline before, Optional<Standing> peer) {
        long hungId = thread.threadId();
        var dump = ThreadDump.take();
        var own = OwnThreads.in(dump, subject, before).with(hungId);
        var hung = dump.threads().stream().filter(t -> t.id() == hungId).findFirst();
        return new HangReport(what, hung, own, peer);
    }

    /// Of a test whose thread did not come to run at all.
    static HangReport notBegun(String what, Duration limit, Subject subject) {
        var all = OwnThreads.in(ThreadDump.take(), subject, Baseline.none());
        return new HangReport(
                what
                        + " could not begin within "
                        + seconds(limit)
                        + ", because of threads that earlier tests left behind",
                Optional.empty(),
                all,
                Optional.empty());
    }

    /// @param stayed whether an interrupt did not end the thread
    Hang hang(boolean stayed) {
        var first = threads.entries().stream().findFirst();
        var text = new StringBuilder(what);
        first.ifPresent(t -> text.append(": ").append(threads.sentence(t)));
        if (stayed && first.equals(hung) && first.map(this::shouldHeed).orElse(false)) {
            text.append(", and went on when it was interrupted");
        }
        peer.ifPresent(p -> text.append("; ").append(p.text()));
        var report = new Hang(text.toString());
        hung.or(() -> first)
                .ifPresent(t -> report.setStackTrace(t.stack().toArray(StackTraceElement[]::new)));
        first.or(() -> hung).ifPresent(t -> attach(report, FailureNote.Kind.USUALLY, usually(t)));
        if (threads.entries().size() > 1) {
            attach(report, FailureNote.Kind.THREADS, threads.text());
        }
        return report;
    }

    private boolean shouldHeed(ThreadDump.Entry thread) {
        return switch (threads.blocked(thread)) {
            case SPIN, LOCK, IDLE -> false;
            default -> true;
        };
    }

    private String usually(ThreadDump.Entry thread) {
        var blocked = threads.blocked(thread);
        if (blocked == Blocked.ACCEPT && hung.equals(Optional.of(thread))) {
            var called = threads.subject().lastOwn(thread.stack()).orElseThrow();
            return Usually.accepting(called.getMethodName());
        }
        long locked =
                threads.entries().stream().filter(t -> threads.blocked(t) == Blocked.LOCK).count();
        return Usually.of(blocked, threads.callee(thread), peer.map(Standing::doing), locked > 1);
    }

    private static void attach(Hang report, FailureNote.Kind kind, String text) {
        report.addSuppressed(new FailureNote(kind, text));
    }

    private static String seconds(Duration limit) {
        long millis = limit.toMillis();
        if (millis < 1000) return millis + " ms";
        return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString() + " s";
    }
}
