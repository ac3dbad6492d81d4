package robustnet.runner.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import robustnet.runner.check.CheckListener;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.screen.Key;

/// A watch loop without a terminal, a file watcher or a compiler: a test plays all of them.
final class Rig implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    final Course course;
    final FakeLearner learner;
    final BlockingQueue<Path> watched = new LinkedBlockingQueue<>();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<Scene> scenes = new LinkedBlockingQueue<>();
    private final BlockingQueue<ExerciseInfo> asked = new LinkedBlockingQueue<>();
    private final BlockingQueue<Object> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<CheckListener> listeners = new LinkedBlockingQueue<>();
    private final Checks checks = new Checks(this::check, events::add);
    private final CheckScreen screen;
    private Thread thread;
    private Scene last;

    Rig(Path root) {
        course = Tiny.course(root);
        Tiny.write(course);
        learner = new FakeLearner(course);
        screen = new CheckScreen(learner.style());
    }

    Rig start(String id) {
        var work = new Workplace(learner, checks, course.require(id), false);
        var display =
                new Display() {
                    @Override
                    public void show(Scene scene) {
                        scenes.add(scene);
                    }

                    @Override
                    public void close() {}
                };
        var loop = new WatchLoop(learner, events, display, this::watch, work);
        thread =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        loop.run(false);
                                    } catch (InterruptedException _) {
                                        // the test is over
                                    }
                                });
        return this;
    }

    private Runnable watch(Path folder) {
        watched.add(folder);
        return () -> {};
    }

    private ExerciseResult check(ExerciseInfo exercise, CheckListener listener)
            throws InterruptedException {
        listeners.add(listener);
        asked.add(exercise);
        return switch (answers.take()) {
            case ExerciseResult result -> result;
            case RuntimeException bug -> throw bug;
            default -> throw new IllegalStateException();
        };
    }

    ExerciseInfo exercise(String id) {
        return course.require(id);
    }

    /// Waits until a check has begun.
    CheckListener checking(String id) throws InterruptedException {
        var exercise = asked.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(exercise).as("which exercise is checked").isEqualTo(exercise(id));
        return listeners.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /// What the check that runs, or the next one, comes to.
    void answer(Object result) {
        answers.add(result);
    }

    void saves(String... ids) {
        var files = List.of(ids).stream().map(id -> exercise(id).editFiles().getFirst()).toList();
        events.add(new Event.Saved(Set.copyOf(files), System.nanoTime()));
    }

    /// A save that was noticed that long ago.
    void savedBefore(Duration ago, String id) {
        var file = exercise(id).editFiles().getFirst();
        events.add(new Event.Saved(Set.of(file), System.nanoTime() - ago.toNanos()));
    }

    void presses(String letters) {
        letters.chars().forEach(c -> presses(Key.of((char) c)));
    }

    void presses(Key key) {
        events.add(new Event.Pressed(key));
    }

    /// A line where there is no screen.
    void types(String line) {
        events.add(LineCommands.of(line));
    }

    void inputEnds() {
        events.add(new Event.Drained());
    }

    /// Waits for a scene.
    Scene sees(String what, Predicate<Scene> scene) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (last == null || !scene.test(last)) {
            var next = scenes.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertThat(next)
                    .as("waited for %s; last there was%n%s", what, last == null ? "" : text(last))
                    .isNotNull();
            last = next;
        }
        return last;
    }

    /// Waits until these words are on the screen.
    Scene sees(String words) throws InterruptedException {
        return sees(words, scene -> text(scene).contains(words));
    }

    String text(Scene scene) {
        return String.join("\n", screen.lines(scene, 80, 24));
    }

    /// Waits until the loop has ended.
    void ends() throws InterruptedException {
        assertThat(thread.join(java.time.Duration.ofSeconds(PATIENCE_SECONDS)))
                .as("the loop has ended")
                .isTrue();
    }

    @Override
    public void close() {
        thread.interrupt();
        checks.close();
    }
}
