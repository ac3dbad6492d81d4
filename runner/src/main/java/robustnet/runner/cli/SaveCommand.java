package robustnet.runner.cli;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import robustnet.runner.course.CourseException;
import robustnet.runner.state.Saves;

/// `./learn save before-lunch`
@Command(
        name = "save",
        description = "Saves your work in all chapters under a name; restore brings it back.")
final class SaveCommand implements Callable<Integer> {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    @Mixin private Common common;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "Letters, digits, - _ and . Without it: the time.")
    private String name;

    @Option(names = "--list", description = "Shows what is saved.")
    private boolean list;

    @Option(
            names = "--force",
            description = "Although the name is taken: the older save gets another name.")
    private boolean force;

    @Override
    public Integer call() {
        var desk = common.open();
        var saves = new Saves(desk.course(), desk.work());
        if (list) {
            new SaveList(desk).print(saves.all());
            return 0;
        }
        var chosen = name == null ? NAME.format(LocalDateTime.now()) : name;
        if (saves.exists(chosen) && !force) {
            throw new CourseException(
                    "There is a save \"%s\" already, and nothing was saved. Take another name, or --force: it keeps the older one under another name."
                            .formatted(chosen));
        }
        var save = saves.save(chosen);
        desk.out()
                .printf(
                        "%s: %s%n",
                        desk.style().bold("Saved " + save.name()),
                        save.files().isEmpty()
                                ? "nothing but untouched starters"
                                : SaveList.files(save.files().size()));
        desk.out()
                .printf(
                        "./learn restore %s brings %s back.%n",
                        save.name(), save.files().size() == 1 ? "it" : "them");
        return 0;
    }
}
