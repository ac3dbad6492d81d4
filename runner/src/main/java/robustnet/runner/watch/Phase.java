package robustnet.runner.watch;

import java.time.Duration;
import java.util.List;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.course.ExerciseInfo;

/// What the loop is at.
sealed interface Phase {
    /// Nothing is known of the exercise yet.
    record Waiting() implements Phase {}

    /// It is being checked.
    ///
    /// @param marks one for each test; empty while it is compiled
    record Checking(List<Mark> marks) implements Phase {
        public Checking {
            marks = List.copyOf(marks);
        }
    }

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
    record CheckingAll(ExerciseInfo exercise, int number, int count, List<Mark> marks)
            implements Phase {
        public CheckingAll {
            marks = List.copyOf(marks);
        }
    }

    /// All that was begun was checked.
    record CheckedAll(String summary, boolean allPassed) implements Phase {}

    /// What is known of a test while the others run.
    enum Mark {
        OPEN,
        PASSED,
        FAILED
    }
}
