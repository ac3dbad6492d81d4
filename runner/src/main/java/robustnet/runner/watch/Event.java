package robustnet.runner.watch;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.child.TestResult;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.course.TestInfo;
import robustnet.runner.screen.Key;

/// What the loop is told. Those of a check carry its number, so that what a cancelled one still had
/// to say is not believed.
sealed interface Event {
    /// Files were saved, or are gone.
    ///
    /// @param at when that was noticed, on the clock of [System#nanoTime()]
    record Saved(Set<Path> files, long at) implements Event {}

    /// A key was pressed.
    record Pressed(Key key) implements Event {}

    /// The learner has typed a yes.
    record Agreed() implements Event {}

    /// A line was typed that stands for no key.
    ///
    /// @param answer what to say to that
    record Typed(String answer) implements Event {}

    /// The screen must be painted anew, whole.
    record Repaint() implements Event {}

    /// Something that the learner should know.
    record Said(String text) implements Event {}

    /// An exercise of a check has its turn, and is being compiled.
    record Compiling(int check, ExerciseInfo exercise) implements Event {}

    /// It compiled, and these tests are run.
    record Running(int check, List<TestInfo> tests) implements Event {}

    /// A test has begun.
    record Started(int check, TestInfo test) implements Event {}

    /// A test has ended.
    record Ended(int check, TestResult result) implements Event {}

    /// An exercise of a check is done.
    record Checked(int check, ExerciseResult result) implements Event {}

    /// The check failed itself.
    record Broke(int check, Throwable problem) implements Event {}

    /// All exercises of a check are done.
    record Over(int check) implements Event {}

    /// The input has ended: what runs may end, then so does the loop.
    record Drained() implements Event {}
}
