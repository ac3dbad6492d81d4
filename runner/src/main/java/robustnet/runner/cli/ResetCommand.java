package robustnet.runner.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import robustnet.runner.state.Reset;

/// `./learn reset 1.4`
@Command(
        name = "reset",
        description = "Puts the starter of an exercise back; keeps a copy of your work.")
final class ResetCommand implements Callable<Integer> {
    @Mixin private Common common;

    @Parameters(paramLabel = "ID", description = "An exercise, such as 1.4.")
    private String id;

    @Override
    public Integer call() {
        var desk = common.open();
        var kept = Reset.of(desk.course(), desk.starters(), desk.course().require(id));
        if (kept.isEmpty()) {
            desk.out().println(id + " is the starter already.");
            return 0;
        }
        new ChangeReport(desk).print(kept.get());
        desk.out().println(id + " is the starter again. ./learn undo brings your work back.");
        return 0;
    }
}
