package robustnet.runner.watch;

import java.util.Optional;
import robustnet.runner.course.ExerciseInfo;

/// Finds the way through the course.
final class Steps {
    private final Learner learner;

    Steps(Learner learner) {
        this.learner = learner;
    }

    /// From an exercise that is done: the next one that is not, and from the last one round to the
    /// first. From one that is not: the one behind it.
    ///
    /// @return empty at the end, or if all are done
    Optional<ExerciseInfo> next(ExerciseInfo exercise) {
        var all = learner.course().exercises();
        int here = all.indexOf(exercise);
        if (!learner.done(exercise)) {
            return here + 1 < all.size() ? Optional.of(all.get(here + 1)) : Optional.empty();
        }
        for (int i = 1; i < all.size(); i++) {
            var other = all.get((here + i) % all.size());
            if (!learner.done(other)) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }

    /// The one before it; empty at the beginning.
    Optional<ExerciseInfo> previous(ExerciseInfo exercise) {
        var all = learner.course().exercises();
        int here = all.indexOf(exercise);
        return here > 0 ? Optional.of(all.get(here - 1)) : Optional.empty();
    }
}
