package robustnet.runner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.course.Points;
import robustnet.runner.course.TodoMark;
import robustnet.runner.report.Style;
import robustnet.runner.state.Keep;
import robustnet.runner.state.Kept;
import robustnet.runner.state.LearnState;
import robustnet.runner.state.Progress;
import robustnet.runner.state.Standing;
import robustnet.runner.state.Starters;
import robustnet.runner.state.Work;

/// What lies before a command: the course, where the learner stands in it, and where to write.
record Desk(
        Course course,
        LearnState state,
        Starters starters,
        Work work,
        PrintWriter out,
        Style style) {
    private static final String NOWHERE = "-";

    /// Whether all points of an exercise were got once; nothing takes them away.
    boolean passed(ExerciseInfo exercise) {
        return state.best(exercise.id()).filter(Progress::passed).isPresent();
    }

    /// Whether an exercise passed and still does: its mark has not come back since, and the last
    /// check was green.
    boolean done(ExerciseInfo exercise) {
        return passed(exercise)
                && state.last(exercise.id()).filter(Progress::passed).isPresent()
                && TodoMark.finished(exercise);
    }

    /// The exercise that was chosen by `./learn goto`, as long as it is not done. Else the first
    /// one that is not done, counted from the one that was chosen or passed last: who began in the
    /// middle goes on from there, and comes to the earlier ones in the end. Bonus ones come last.
    Optional<ExerciseInfo> next() {
        return chosen().filter(e -> !done(e)).or(this::nextInOrder);
    }

    /// The exercise that the learner works on: the chosen one as long as it is not done, else of
    /// those begun and not done the one that was saved last, else the next. What came from the
    /// reference is not begun.
    Optional<ExerciseInfo> current() {
        return chosen().filter(e -> !done(e))
                .or(
                        () ->
                                course.exercises().stream()
                                        .filter(e -> !done(e) && starters.touched(e))
                                        .filter(e -> !work.isReference(e))
                                        .max(Comparator.comparing(Desk::savedLast)))
                .or(this::next);
    }

    /// The exercise that was chosen last, done or not.
    Optional<ExerciseInfo> chosen() {
        return state.at().flatMap(at -> course.exercise(at.id()));
    }

    /// Chooses `exercise`, and remembers that.
    void goTo(ExerciseInfo exercise) {
        state.goTo(Optional.of(exercise.id()));
        state.save();
    }

    /// Where the learner stands, as [Keep#change(String, Optional, java.util.Map)] keeps it.
    String stands() {
        return state.at().map(Standing::id).orElse(NOWHERE);
    }

    /// Takes a change back; where it has moved the learner, the learner goes back too.
    ///
    /// @return what was changed; empty if the files are as they were already
    Optional<Kept> undo(Kept change) {
        var here = change.stood().map(_ -> stands());
        var undone = new Keep(course.root()).undo(change, here);
        if (change.stood().isPresent()) {
            state.goTo(change.stood().filter(id -> !id.equals(NOWHERE)));
            state.save();
        }
        return undone;
    }

    private Optional<ExerciseInfo> nextInOrder() {
        var order = new ArrayList<>(course.exercises());
        var passedLast =
                order.stream()
                        .filter(this::done)
                        .max(Comparator.comparing(e -> state.best(e.id()).orElseThrow().at()));
        chosen().filter(_ -> chosenAfter(passedLast))
                .ifPresentOrElse(
                        from -> Collections.rotate(order, -order.indexOf(from)),
                        () ->
                                passedLast.ifPresent(
                                        last ->
                                                Collections.rotate(
                                                        order, -1 - order.indexOf(last))));
        return order.stream().filter(e -> !done(e)).min(Comparator.comparing(ExerciseInfo::bonus));
    }

    private boolean chosenAfter(Optional<ExerciseInfo> passed) {
        var chosen = state.at().orElseThrow().since();
        return passed.flatMap(e -> state.best(e.id()))
                .filter(pass -> pass.at().isAfter(chosen))
                .isEmpty();
    }

    /// The points of the best result of an exercise.
    int points(ExerciseInfo exercise) {
        return state.best(exercise.id()).map(Progress::points).orElse(0);
    }

    /// Remembers results on disk.
    void remember(List<ExerciseResult> results, Instant now) {
        for (var result : results) {
            state.record(
                    result.exercise().id(), new Progress(result.points(), result.passed(), now));
        }
        state.save();
    }

    /// The points earned so far with `exercises`.
    Points points(List<ExerciseInfo> exercises) {
        return Points.of(exercises, this::points);
    }

    private static FileTime savedLast(ExerciseInfo exercise) {
        return exercise.editFiles().stream()
                .map(Desk::saved)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static FileTime saved(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException _) {
            return FileTime.fromMillis(0);
        }
    }
}
