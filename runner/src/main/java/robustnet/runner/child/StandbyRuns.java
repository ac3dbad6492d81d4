package robustnet.runner.child;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import robustnet.runner.compile.Tools;

/// Runs tests as [TestRun] does, each time in a fresh JVM, but in one that was started before it
/// was needed. A JVM is used once. Safe for use by several threads.
public final class StandbyRuns implements AutoCloseable {
    private final Tools tools;
    private final ChildLimits limits;
    private final TestRun fresh;
    private Optional<Standby> waiting = Optional.empty();
    private boolean closed;

    public StandbyRuns(Tools tools, ChildLimits limits) {
        this.tools = tools;
        this.limits = limits;
        this.fresh = new TestRun(tools, limits);
    }

    /// Starts a JVM for the next run in `workingFolder`, unless one waits there already. Returns
    /// when it is started, long before it is warm. One that cannot be started is not missed: the
    /// run says what is wrong.
    public synchronized void prepare(Path workingFolder) {
        var request =
                new TestRequest("", List.of(), List.of(), workingFolder, workingFolder, Map.of());
        if (closed || waiting.filter(standby -> fits(standby, request)).isPresent()) {
            return;
        }
        waiting.ifPresent(Standby::close);
        waiting = Optional.empty();
        try {
            waiting = Optional.of(Standby.start(request, tools, limits));
        } catch (IOException _) {
            // the run will tell
        }
    }

    /// Runs the tests of `request` and returns when the JVM is gone.
    ///
    /// @return as [TestRun#run(TestRequest, RunListener)]
    /// @throws InterruptedException if interrupted; the JVM is killed first
    public RunResult run(TestRequest request, RunListener listener) throws InterruptedException {
        long began = System.nanoTime();
        var standby = take();
        if (standby.isEmpty()) {
            return fresh.run(request, listener);
        }
        try (var taken = standby.get()) {
            if (fits(taken, request) && taken.isReady(limits.start())) {
                taken.child().send(request.oneOfMany(taken.token(), tools));
                return fresh.watch(taken.child(), request, listener, began);
            }
        }
        return fresh.run(request, listener);
    }

    private boolean fits(Standby standby, TestRequest request) {
        return standby.isAlive()
                && standby.surroundings().equals(Standby.Surroundings.of(request, tools));
    }

    /// The JVM that waits for a run.
    synchronized Optional<Standby> waiting() {
        return waiting;
    }

    private synchronized Optional<Standby> take() {
        var taken = waiting;
        waiting = Optional.empty();
        return taken;
    }

    /// Ends the JVM that waits. Nothing waits for a run after this.
    @Override
    public synchronized void close() {
        closed = true;
        take().ifPresent(Standby::close);
    }
}
