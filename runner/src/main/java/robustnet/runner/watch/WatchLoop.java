package robustnet.runner.watch;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import robustnet.runner.course.Course;
import robustnet.runner.course.CourseException;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.screen.Key;

/// The one thread that decides. Saves, keys and what comes of checks reach it through a queue; it
/// shows a scene when the queue is empty. The states are those of [Workplace]; over each of them
/// may lie a page, which takes the keys until it is left, and which a save takes away.
final class WatchLoop {
    /// Watches a folder's files.
    @FunctionalInterface
    interface Watcher {
        /// Begins to; what is saved comes to the queue.
        ///
        /// @return ends it
        Runnable watch(Path folder);
    }

    private final Learner learner;
    private final Course course;
    private final BlockingQueue<Event> events;
    private final Display display;
    private final Workplace work;
    private final Commands commands;
    private final Watcher watcher;
    private Path watched;
    private Runnable watch = () -> {};
    private boolean ending;

    WatchLoop(
            Learner learner,
            BlockingQueue<Event> events,
            Display display,
            Watcher watcher,
            Workplace work) {
        this.watcher = watcher;
        this.learner = learner;
        this.course = learner.course();
        this.events = events;
        this.display = display;
        this.work = work;
        commands = new Commands(learner, work);
    }

    /// Runs until the learner quits.
    ///
    /// @param always whether to begin with a check even if nothing was written yet
    /// @throws InterruptedException if interrupted
    void run(boolean always) throws InterruptedException {
        try {
            if (always || learner.begun(work.exercise())) {
                work.check(System.nanoTime());
            }
            loop();
        } finally {
            watch.run();
        }
    }

    private void loop() throws InterruptedException {
        boolean on = true;
        while (on) {
            follow();
            show();
            var first = events.poll(work.untilSlow(), TimeUnit.NANOSECONDS);
            for (var event = first; on && event != null; event = events.poll()) {
                on = handle(event);
            }
            work.tellTime();
            on &= !ending || work.isChecking();
        }
        show();
    }

    /// What cannot be drawn is taken away, so that the loop goes on.
    private void show() {
        try {
            display.show(scene());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            if (!commands.drop()) {
                work.blank();
            }
            commands.say(learner.crashed(e));
            display.forget();
            display.show(scene());
        }
    }

    /// Watches the chapter of the exercise.
    private void follow() {
        var folder = course.chapterOf(work.exercise()).mainSources();
        if (!folder.equals(watched)) {
            watch.run();
            watch = watcher.watch(folder);
            watched = folder;
        }
    }

    private boolean handle(Event event) {
        try {
            boolean on = handled(event);
            learner.warning().ifPresent(commands::say);
            return on;
        } catch (CourseException e) {
            commands.say(e.getMessage());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            commands.say(learner.crashed(e));
        }
        return true;
    }

    private boolean handled(Event event) {
        switch (event) {
            case Event.Saved(var files, var at) -> saved(files, at);
            case Event.Pressed(var key) -> {
                return pressed(key);
            }
            case Event.Agreed _ -> {
                display.heard();
                commands.agree();
            }
            case Event.Typed(var answer) -> {
                display.heard();
                commands.answer(answer);
            }
            case Event.Repaint _ -> display.forget();
            case Event.Said(var text) -> commands.say(text);
            case Event.Compiling compiling -> work.compiling(compiling);
            case Event.Running running -> work.running(running);
            case Event.Ended ended -> work.ended(ended);
            case Event.Started started -> work.started(started);
            case Event.Checked checked -> {
                if (work.checked(checked)) {
                    show();
                    work.remember(checked.result());
                }
            }
            case Event.Broke broke -> work.broke(broke);
            case Event.Over over -> work.over(over);
            case Event.Drained _ -> ending = true;
        }
        return true;
    }

    private boolean pressed(Key key) {
        display.heard();
        if (key == Key.Name.CTRL_L) {
            display.forget();
        } else if (key == Key.Name.CTRL_Z) {
            display.suspend();
        } else {
            return commands.key(key);
        }
        return true;
    }

    /// A file of this exercise, or of none, is a reason to check. One of another exercise says that
    /// the learner has gone on, if this one is done; else it may be a slip, so it is only offered.
    private void saved(Set<Path> files, long at) {
        var here = work.exercise();
        var others =
                course.chapterOf(here).exercises().stream().filter(e -> isOf(e, files)).toList();
        boolean mine = others.isEmpty() || others.contains(here);
        commands.saved();
        if (!mine && learner.done(here)) {
            commands.go(others.getFirst());
            commands.say(
                    "you saved %s, so this is %s now"
                            .formatted(names(files), others.getFirst().id()));
            return;
        }
        if (!mine) {
            var other = others.getFirst();
            commands.offer(
                    other,
                    "you saved %s (%s); you are at %s: %s to go there"
                            .formatted(names(files), other.id(), here.id(), display.press("g")));
        }
        work.check(at);
    }

    private static boolean isOf(ExerciseInfo exercise, Set<Path> files) {
        return exercise.editFiles().stream().anyMatch(files::contains);
    }

    private static String names(Set<Path> files) {
        return files.stream()
                .map(file -> file.getFileName().toString())
                .sorted()
                .limit(3)
                .collect(Collectors.joining(", "));
    }

    private Scene scene() {
        var exercise = work.exercise();
        var files = exercise.editFiles().stream().map(course::relative);
        return new Scene(
                exercise,
                files.collect(Collectors.joining("  ")),
                work.points(),
                work.now(),
                work.score(),
                work.phase(),
                work.body(),
                commands.over(),
                commands.note(),
                work.next());
    }
}
