package robustnet.runner.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import robustnet.runner.course.Chapter;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.screen.ListEntry;

/// `./learn list`
@Command(name = "list", description = "Shows the course and where you stand.")
final class ListCommand implements Callable<Integer> {
    @Mixin private Common common;

    @Parameters(
            arity = "0..1",
            paramLabel = "WHAT",
            defaultValue = "all",
            description = "A chapter (04), or an exercise. Without it: the whole course.")
    private String what;

    @Override
    public Integer call() {
        var desk = common.open();
        var shown = desk.course().select(what);
        var entries = Entries.of(desk);
        for (var chapter : desk.course().chapters()) {
            if (isShown(chapter, shown)) {
                print(desk, chapter, entries.stream().filter(e -> shown.contains(e.exercise())));
            }
        }
        desk.out().println();
        desk.out().println(desk.points(shown));
        return 0;
    }

    /// A chapter without exercises is part of the course, too.
    private boolean isShown(Chapter chapter, List<ExerciseInfo> shown) {
        return what.equals("all") || chapter.exercises().stream().anyMatch(shown::contains);
    }

    private static void print(Desk desk, Chapter chapter, Stream<ListEntry> entries) {
        var name = Entries.name(chapter);
        var none = desk.style().dim("  no exercises yet");
        desk.out().println(desk.style().bold(name) + (chapter.exercises().isEmpty() ? none : ""));
        entries.filter(entry -> entry.chapter().equals(name))
                .map(entry -> "  " + entry.line(desk.style(), ListEntry.TITLE))
                .forEach(desk.out()::println);
    }
}
