package robustnet.runner.cli;

import java.util.ArrayList;
import java.util.List;
import robustnet.runner.course.Chapter;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.course.TodoMark;
import robustnet.runner.screen.ListEntry;
import robustnet.runner.state.Progress;

/// Says of each exercise where the learner stands with it.
final class Entries {
    private Entries() {}

    /// All exercises, in order.
    static List<ListEntry> of(Desk desk) {
        var next = desk.next();
        var entries = new ArrayList<ListEntry>();
        for (var chapter : desk.course().chapters()) {
            for (var exercise : chapter.exercises()) {
                var mark =
                        desk.done(exercise)
                                ? ListEntry.Mark.DONE
                                : next.filter(exercise::equals).isPresent()
                                        ? ListEntry.Mark.NEXT
                                        : ListEntry.Mark.NONE;
                entries.add(new ListEntry(exercise, name(chapter), mark, standing(desk, exercise)));
            }
        }
        return entries;
    }

    /// `01 basics`
    static String name(Chapter chapter) {
        return chapter.number() + " " + chapter.name();
    }

    private static String standing(Desk desk, ExerciseInfo exercise) {
        int max = exercise.points();
        if (desk.done(exercise)) {
            return max + " points";
        }
        if (desk.passed(exercise)) {
            boolean written = TodoMark.finished(exercise);
            return max + " points, changed since: " + (written ? "red now" : "unfinished now");
        }
        int best = desk.state().best(exercise.id()).map(Progress::points).orElse(0);
        var points = best + " of " + max + " points";
        if (desk.work().isReference(exercise)) {
            return points + ", the reference's code";
        }
        return TodoMark.finished(exercise) && best == 0 ? points + ", not checked yet" : points;
    }
}
