package robustnet.runner.watch;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import robustnet.runner.check.CheckListener;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.child.TestResult;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.course.TestInfo;

/// Runs checks on a thread of its own, one at a time, and tells the loop what comes of them. For
/// use by one thread.
final class Checks implements AutoCloseable {
    private static final long END_SECONDS = 3;

    /// Checks one exercise; when interrupted it ends soon and leaves nothing running.
    @FunctionalInterface
    interface Check {
        ExerciseResult of(ExerciseInfo exercise, CheckListener listener)
                throws InterruptedException;

        /// Gets ready for `exercise`, and returns soon.
        default void prepare(ExerciseInfo exercise) {}
    }

    private final Check check;
    private final Consumer<Event> sink;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("checks").factory());
    private Future<?> running = CompletableFuture.completedFuture(null);
    private int number;

    /// @param sink called by the thread that checks
    Checks(Check check, Consumer<Event> sink) {
        this.check = check;
        this.sink = sink;
    }

    /// Begins to check `exercises` one after the other. What still runs is cancelled, and ends
    /// before the first of them begins.
    void start(List<ExerciseInfo> exercises) {
        cancel();
        int mine = number;
        running = thread.submit(() -> run(mine, exercises));
    }

    /// Gets ready for `exercise`, once what runs has ended.
    void prepare(ExerciseInfo exercise) {
        thread.execute(() -> check.prepare(exercise));
    }

    /// Ends what runs, if anything does.
    void cancel() {
        running.cancel(true);
        number++;
    }

    /// Whether `check` is the number of the last one, and that was not cancelled.
    boolean isCurrent(int check) {
        return check == number;
    }

    private void run(int mine, List<ExerciseInfo> exercises) {
        try {
            for (var exercise : exercises) {
                sink.accept(new Event.Compiling(mine, exercise));
                var result = check.of(exercise, new Teller(mine));
                sink.accept(new Event.Checked(mine, result));
            }
            sink.accept(new Event.Over(mine));
        } catch (InterruptedException _) {
            // cancelled
        } catch (RuntimeException | Error e) {
            sink.accept(new Event.Broke(mine, e));
        }
    }

    /// Ends what runs and waits for that, but not for ever.
    @Override
    public void close() {
        cancel();
        thread.shutdownNow();
        try {
            boolean _ = thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Teller implements CheckListener {
        private final int mine;

        private Teller(int mine) {
            this.mine = mine;
        }

        @Override
        public void running(List<TestInfo> tests) {
            sink.accept(new Event.Running(mine, tests));
        }

        @Override
        public void started(TestInfo test) {
            sink.accept(new Event.Started(mine, test));
        }

        @Override
        public void finished(TestResult result) {
            sink.accept(new Event.Ended(mine, result));
        }
    }
}
