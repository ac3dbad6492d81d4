package robustnet.udp;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import robustnet.testkit.Testbed;

/// What is logged at WARNING or above through `java.util.logging`, or through [System.Logger],
/// which ends there. Their console handler may keep the standard error of an earlier test.
final class JulWarnings extends Handler {
    private final List<String> messages = new CopyOnWriteArrayList<>();

    private JulWarnings() {
        setLevel(Level.WARNING);
    }

    /// Collects from now on, until the test ends.
    static List<String> collect(Testbed bed) {
        var handler = new JulWarnings();
        var root = Logger.getLogger("");
        root.addHandler(handler);
        AutoCloseable removal = () -> root.removeHandler(handler);
        bed.closing(removal);
        return handler.messages;
    }

    @Override
    public void publish(LogRecord logged) {
        if (isLoggable(logged)) {
            messages.add(logged.getLevel().getName() + ": " + logged.getMessage());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
