package robustnet.runner.watch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import robustnet.runner.check.CheckListener;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.check.WarmChecker;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.screen.LiveScreen;

/// Watch mode, put together. For use by one thread.
public final class Watch {
    /// How saves are noticed.
    public enum Noticing {
        /// The system tells, where it can.
        TOLD,
        /// By looking again and again.
        POLLED,
        /// Not at all: the learner presses Enter.
        BY_HAND
    }

    private final Learner learner;
    private final Noticing noticing;
    private final PrintWriter out;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /// @param out where to print what stays
    public Watch(Learner learner, Noticing noticing, PrintWriter out) {
        this.learner = learner;
        this.noticing = noticing;
        this.out = out;
    }

    /// Watches on the whole screen, until the learner quits.
    ///
    /// @return false if the terminal cannot be a screen; then nothing was done
    /// @throws InterruptedException if interrupted
    public boolean onScreen(ExerciseInfo exercise) throws InterruptedException {
        var live = LiveScreen.open();
        if (live.isEmpty()) {
            return false;
        }
        ExerciseInfo here;
        try (var display = new WatchScreen(live.get(), learner.style(), events::add)) {
            here = run(exercise, display, false);
        }
        out.printf(
                "%s %s: %d of %d points. %s. ./learn goes on.%n",
                here.id(), here.title(), learner.points(here), here.points(), learner.score());
        return true;
    }

    /// Watches and prints, until the input ends or the process does.
    ///
    /// @param in where lines stand for keys: see [LineCommands]
    /// @throws InterruptedException if interrupted
    public void linear(ExerciseInfo exercise, InputStream in) throws InterruptedException {
        out.println(
                (noticing == Noticing.BY_HAND
                                ? "Enter checks"
                                : "Each save is checked, and Enter checks")
                        + "; ? shows what to type, Ctrl-C ends.");
        out.println();
        out.flush();
        Thread.ofPlatform().daemon().name("lines").start(() -> readLines(in));
        try (var display = new LinearDisplay(learner.course(), out, learner.style())) {
            run(exercise, display, true);
        }
    }

    /// @return the exercise that the learner was at in the end
    private ExerciseInfo run(ExerciseInfo exercise, Display display, boolean always)
            throws InterruptedException {
        try (var checker = WarmChecker.of(learner.course());
                var checks = new Checks(new Warm(checker), events::add)) {
            var work = new Workplace(learner, checks, exercise, noticing == Noticing.BY_HAND);
            new WatchLoop(learner, events, display, this::watch, work).run(always);
            return work.exercise();
        }
    }

    private Runnable watch(Path folder) {
        return noticing == Noticing.BY_HAND
                ? () -> {}
                : SaveWatch.start(folder, noticing == Noticing.POLLED, events::add)::close;
    }

    private void readLines(InputStream in) {
        try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                events.add(LineCommands.of(line));
            }
        } catch (IOException _) {
            // as good as its end
        }
        events.add(new Event.Drained());
    }

    private record Warm(WarmChecker checker) implements Checks.Check {
        @Override
        public ExerciseResult of(ExerciseInfo exercise, CheckListener listener)
                throws InterruptedException {
            return checker.check(exercise, listener);
        }

        @Override
        public void prepare(ExerciseInfo exercise) {
            checker.prepare(exercise);
        }
    }
}
