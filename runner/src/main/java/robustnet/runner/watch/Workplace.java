package robustnet.runner.watch;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.course.CourseException;
import robustnet.runner.course.ExerciseInfo;

/// The exercise that the learner is at, and what is known of it. For one thread.
///
/// ```text
///          check()                          check(): cancelled, and anew
///      +-----------------------> CHECKING --+
///      |                          ^  |   ^--+
///   WAITING, CHECKED,   check()   |  |
///   NOT CHECKED    <--------------|--+ verdict, or the check broke
///      |                          |
///      +-- checkAll() --> CHECKING ALL
///      ^                          |
///      +--------------------------+ all verdicts, or cancel()
/// ```
final class Workplace {
    private final Learner learner;
    private final Checks checks;
    private final Bodies bodies;
    private final Steps steps;
    private final List<ExerciseResult> all = new ArrayList<>();
    private ExerciseInfo exercise;
    private Phase phase;
    private TextView body;
    private Optional<ExerciseInfo> next;
    private int points;
    private Score score;
    private boolean reported;
    private int allCount;
    private long began;

    /// @param exercise where to begin
    Workplace(Learner learner, Checks checks, ExerciseInfo exercise) {
        this.learner = learner;
        this.checks = checks;
        bodies = new Bodies(learner.course(), learner.style());
        steps = new Steps(learner);
        open(exercise);
    }

    ExerciseInfo exercise() {
        return exercise;
    }

    Phase phase() {
        return phase;
    }

    TextView body() {
        return body;
    }

    /// Where the key for the next exercise leads to.
    Optional<ExerciseInfo> next() {
        return next;
    }

    /// Of the best result.
    int points() {
        return points;
    }

    Score score() {
        return score;
    }

    Steps steps() {
        return steps;
    }

    boolean isChecking() {
        return phase instanceof Phase.Checking || phase instanceof Phase.CheckingAll;
    }

    /// Goes to `exercise`; nothing is known of it until it is checked.
    void open(ExerciseInfo exercise) {
        checks.cancel();
        checks.prepare(exercise);
        this.exercise = exercise;
        phase = new Phase.Waiting();
        body = bodies.welcome(exercise);
        reported = false;
        lookUp();
    }

    private void lookUp() {
        next = steps.next(exercise);
        points = learner.points(exercise);
        score = learner.score();
    }

    /// Checks the exercise; what runs is cancelled. The last report stays until the new one is
    /// there.
    ///
    /// @param began when the learner saved it or asked
    void check(long began) {
        this.began = began;
        var missing =
                exercise.editFiles().stream()
                        .filter(file -> !Files.isRegularFile(file))
                        .findFirst();
        if (missing.isPresent()) {
            checks.cancel();
            phase =
                    new Phase.NotChecked(
                            learner.course().relative(missing.get())
                                    + " is missing: save it again, or press r for the starter.");
            return;
        }
        all.clear();
        phase = new Phase.Checking(List.of());
        checks.start(List.of(exercise));
    }

    /// Checks all that was begun.
    ///
    /// @return whether there is anything
    boolean checkAll() {
        var begun = learner.course().exercises().stream().filter(learner::begun).toList();
        if (begun.isEmpty()) {
            return false;
        }
        all.clear();
        allCount = begun.size();
        phase = new Phase.CheckingAll(begun.getFirst(), 1, allCount, List.of());
        body = bodies.all(all);
        checks.start(begun);
        return true;
    }

    /// Takes the report away.
    void blank() {
        body = TextView.of(List.of());
    }

    /// Ends a check of all.
    void cancel() {
        checks.cancel();
        phase = new Phase.CheckedAll("cancelled. " + summary(), false);
    }

    void compiling(Event.Compiling event) {
        if (checks.isCurrent(event.check()) && phase instanceof Phase.CheckingAll) {
            phase = new Phase.CheckingAll(event.exercise(), all.size() + 1, allCount, List.of());
        }
    }

    void running(Event.Running event) {
        if (checks.isCurrent(event.check())) {
            mark(Collections.nCopies(event.tests().size(), Phase.Mark.OPEN));
        }
    }

    void ended(Event.Ended event) {
        if (checks.isCurrent(event.check())) {
            var test = event.result();
            var checked = phase instanceof Phase.CheckingAll(var it, _, _, _) ? it : exercise;
            int index = checked.tests().indexOf(test.test());
            var marks = new ArrayList<>(marks());
            if (0 <= index && index < marks.size()) {
                marks.set(index, test.passed() ? Phase.Mark.PASSED : Phase.Mark.FAILED);
                mark(marks);
            }
        }
    }

    private List<Phase.Mark> marks() {
        return switch (phase) {
            case Phase.Checking(var marks) -> marks;
            case Phase.CheckingAll(_, _, _, var marks) -> marks;
            default -> List.of();
        };
    }

    private void mark(List<Phase.Mark> marks) {
        switch (phase) {
            case Phase.CheckingAll(var it, var number, var count, _) ->
                    phase = new Phase.CheckingAll(it, number, count, marks);
            default -> {
                phase = new Phase.Checking(marks);
                if (!reported) {
                    body = bodies.ticking(exercise, marks);
                }
            }
        }
    }

    /// @throws CourseException if the result cannot be remembered; it is shown all the same
    void checked(Event.Checked event) {
        if (!checks.isCurrent(event.check())) {
            return;
        }
        var result = event.result();
        boolean oneOfAll = phase instanceof Phase.CheckingAll;
        if (!oneOfAll) {
            phase = new Phase.Checked(result, Duration.ofNanos(System.nanoTime() - began));
            reported = true;
        }
        try {
            learner.remember(result);
        } finally {
            lookUp();
            if (oneOfAll) {
                all.add(result);
                body = bodies.all(all);
            } else {
                body = bodies.report(result, next);
            }
        }
    }

    void over(Event.Over event) {
        if (checks.isCurrent(event.check()) && phase instanceof Phase.CheckingAll) {
            phase = new Phase.CheckedAll(summary(), all.stream().allMatch(ExerciseResult::passed));
        }
    }

    void broke(Event.Broke event) {
        if (checks.isCurrent(event.check())) {
            phase =
                    new Phase.NotChecked(
                            event.problem() instanceof CourseException e
                                    ? e.getMessage()
                                    : learner.crashed(event.problem()));
        }
    }

    private String summary() {
        long passed = all.stream().filter(ExerciseResult::passed).count();
        int points = all.stream().mapToInt(ExerciseResult::points).sum();
        int max = all.stream().mapToInt(r -> r.exercise().points()).sum();
        return "%d of %d exercises that you have begun passed, %d of %d points"
                .formatted(passed, allCount, points, max);
    }
}
