package robustnet.runner.child;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Reports who ends the JVM. `Runtime.exit` logs its caller's stack trace to the logger
/// `java.lang.Runtime`, in the thread that calls it, a virtual one too; this listens there.
final class ExitWatch extends Handler {
    /// Loggers are held weakly by their manager: this one keeps ours.
    private final Logger logger = Logger.getLogger("java.lang.Runtime");

    private final EventWriter events;

    private ExitWatch(EventWriter events) {
        this.events = events;
    }

    static void install(EventWriter events) {
        var watch = new ExitWatch(events);
        watch.setLevel(Level.ALL);
        watch.logger.setLevel(Level.FINE);
        watch.logger.setUseParentHandlers(false);
        watch.logger.addHandler(watch);
        // The hook keeps the watch and its logger reachable to the end.
        Runtime.getRuntime().addShutdownHook(new Thread(watch::endChildren, "exit watch"));
    }

    @Override
    public void publish(LogRecord logged) {
        if (logged.getThrown() != null) {
            events.exit(logged.getMessage(), logged.getThrown().getStackTrace());
        }
    }

    /// Once this JVM has ended nobody knows that they were its.
    private void endChildren() {
        flush();
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
