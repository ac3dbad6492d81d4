package robustnet.runner.watch;

import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
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
///   NOT CHECKED,   <--------------|--+ verdict, or the check broke, or cancel()
///   CANCELLED                     |
///      |                          |
///      +-- checkAll() --> CHECKING ALL
///      ^                          |
///      +--------------------------+ all verdicts, or cancel()
/// ```
final class Workplace {
    /// How long an old report may stand beside a check that runs.
    private static final Duration SLOW = Duration.ofSeconds(2);

    private final Learner learner;
    private final Checks checks;
    private final Bodies bodies;
    private final Steps steps;
    private final boolean byHand;
    private ExerciseInfo exercise;
    private Phase phase;
    private TextView body;
    private TextView before;
    private Score score;
    private int points;
    private boolean reported;
    private Round round = Round.of(List.of());
    private long began;

    /// @param exercise where to begin
    /// @param byHand whether it is checked only when asked for
    Workplace(Learner learner, Checks checks, ExerciseInfo exercise, boolean byHand) {
        this.byHand = byHand;
        this.learner = learner;
        this.checks = checks;
        bodies = new Bodies(learner.course(), learner.style(), byHand);
        steps = new Steps(learner.course().exercises());
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

    /// Of the best result.
    int points() {
        return points;
    }

    Score score() {
        return score;
    }

    /// Where the key for the next exercise leads to.
    Optional<ExerciseInfo> next() {
        return steps.next(exercise, score.done());
    }

    Optional<ExerciseInfo> previous() {
        return steps.previous(exercise);
    }

    boolean isChecking() {
        return phase instanceof Phase.Checking || phase instanceof Phase.CheckingAll;
    }

    /// Goes to `exercise`; nothing is known of it until it is checked.
    void open(ExerciseInfo exercise) {
        checks.cancel();
        checks.prepare(exercise);
        this.exercise = exercise;
        phase = new Phase.Waiting(byHand);
        body = bodies.welcome(exercise);
        before = body;
        reported = false;
        lookUp();
    }

    private void lookUp() {
        score = learner.score();
        points = learner.points(exercise);
    }

    /// Checks the exercise; what runs is cancelled. The last report stays until the new one is
    /// there, a test has failed, or the check has taken long: then the tests take its place.
    ///
    /// @param began when the learner saved it or asked
    void check(long began) {
        this.began = began;
        keepBody();
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
        phase = new Phase.Checking(Ticks.none(), false);
        checks.start(List.of(exercise));
    }

    /// Keeps what is to be seen, or brings back what was to be seen before the check that runs.
    private void keepBody() {
        if (isChecking()) {
            body = before;
        } else {
            before = body;
        }
    }

    /// How many nanoseconds are left until [#tellTime()] has something to do.
    long untilSlow() {
        return phase instanceof Phase.Checking(_, var slow) && !slow
                ? Math.max(0, SLOW.toNanos() - (System.nanoTime() - began))
                : Long.MAX_VALUE;
    }

    /// Looks at the clock: a check that takes long shows its tests.
    void tellTime() {
        if (phase instanceof Phase.Checking(var ticks, _) && untilSlow() == 0) {
            phase = new Phase.Checking(ticks, true);
            showTicks(ticks);
        }
    }

    private void showTicks(Ticks ticks) {
        body = bodies.ticking(ticks.compiling() ? Ticks.of(exercise.tests()) : ticks);
    }

    /// Checks all that was begun.
    ///
    /// @return whether there is anything
    boolean checkAll() {
        var begun = learner.course().exercises().stream().filter(learner::begun).toList();
        if (begun.isEmpty()) {
            return false;
        }
        keepBody();
        round = Round.of(begun);
        phase = new Phase.CheckingAll(begun.getFirst(), 1, round.count(), Ticks.none());
        body = bodies.all(round);
        checks.start(begun);
        return true;
    }

    /// Takes the report away.
    void blank() {
        body = TextView.of(List.of());
        before = body;
    }

    /// Ends the check that runs, if one does. What was to be seen before it comes back.
    void cancel() {
        if (!isChecking()) {
            return;
        }
        checks.cancel();
        phase =
                new Phase.Cancelled(
                        phase instanceof Phase.CheckingAll
                                ? "cancelled after %d of %d"
                                        .formatted(round.results().size(), round.count())
                                : reported
                                        ? "cancelled: the report is the one before"
                                        : "cancelled: not checked yet");
        body = before;
    }

    void compiling(Event.Compiling event) {
        if (checks.isCurrent(event.check()) && phase instanceof Phase.CheckingAll) {
            phase =
                    new Phase.CheckingAll(
                            event.exercise(),
                            round.results().size() + 1,
                            round.count(),
                            Ticks.none());
        }
    }

    void running(Event.Running event) {
        tick(event.check(), _ -> Ticks.of(event.tests()));
    }

    void started(Event.Started event) {
        tick(event.check(), ticks -> ticks.started(event.test()));
    }

    void ended(Event.Ended event) {
        tick(event.check(), ticks -> ticks.ended(event.result()));
    }

    private void tick(int check, UnaryOperator<Ticks> change) {
        if (!checks.isCurrent(check)) {
            return;
        }
        switch (phase) {
            case Phase.CheckingAll(var it, var number, var count, var ticks) ->
                    phase = new Phase.CheckingAll(it, number, count, change.apply(ticks));
            case Phase.Checking(var ticks, var slow) -> {
                var now = change.apply(ticks);
                phase = new Phase.Checking(now, slow);
                if (!reported || slow || now.marks().contains(Ticks.Mark.FAILED)) {
                    showTicks(now);
                }
            }
            default -> {
                // It has its verdict.
            }
        }
    }

    /// Takes a verdict in.
    ///
    /// @return whether it is one that counts, and that [#remember(ExerciseResult)] should be told
    boolean checked(Event.Checked event) {
        if (!checks.isCurrent(event.check())) {
            return false;
        }
        var result = event.result();
        if (phase instanceof Phase.CheckingAll) {
            round = round.with(result);
            body = bodies.all(round);
        } else {
            phase = new Phase.Checked(result, Duration.ofNanos(System.nanoTime() - began));
            reported = true;
            points = Math.max(points, result.points());
            body = bodies.report(result, nextAfter(result));
        }
        return true;
    }

    private Optional<ExerciseInfo> nextAfter(ExerciseResult result) {
        var done = new HashSet<>(score.done());
        if (result.passed()) {
            done.add(exercise);
        }
        return steps.next(exercise, done);
    }

    /// Remembers a verdict on disk. It takes longer than to show it.
    void remember(ExerciseResult result) {
        learner.remember(result);
        lookUp();
    }

    void over(Event.Over event) {
        if (checks.isCurrent(event.check()) && phase instanceof Phase.CheckingAll) {
            phase = new Phase.CheckedAll(round.summary(), round.allPassed());
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
}
