package robustnet.runner.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import robustnet.runner.screen.ListEntry;

/// `./learn list`
@Command(name = "list", description = "Shows the course and where you stand.")
final class ListCommand implements Callable<Integer> {
    @Mixin private Common common;

    @Override
    public Integer call() {
        var desk = common.open();
        var entries = Entries.of(desk);
        for (var chapter : desk.course().chapters()) {
            var name = Entries.name(chapter);
            var none = desk.style().dim("  no exercises yet");
            desk.out()
                    .println(desk.style().bold(name) + (chapter.exercises().isEmpty() ? none : ""));
            entries.stream()
                    .filter(entry -> entry.chapter().equals(name))
                    .map(entry -> "  " + entry.line(desk.style(), ListEntry.TITLE))
                    .forEach(desk.out()::println);
        }
        desk.out().println();
        desk.out().printf("%d of %d points%n", desk.points(), desk.maxPoints());
        return 0;
    }
}
