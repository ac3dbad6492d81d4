package robustnet.runner.watch;

/// How far the learner has come.
///
/// @param done how many exercises are passed
/// @param exercises of how many
/// @param points earned so far
/// @param maxPoints of how many, without bonus exercises
public record Score(long done, int exercises, int points, int maxPoints) {
    @Override
    public String toString() {
        return "%d of %d exercises, %d of %d points".formatted(done, exercises, points, maxPoints);
    }
}
