package robustnet.tls;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Keeps what is logged by `java.util.logging`: its console holds on to the standard error of the
/// test that has logged first, so no later test finds it there.
final class JulLog extends Handler implements AutoCloseable {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Logger root = Logger.getLogger("");

    JulLog() {
        root.addHandler(this);
    }

    String text() {
        return String.join("\n", lines);
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(line.getMessage() + " " + Arrays.toString(line.getParameters()));
        if (line.getThrown() != null) {
            lines.add(Leaks.text(line.getThrown()));
        }
    }

    @Override
    public void flush() {
        // Nothing waits here.
    }

    @Override
    public void close() {
        root.removeHandler(this);
    }
}
