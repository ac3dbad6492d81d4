package robustnet.runner.dev;

import static java.util.Comparator.comparing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import robustnet.runner.check.Checker;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.mistake.Mistake;

/// What stands between a change of the course and the learner: for every exercise the starter fails
/// every test, the reference passes all of them, every mistake is caught by the test that it names,
/// starter and reference promise the same, the page has its section and hints; and for the whole
/// course, excerpts are true and links lead somewhere.
public final class Gate {
    private final Course course;
    private final Checker checker;
    private final int parallel;
    private final StarterRule starter;
    private final ReferenceRule reference;

    /// @param repeat how often each exercise's tests are run against the reference, at least 1
    /// @param parallel how many test runs go on at the same time, at least 1
    public Gate(Course course, Checker checker, int repeat, int parallel) {
        this.course = course;
        this.checker = checker;
        this.parallel = parallel;
        this.starter = new StarterRule(course, checker);
        this.reference = new ReferenceRule(course, checker, repeat);
    }

    /// Checks `exercises` and, if `whole`, what belongs to no single exercise. Each part is handed
    /// to `done` when it and all before it are ready.
    ///
    /// @throws InterruptedException if interrupted; nothing is left running
    public List<Part> check(List<ExerciseInfo> exercises, boolean whole, Consumer<Part> done)
            throws InterruptedException {
        // Few platform threads: the work is compiling and waiting for child processes.
        try (var quick = checker.quickly();
                var threads =
                        Executors.newFixedThreadPool(
                                parallel, Thread.ofPlatform().daemon().factory())) {
            try {
                var mistake = new MistakeRule(course, checker, quick);
                var jobs = exercises.stream().map(e -> new Job(e, threads, mistake)).toList();
                var parts = new ArrayList<Part>();
                if (whole) {
                    add(parts, CourseRules.check(course), done);
                }
                for (var job : jobs) {
                    add(parts, job.await(), done);
                }
                return parts;
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static void add(List<Part> parts, Part part, Consumer<Part> done) {
        parts.add(part);
        done.accept(part);
    }

    /// The checks of one exercise, each a task of its own so that the threads share the work
    /// evenly.
    private final class Job {
        private final ExerciseInfo exercise;
        private final Tally tally = new Tally();
        private final List<Future<Duration>> tasks = new ArrayList<>();
        private final int mistakes;

        Job(ExerciseInfo exercise, ExecutorService threads, MistakeRule mistake) {
            this.exercise = exercise;
            var own = Mistake.of(course.chapterOf(exercise).mistakes(), exercise.id());
            mistakes = own.size();
            new PageRule(course).check(exercise, tally);
            new PitfallRule(course).check(exercise, own, tally);
            new SignatureRule(course).check(exercise, own, tally);
            submit(threads, () -> new ApiRule(course).check(exercise, tally));
            submit(threads, () -> starter.check(exercise, tally));
            submit(threads, () -> reference.check(exercise, tally));
            own.forEach(m -> submit(threads, () -> mistake.check(exercise, m, tally)));
        }

        private void submit(ExecutorService threads, Step step) {
            Callable<Duration> task =
                    () -> {
                        long start = System.nanoTime();
                        step.run();
                        return Duration.ofNanos(System.nanoTime() - start);
                    };
            tasks.add(threads.submit(task));
        }

        Part await() throws InterruptedException {
            var took = Duration.ZERO;
            for (var task : tasks) {
                try {
                    took = took.plus(task.get());
                } catch (ExecutionException e) {
                    switch (e.getCause()) {
                        case RuntimeException problem -> throw problem;
                        case Error error -> throw error;
                        default -> throw new IllegalStateException(e.getCause());
                    }
                }
            }
            var counts =
                    Plural.of(exercise.tests().size(), "test")
                            + ", "
                            + Plural.of(mistakes, "mistake");
            return new Part(
                    exercise.id(),
                    exercise.title(),
                    counts,
                    tally.passed(),
                    sorted(tally.findings()),
                    took);
        }
    }

    /// In an order that does not depend on which thread was faster.
    private static List<Finding> sorted(List<Finding> findings) {
        return findings.stream()
                .sorted(comparing(Finding::rule).thenComparing(Finding::where))
                .toList();
    }

    @FunctionalInterface
    private interface Step {
        void run() throws InterruptedException;
    }
}
