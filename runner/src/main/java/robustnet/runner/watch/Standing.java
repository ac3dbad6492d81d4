package robustnet.runner.watch;

import java.util.Optional;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.report.TextReport;

/// How the learner stands with an exercise.
///
/// @param points of the best result
/// @param last what the last check came to; empty if none was seen
record Standing(int points, Optional<ExerciseResult> last) {
    Standing with(ExerciseResult result) {
        return new Standing(Math.max(points, result.points()), Optional.of(result));
    }

    Standing withBest(int points) {
        return new Standing(points, last);
    }

    /// How it stands now, if that is worse than the best result: `red now`; else empty.
    ///
    /// @param written whether anything is known to be written, as long as it was not checked
    String now(boolean written) {
        boolean asGood = last.filter(result -> result.points() >= points).isPresent();
        if (points == 0 || asGood || last.isEmpty() && written) {
            return "";
        }
        boolean untouched =
                last.filter(
                                r ->
                                        r instanceof ExerciseResult.Ran ran
                                                && TextReport.isNotStarted(ran))
                        .isPresent();
        return last.isEmpty() || untouched ? "not started" : "red now";
    }
}
