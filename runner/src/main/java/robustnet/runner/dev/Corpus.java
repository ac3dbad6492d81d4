package robustnet.runner.dev;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.mistake.Mistake;

/// All mistakes of some exercises.
///
/// @param parallel how many are worked on at the same time, at least 1
record Corpus(Course course, List<ExerciseInfo> exercises, int parallel) {
    /// Does `task` to each mistake, and hands an exercise's results to `done` when they and those
    /// of all exercises before it are there.
    ///
    /// @throws InterruptedException if interrupted; nothing is left running
    <T> void each(Task<T> task, Done<T> done) throws InterruptedException {
        // Few platform threads: the work is compiling and waiting for child processes.
        try (var threads =
                Executors.newFixedThreadPool(parallel, Thread.ofPlatform().daemon().factory())) {
            try {
                var futures = new LinkedHashMap<ExerciseInfo, List<Future<T>>>();
                for (var exercise : exercises) {
                    var own = new ArrayList<Future<T>>();
                    for (var mistake : mistakes(exercise)) {
                        own.add(threads.submit(() -> task.run(exercise, mistake)));
                    }
                    futures.put(exercise, own);
                }
                for (var exercise : futures.entrySet()) {
                    var results = new ArrayList<T>();
                    for (var future : exercise.getValue()) {
                        results.add(result(future));
                    }
                    done.accept(exercise.getKey(), results);
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private List<Mistake> mistakes(ExerciseInfo exercise) {
        return Mistake.of(course.chapterOf(exercise).mistakes(), exercise.id());
    }

    private static <T> T result(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException problem -> throw problem;
                case Error error -> throw error;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    /// What is done to a mistake.
    @FunctionalInterface
    interface Task<T> {
        T run(ExerciseInfo exercise, Mistake mistake) throws InterruptedException;
    }

    /// Takes the results of an exercise.
    @FunctionalInterface
    interface Done<T> {
        void accept(ExerciseInfo exercise, List<T> results) throws InterruptedException;
    }
}
