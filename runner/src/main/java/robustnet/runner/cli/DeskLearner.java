package robustnet.runner.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.report.Style;
import robustnet.runner.screen.ListEntry;
import robustnet.runner.state.Keep;
import robustnet.runner.state.LearnState;
import robustnet.runner.state.Reset;
import robustnet.runner.watch.Learner;
import robustnet.runner.watch.Score;

/// The learner as the commands know them: each call reads the state anew.
final class DeskLearner implements Learner {
    private final Desk opened;
    private final CrashReport crashes;
    private Optional<String> warning = Optional.empty();

    DeskLearner(Desk opened, CrashReport crashes) {
        this.opened = opened;
        this.crashes = crashes;
    }

    private Desk desk() {
        var state = LearnState.load(opened.course().root());
        state.warning().ifPresent(text -> warning = Optional.of(text));
        return new Desk(
                opened.course(),
                state,
                opened.starters(),
                opened.work(),
                opened.out(),
                opened.style());
    }

    @Override
    public Course course() {
        return opened.course();
    }

    @Override
    public Style style() {
        return opened.style();
    }

    @Override
    public Optional<ExerciseInfo> current() {
        return desk().current();
    }

    @Override
    public void moveTo(ExerciseInfo exercise) {
        desk().goTo(exercise);
    }

    @Override
    public Optional<String> warning() {
        var text = warning;
        warning = Optional.empty();
        return text;
    }

    @Override
    public boolean done(ExerciseInfo exercise) {
        return desk().done(exercise);
    }

    @Override
    public boolean passed(ExerciseInfo exercise) {
        return desk().passed(exercise);
    }

    @Override
    public boolean begun(ExerciseInfo exercise) {
        return opened.starters().touched(exercise) || passed(exercise);
    }

    @Override
    public int points(ExerciseInfo exercise) {
        return desk().points(exercise);
    }

    @Override
    public Score score() {
        var desk = desk();
        var all = course().exercises();
        return new Score(
                all.stream().filter(desk::done).collect(Collectors.toSet()),
                all.stream().filter(desk::passed).count(),
                all.size(),
                desk.points(all));
    }

    @Override
    public List<ListEntry> entries() {
        return Entries.of(desk());
    }

    @Override
    public void remember(ExerciseResult result) {
        desk().remember(List.of(result), Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    @Override
    public int hintsShown(ExerciseInfo exercise) {
        return desk().state().hintsShown(exercise.id());
    }

    @Override
    public void showedHints(ExerciseInfo exercise, int count) {
        var state = desk().state();
        state.showed(exercise.id(), count);
        state.save();
    }

    @Override
    public String reset(ExerciseInfo exercise) {
        return Reset.of(opened.course(), opened.starters(), exercise)
                .map(
                        _ ->
                                "%s is the starter again; u brings your code back."
                                        .formatted(exercise.id()))
                .orElseGet(() -> exercise.id() + " is the starter already.");
    }

    @Override
    public Optional<String> lastChange() {
        return keep().last().map(kept -> kept.what());
    }

    @Override
    public String undo() {
        return keep().last()
                .flatMap(desk()::undo)
                .map(kept -> kept.what() + ": done; u takes that back.")
                .orElse("Your files are as they were before.");
    }

    private Keep keep() {
        return new Keep(course().root());
    }

    @Override
    public String crashed(Throwable bug) {
        return crashes.write(bug);
    }
}
