package robustnet.runner.watch;

import java.util.ArrayList;
import java.util.List;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.course.ExerciseInfo;

/// A check of several exercises, one after the other. For one thread.
///
/// @param exercises all of them, in order
/// @param results of those that are done, in order
record Round(List<ExerciseInfo> exercises, List<ExerciseResult> results) {
    Round {
        exercises = List.copyOf(exercises);
        results = List.copyOf(results);
    }

    static Round of(List<ExerciseInfo> exercises) {
        return new Round(exercises, List.of());
    }

    int count() {
        return exercises.size();
    }

    Round with(ExerciseResult result) {
        var more = new ArrayList<>(results);
        more.add(result);
        return new Round(exercises, more);
    }

    /// The next one is `exercise`.
    Phase.CheckingAll checking(ExerciseInfo exercise) {
        return new Phase.CheckingAll(exercise, results.size() + 1, count(), Ticks.none());
    }

    boolean allPassed() {
        return results.size() == count() && results.stream().allMatch(ExerciseResult::passed);
    }

    String cancelled() {
        return "cancelled after %d of %d".formatted(results.size(), count());
    }

    String summary() {
        long passed = results.stream().filter(ExerciseResult::passed).count();
        return "%d of the %d that you have begun passed, %s"
                .formatted(passed, count(), ExerciseResult.points(results));
    }
}
