package robustnet.testkit;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Keeps what is logged through `java.util.logging`, and through [System.Logger], which ends there.
/// [Testbed#log()] does not have it for sure: their console holds on to the standard error of the
/// test that logged first.
public final class JulLog extends Handler {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    private JulLog() {}

    /// Collects from now on, until the test ends.
    public static JulLog collect(Testbed bed) {
        var log = new JulLog();
        var root = Logger.getLogger("");
        root.addHandler(log);
        AutoCloseable removal = () -> root.removeHandler(log);
        bed.closing(removal);
        return log;
    }

    /// What was logged so far, in the way of SLF4J: a line has its level, `WARN` or `ERROR` say,
    /// its message and its parameters; below it stands the stack trace, if there is one.
    public String text() {
        return String.join("\n", lines);
    }

    @Override
    public void publish(LogRecord logged) {
        var text = new StringWriter();
        var out = new PrintWriter(text);
        out.printf(" %s %s", name(logged.getLevel()), logged.getMessage());
        if (logged.getParameters() != null) {
            out.printf(" %s", Arrays.toString(logged.getParameters()));
        }
        if (logged.getThrown() != null) {
            out.println();
            logged.getThrown().printStackTrace(out);
        }
        lines.add(text.toString());
    }

    private static String name(Level level) {
        if (level == Level.SEVERE) return "ERROR";
        return level == Level.WARNING ? "WARN" : level.getName();
    }

    @Override
    public void flush() {
        // Nothing waits here.
    }

    @Override
    public void close() {
        // What was kept stays.
    }
}
