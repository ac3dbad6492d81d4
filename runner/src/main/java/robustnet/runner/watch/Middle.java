package robustnet.runner.watch;

import java.util.List;
import java.util.Optional;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.course.ExerciseInfo;

/// The middle of the screen: what is to be seen there, and what comes back when a check is
/// cancelled. For one thread.
final class Middle {
    private final Bodies bodies;
    private TextView body = TextView.of(List.of());
    private TextView before = body;
    private boolean reported;

    Middle(Bodies bodies) {
        this.bodies = bodies;
    }

    TextView body() {
        return body;
    }

    /// Nothing is known of `exercise` yet.
    void open(ExerciseInfo exercise) {
        body = bodies.welcome(exercise);
        before = body;
        reported = false;
    }

    /// Nothing is to be seen.
    void blank() {
        body = TextView.of(List.of());
        before = body;
    }

    /// A check begins.
    ///
    /// @param again whether one is running: it is cancelled, and its tests are of no interest now
    void begin(boolean again) {
        if (again) {
            back();
        } else {
            before = body;
        }
    }

    /// What was to be seen before the check.
    void back() {
        body = before;
    }

    /// What [#back()] has brought back, in words.
    String cancelled() {
        return reported ? "cancelled: the report is the one before" : "cancelled: not checked yet";
    }

    /// The tests as they end. An old report stays as long as nothing speaks against it.
    void ticks(ExerciseInfo exercise, Ticks ticks, boolean slow) {
        if (!reported || slow || ticks.marks().contains(Ticks.Mark.FAILED)) {
            body = bodies.ticking(ticks.compiling() ? Ticks.of(exercise.tests()) : ticks);
        }
    }

    void report(ExerciseResult result, Optional<ExerciseInfo> next) {
        body = bodies.report(result, next);
        reported = true;
    }

    void all(Round round) {
        body = bodies.all(round);
    }
}
