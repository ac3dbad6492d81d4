package robustnet.runner.watch;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.course.ExerciseInfo;

/// Finds the way through the course.
///
/// @param all its exercises, in order
record Steps(List<ExerciseInfo> all) {
    /// From an exercise that is done: the next one that is not, and from the last one round to the
    /// first. From one that is not: the one behind it.
    ///
    /// @return empty at the end, or if all are done
    Optional<ExerciseInfo> next(ExerciseInfo exercise, Set<ExerciseInfo> done) {
        int here = all.indexOf(exercise);
        if (!done.contains(exercise)) {
            return here + 1 < all.size() ? Optional.of(all.get(here + 1)) : Optional.empty();
        }
        for (int i = 1; i < all.size(); i++) {
            var other = all.get((here + i) % all.size());
            if (!done.contains(other)) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }

    /// What comes after a verdict, which may be a pass.
    Optional<ExerciseInfo> after(ExerciseResult result, Set<ExerciseInfo> doneBefore) {
        var done = new HashSet<>(doneBefore);
        if (result.passed()) {
            done.add(result.exercise());
        }
        return next(result.exercise(), done);
    }

    /// The one before it; empty at the beginning.
    Optional<ExerciseInfo> previous(ExerciseInfo exercise) {
        int here = all.indexOf(exercise);
        return here > 0 ? Optional.of(all.get(here - 1)) : Optional.empty();
    }
}
