package robustnet.runner.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import robustnet.runner.course.CourseException;
import robustnet.runner.watch.Watch;

/// `./learn watch`, and `./learn` on a terminal
@Command(
        name = "watch",
        description =
                "Checks your exercise each time you save it. In a terminal: the whole screen, with"
                        + " keys (? shows them). Elsewhere or with --plain: one report below the"
                        + " other, until the input ends; a line asks for what a key does (? shows them).")
final class WatchCommand implements Callable<Integer> {
    @Mixin private Common common;

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description = "An exercise, such as 1.4. Without it: the one you work on.")
    private String id;

    @Option(
            names = "--poll",
            description = "Looks for saves, for file systems that do not tell (network, WSL).")
    private boolean poll;

    @Option(names = "--manual", description = "Checks only when you press Enter.")
    private boolean manual;

    @Override
    public Integer call() throws InterruptedException {
        var desk = common.open();
        var exercise =
                id != null
                        ? desk.course().require(id)
                        : desk.current()
                                .or(() -> desk.course().exercises().stream().findFirst())
                                .orElseThrow(
                                        () -> new CourseException("The course has no exercises."));
        var learner = new DeskLearner(desk, new CrashReport(common.surroundings()));
        if (id != null) {
            learner.moveTo(exercise);
        }
        var watch = new Watch(learner, noticing(), desk.out());
        if (!common.live() || !watch.onScreen(exercise)) {
            watch.linear(exercise, System.in);
        }
        return 0;
    }

    private Watch.Noticing noticing() {
        return manual ? Watch.Noticing.BY_HAND : poll ? Watch.Noticing.POLLED : Watch.Noticing.TOLD;
    }
}
