package robustnet.runner.watch;

import java.util.ArrayList;
import java.util.List;
import robustnet.runner.check.ExerciseResult;

/// A check of several exercises, one after the other. For one thread.
///
/// @param count how many there are
/// @param results of those that are done, in order
record Round(int count, List<ExerciseResult> results) {
    Round {
        results = List.copyOf(results);
    }

    static Round of(int count) {
        return new Round(count, List.of());
    }

    Round with(ExerciseResult result) {
        var more = new ArrayList<>(results);
        more.add(result);
        return new Round(count, more);
    }

    boolean allPassed() {
        return results.size() == count && results.stream().allMatch(ExerciseResult::passed);
    }

    String summary() {
        long passed = results.stream().filter(ExerciseResult::passed).count();
        int points = results.stream().mapToInt(ExerciseResult::points).sum();
        int most = results.stream().mapToInt(r -> r.exercise().points()).sum();
        return "%d of the %d that you have begun passed, %d of %d points"
                .formatted(passed, count, points, most);
    }
}
