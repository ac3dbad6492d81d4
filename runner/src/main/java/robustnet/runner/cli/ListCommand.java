package robustnet.runner.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import robustnet.runner.course.Chapter;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.course.TodoMark;
import robustnet.runner.state.Progress;

/// `./learn list`
@Command(name = "list", description = "Shows the course and where you stand.")
final class ListCommand implements Callable<Integer> {
    @Mixin private Common common;

    @Override
    public Integer call() {
        var desk = common.open();
        var next = desk.next();
        for (var chapter : desk.course().chapters()) {
            printChapter(desk, chapter);
            for (var exercise : chapter.exercises()) {
                boolean isNext = next.filter(exercise::equals).isPresent();
                printExercise(desk, exercise, isNext);
            }
        }
        desk.out().println();
        desk.out().printf("%d of %d points%n", desk.points(), desk.maxPoints());
        return 0;
    }

    private static void printChapter(Desk desk, Chapter chapter) {
        var note = chapter.exercises().isEmpty() ? desk.style().dim("  no exercises yet") : "";
        desk.out().println(desk.style().bold(chapter.number() + " " + chapter.name()) + note);
    }

    private static void printExercise(Desk desk, ExerciseInfo exercise, boolean isNext) {
        var mark = desk.done(exercise) ? desk.style().good("✓") : isNext ? "→" : " ";
        var bonus = exercise.bonus() ? "bonus, " : "";
        desk.out()
                .printf(
                        "  %s %-5s %-32s %-4s %3d min  %s%s%n",
                        mark,
                        exercise.id(),
                        exercise.title(),
                        "★".repeat(exercise.level()),
                        exercise.minutes(),
                        bonus,
                        standing(desk, exercise));
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
