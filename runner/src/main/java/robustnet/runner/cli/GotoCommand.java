package robustnet.runner.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import robustnet.runner.course.CourseException;
import robustnet.runner.course.ExerciseInfo;

/// `./learn goto 4.3`
@Command(
        name = "goto",
        description =
                "Chooses the exercise that ./learn and ./learn check are about, until it is done.")
final class GotoCommand implements Callable<Integer> {
    @Mixin private Common common;

    @Parameters(
            arity = "0..1",
            paramLabel = "ID|next|previous",
            description = "An exercise, such as 4.3. Without it: says where you are.")
    private String what;

    @Override
    public Integer call() {
        var desk = common.open();
        if (what != null) {
            var exercise = target(desk);
            desk.goTo(exercise);
            if (desk.done(exercise)) {
                var id = exercise.id();
                desk.out()
                        .printf(
                                "%s is done. ./learn watch %s opens it, ./learn check %s checks it;"
                                        + " ./learn goes on after it.%n%n",
                                id, id, id);
            }
        }
        new NextReport(desk).print();
        return 0;
    }

    private ExerciseInfo target(Desk desk) {
        int step = what.equals("next") ? 1 : what.equals("previous") ? -1 : 0;
        if (step == 0) {
            return desk.course().require(what);
        }
        var all = desk.course().exercises();
        int from =
                desk.chosen()
                        .or(desk::current)
                        .map(all::indexOf)
                        .orElse(step > 0 ? -1 : all.size());
        if (from + step < 0 || from + step >= all.size()) {
            throw new CourseException(
                    "There is no exercise " + (step > 0 ? "after" : "before") + " this one.");
        }
        return all.get(from + step);
    }
}
