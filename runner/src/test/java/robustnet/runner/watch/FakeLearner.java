package robustnet.runner.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.course.Points;
import robustnet.runner.report.Style;
import robustnet.runner.screen.ListEntry;

/// A learner who is remembered in memory only.
final class FakeLearner implements Learner {
    final Set<ExerciseInfo> begun = new HashSet<>();
    final List<String> did = new ArrayList<>();
    private final Map<ExerciseInfo, ExerciseResult> results = new HashMap<>();
    private final Map<ExerciseInfo, Integer> best = new HashMap<>();
    private final Course course;
    private int hints;

    FakeLearner(Course course) {
        this.course = course;
    }

    @Override
    public Course course() {
        return course;
    }

    @Override
    public Style style() {
        return Style.plain();
    }

    @Override
    public Optional<ExerciseInfo> current() {
        return course.exercises().stream().filter(e -> !done(e)).findFirst();
    }

    @Override
    public void moveTo(ExerciseInfo exercise) {
        did.add("at " + exercise.id());
    }

    @Override
    public boolean done(ExerciseInfo exercise) {
        return passed(exercise);
    }

    @Override
    public boolean passed(ExerciseInfo exercise) {
        return results.containsKey(exercise) && results.get(exercise).passed();
    }

    @Override
    public boolean begun(ExerciseInfo exercise) {
        return begun.contains(exercise);
    }

    @Override
    public int points(ExerciseInfo exercise) {
        return best.getOrDefault(exercise, 0);
    }

    @Override
    public Score score() {
        var done = course.exercises().stream().filter(this::passed).collect(Collectors.toSet());
        var all = course.exercises();
        return new Score(done, done.size(), all.size(), Points.of(all, this::points));
    }

    @Override
    public List<ListEntry> entries() {
        return course.exercises().stream()
                .map(e -> new ListEntry(e, "01 tiny", ListEntry.Mark.NONE, "0 points"))
                .toList();
    }

    @Override
    public Optional<String> warning() {
        return Optional.empty();
    }

    @Override
    public void remember(ExerciseResult result) {
        results.put(result.exercise(), result);
        best.merge(result.exercise(), result.points(), Math::max);
    }

    @Override
    public int hintsShown(ExerciseInfo exercise) {
        return hints;
    }

    @Override
    public void showedHints(ExerciseInfo exercise, int count) {
        hints = count;
    }

    @Override
    public String reset(ExerciseInfo exercise) {
        did.add("reset " + exercise.id());
        return exercise.id() + " is the starter again";
    }

    @Override
    public Optional<String> lastChange() {
        return Optional.of("reset 1.1");
    }

    @Override
    public String undo() {
        did.add("undo");
        return "undone";
    }

    @Override
    public String crashed(Throwable bug) {
        return "The runner itself failed (" + bug.getClass().getSimpleName() + ")";
    }
}
