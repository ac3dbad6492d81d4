package robustnet.runner.watch;

import java.util.Set;
import robustnet.runner.course.ExerciseInfo;

/// How far the learner has come.
///
/// @param done the exercises that passed, and still do as far as one knows
/// @param passed how many have passed once
/// @param exercises of how many
/// @param points earned so far
/// @param maxPoints of how many, without bonus exercises
public record Score(Set<ExerciseInfo> done, long passed, int exercises, int points, int maxPoints) {
    public Score {
        done = Set.copyOf(done);
    }

    @Override
    public String toString() {
        return "%d of %d exercises, %d of %d points"
                .formatted(passed, exercises, points, maxPoints);
    }
}
