package robustnet.runner.watch;

import java.util.Set;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.course.Points;

/// How far the learner has come.
///
/// @param done the exercises that passed, and still do as far as one knows
/// @param passed how many have passed once
/// @param exercises of how many
/// @param points earned so far
public record Score(Set<ExerciseInfo> done, long passed, int exercises, Points points) {
    public Score {
        done = Set.copyOf(done);
    }

    @Override
    public String toString() {
        return "%d of %d exercises, %s".formatted(passed, exercises, points);
    }
}
