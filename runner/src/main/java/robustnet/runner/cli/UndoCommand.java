package robustnet.runner.cli;

import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import robustnet.runner.course.CourseException;
import robustnet.runner.state.Keep;
import robustnet.runner.state.Kept;

/// `./learn undo`
@Command(
        name = "undo",
        description =
                "Takes back what reset, restore, start or solution --apply did to your files. Twice: does it again.")
final class UndoCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    @Mixin private Common common;

    @Parameters(
            arity = "0..1",
            paramLabel = "CHANGE",
            description = "A change as --list names it. Without it: the last one.")
    private String name;

    @Option(names = "--list", description = "Shows all changes, the last first.")
    private boolean list;

    @Override
    public Integer call() {
        var desk = common.open();
        var keep = new Keep(desk.course().root());
        if (list) {
            list(desk, keep);
            return 0;
        }
        var change = chosen(keep);
        if (change.isEmpty()) {
            desk.out()
                    .println("There is nothing to take back: ./learn has not changed your files.");
            return 0;
        }
        var edited = edited(desk, change.get());
        var undone = desk.undo(change.get());
        if (undone.isEmpty()) {
            desk.out().printf("Your files are as they were before: %s.%n", change.get().what());
            return 0;
        }
        desk.out().println(desk.style().bold(undone.get().what()));
        new ChangeReport(desk).print(undone.get());
        edited.forEach(
                path ->
                        desk.out()
                                .println(
                                        path
                                                + " was edited after that change: that version is kept too."));
        desk.out().println("./learn undo once more: back again.");
        return 0;
    }

    private static List<String> edited(Desk desk, Kept change) {
        try {
            return change.editedSince(desk.course().root()).stream().map(Kept.Entry::path).toList();
        } catch (IOException e) {
            throw new CourseException("Cannot read your files: " + e.getMessage(), e);
        }
    }

    private Optional<Kept> chosen(Keep keep) {
        if (name == null) {
            return keep.last();
        }
        return keep.changes().stream()
                .filter(change -> change.name().equals(name))
                .findFirst()
                .or(
                        () -> {
                            throw new CourseException(
                                    "There is no change "
                                            + name
                                            + ". ./learn undo --list shows all.");
                        });
    }

    private static void list(Desk desk, Keep keep) {
        var changes = keep.changes();
        if (changes.isEmpty()) {
            desk.out().println("./learn has not changed your files yet.");
        }
        for (var change : changes) {
            desk.out()
                    .printf(
                            "%s  %s  %s, %d %s%s%n",
                            change.name(),
                            TIME.format(change.at().atZone(ZoneId.systemDefault())),
                            change.what(),
                            change.files().size(),
                            change.files().size() == 1 ? "file" : "files",
                            end(change));
        }
    }

    private static String end(Kept change) {
        return switch (change.end()) {
            case DONE -> "";
            case BEGUN -> " (broke off in the middle)";
            case PUT_BACK -> " (failed, nothing was changed)";
        };
    }
}
