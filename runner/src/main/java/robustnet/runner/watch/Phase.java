package robustnet.runner.watch;

import java.time.Duration;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.course.ExerciseInfo;

/// What the loop is at.
sealed interface Phase {
    /// Nothing is known of the exercise yet.
    ///
    /// @param byHand whether it is checked only when asked for
    record Waiting(boolean byHand) implements Phase {}

    /// It is being checked.
    ///
    /// @param slow whether that takes so long that one should know how to end it
    record Checking(Ticks ticks, boolean slow) implements Phase {}

    /// It was checked.
    ///
    /// @param total from the save to the verdict
    record Checked(ExerciseResult result, Duration total) implements Phase {}

    /// It could not be checked.
    ///
    /// @param text why, for the learner
    record NotChecked(String text) implements Phase {}

    /// All that was begun is being checked.
    ///
    /// @param number of the exercise that has its turn, from 1
    /// @param count of how many
    record CheckingAll(ExerciseInfo exercise, int number, int count, Ticks ticks)
            implements Phase {}

    /// The learner has ended the check.
    ///
    /// @param text what there is to see now
    record Cancelled(String text) implements Phase {}

    /// All that was begun was checked.
    record CheckedAll(String summary, boolean allPassed) implements Phase {}
}
