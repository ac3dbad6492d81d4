package robustnet.runner.watch;

import java.util.List;
import java.util.Optional;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.report.Style;
import robustnet.runner.screen.ListEntry;

/// What the loop knows of the learner, and what it does for them. Nothing is kept between two
/// calls: another command may have written meanwhile. For one thread at a time.
///
/// Every method throws [CourseException] with a sentence for the learner if what is on disk cannot
/// be read or written.
public interface Learner {
    Course course();

    /// How text is set off.
    Style style();

    /// The exercise that the learner works on; empty if all are done.
    Optional<ExerciseInfo> current();

    /// Makes `exercise` the one that the learner works on.
    void moveTo(ExerciseInfo exercise);

    /// Whether it passed, and still does as far as one knows.
    boolean done(ExerciseInfo exercise);

    /// Whether all its points were got once.
    boolean passed(ExerciseInfo exercise);

    /// Whether the learner has written anything for it.
    boolean begun(ExerciseInfo exercise);

    /// The points of its best result.
    int points(ExerciseInfo exercise);

    Score score();

    /// All exercises, in order, and where the learner stands with each.
    List<ListEntry> entries();

    /// A sentence on what was remembered, if that could not be understood; once.
    Optional<String> warning();

    /// Remembers a result.
    void remember(ExerciseResult result);

    /// How many of its hints were shown.
    int hintsShown(ExerciseInfo exercise);

    void showedHints(ExerciseInfo exercise, int count);

    /// Puts the starter back, and keeps what was there.
    ///
    /// @return what was done, in words
    String reset(ExerciseInfo exercise);

    /// What [#undo()] takes back, in words; empty if there is nothing.
    Optional<String> lastChange();

    /// Takes the last change back that the runner made to the learner's files.
    ///
    /// @return what was done, in words
    String undo();

    /// Puts the details of a bug of the runner where they can be sent from.
    ///
    /// @return one line for the learner
    String crashed(Throwable bug);
}
