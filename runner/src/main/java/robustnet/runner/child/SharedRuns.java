package robustnet.runner.child;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import robustnet.runner.compile.Tools;

/// Runs tests in JVMs that serve one request after another, each with a class loader of its own: to
/// start a JVM costs more than most tests. A JVM in which anything was left behind gets no further
/// request, nor one that hung, exited or died.
///
/// A JVM may still remember what nobody can see: a verdict that has to be sure comes from
/// [TestRun]. Safe for use by several threads: a JVM has one request at a time.
public final class SharedRuns implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /// How many requests a JVM serves: it keeps something of each.
    private static final int MOST = 50;

    /// Only verdicts are asked for: nothing that is printed is kept.
    private static final int NO_OUTPUT = 0;

    private final Tools tools;
    private final ChildLimits limits;
    private final Deque<Seat> idle = new ArrayDeque<>();

    public SharedRuns(Tools tools, ChildLimits limits) {
        this.tools = tools;
        this.limits = limits;
    }

    /// Runs the tests of `request`, and returns when they are done or the JVM is gone.
    ///
    /// @return one result for each test of the request
    /// @throws InterruptedException if interrupted; the JVM is killed first
    public List<TestResult> run(TestRequest request) throws InterruptedException {
        long began = System.nanoTime();
        var outcomes = new Outcomes(request.tests(), RunListener.NONE);
        Seat seat;
        try {
            seat = seat(request);
        } catch (IOException e) {
            return outcomes.results(Ending.notStarted(e));
        }
        boolean kept = false;
        try {
            var ending =
                    new Watch(seat.child(), outcomes, limits, request.courseSources(), began)
                            .untilItEnds();
            kept = ending.isWell() && seat.requests() < MOST;
            return outcomes.results(ending);
        } finally {
            if (kept) {
                giveBack(seat);
            } else {
                seat.child().close();
            }
        }
    }

    /// A JVM that has the request.
    private Seat seat(TestRequest request) throws IOException, InterruptedException {
        var free = ready(request.workingFolder());
        if (free.isPresent()) {
            var seat = free.get();
            seat.child().send(request.oneOfMany(seat.token(), tools));
            return seat.withOneMore();
        }
        var token = TestRun.newToken();
        var command = ChildCommand.forTests(request.on(tools.classPath()), tools);
        var first = request.oneOfMany(token, tools);
        var child = ChildProcess.start(command, first, NO_OUTPUT);
        return new Seat(child, token, request.workingFolder(), 1);
    }

    /// A JVM that waits in `workingFolder`, which stands for the options too. The others, and those
    /// that are not ready again soon, end.
    private Optional<Seat> ready(Path workingFolder) throws InterruptedException {
        for (var seat = take(); seat != null; seat = take()) {
            boolean fits = false;
            try {
                fits =
                        seat.workingFolder().equals(workingFolder)
                                && seat.child().next(PATIENCE) instanceof Event.Ready;
            } finally {
                if (!fits) {
                    seat.child().close();
                }
            }
            if (fits) {
                return Optional.of(seat);
            }
        }
        return Optional.empty();
    }

    private Seat take() {
        synchronized (idle) {
            return idle.poll();
        }
    }

    private void giveBack(Seat seat) {
        synchronized (idle) {
            idle.add(seat);
        }
    }

    /// Ends the JVMs that wait.
    @Override
    public void close() {
        for (var seat = take(); seat != null; seat = take()) {
            seat.child().close();
        }
    }

    /// A JVM and what must be known of it.
    ///
    /// @param requests how many it was given
    private record Seat(ChildProcess child, String token, Path workingFolder, int requests) {
        Seat withOneMore() {
            return new Seat(child, token, workingFolder, requests + 1);
        }
    }
}
