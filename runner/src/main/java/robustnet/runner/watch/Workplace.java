package robustnet.runner.watch;

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
    private final Learner learner;
    private final Checks checks;
    private final Middle middle;
    private final Steps steps;
    private final boolean byHand;
    private ExerciseInfo exercise;
    private Phase phase;
    private Score score;
    private Standing standing = new Standing(0, Optional.empty());
    private Round round = Round.of(List.of());
    private Stopwatch time = new Stopwatch(0);

    /// @param exercise where to begin
    /// @param byHand whether it is checked only when asked for
    Workplace(Learner learner, Checks checks, ExerciseInfo exercise, boolean byHand) {
        this.byHand = byHand;
        this.learner = learner;
        this.checks = checks;
        middle = new Middle(new Bodies(learner.course(), learner.style(), byHand));
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
        return middle.body();
    }

    /// Of the best result.
    int points() {
        return standing.points();
    }

    /// How it stands now, if that is worse than its best result; may be empty.
    String now() {
        return standing.now(!(phase instanceof Phase.Waiting));
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
        middle.open(exercise);
        standing = new Standing(0, Optional.empty());
        lookUp();
    }

    private void lookUp() {
        score = learner.score();
        standing = standing.withBest(learner.points(exercise));
    }

    /// Checks the exercise; what runs is cancelled. The last report stays until the new one is
    /// there, a test has failed, or the check has taken long: then the tests take its place.
    ///
    /// @param began when the learner saved it or asked
    void check(long began) {
        time = new Stopwatch(began);
        middle.begin(isChecking());
        var missing = Missing.of(exercise, learner.course());
        if (missing.isPresent()) {
            checks.cancel();
            phase = new Phase.NotChecked(missing.get());
            return;
        }
        phase = new Phase.Checking(Ticks.none(), false);
        checks.start(List.of(exercise));
    }

    /// How many nanoseconds are left until [#tellTime()] has something to do.
    long untilSlow() {
        return phase instanceof Phase.Checking(_, var slow) && !slow
                ? time.untilSlow()
                : Long.MAX_VALUE;
    }

    /// Looks at the clock: a check that takes long shows its tests.
    void tellTime() {
        if (phase instanceof Phase.Checking(var ticks, _) && untilSlow() == 0) {
            phase = new Phase.Checking(ticks, true);
            middle.ticks(exercise, ticks, true);
        }
    }

    /// Checks all that was begun.
    ///
    /// @return whether there is anything
    boolean checkAll() {
        var begun = learner.course().exercises().stream().filter(learner::begun).toList();
        if (begun.isEmpty()) {
            return false;
        }
        middle.begin(isChecking());
        round = Round.of(begun);
        phase = round.checking(begun.getFirst());
        middle.all(round);
        checks.start(begun);
        return true;
    }

    /// Takes the report away.
    void blank() {
        middle.blank();
    }

    /// Ends the check that runs, if one does. What was to be seen before it comes back.
    void cancel() {
        if (!isChecking()) {
            return;
        }
        checks.cancel();
        boolean all = phase instanceof Phase.CheckingAll;
        phase = new Phase.Cancelled(all ? round.cancelled() : middle.cancelled());
        middle.back();
    }

    void compiling(Event.Compiling event) {
        if (checks.isCurrent(event.check()) && phase instanceof Phase.CheckingAll) {
            phase = round.checking(event.exercise());
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
                middle.ticks(exercise, now, slow);
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
            middle.all(round);
        } else {
            phase = new Phase.Checked(result, time.total());
            standing = standing.with(result);
            middle.report(result, steps.after(result, score.done()));
        }
        return true;
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
