package robustnet.runner.cli;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import robustnet.runner.course.CourseException;
import robustnet.runner.course.EditDistance;
import robustnet.runner.state.Keep;
import robustnet.runner.state.Restore;
import robustnet.runner.state.Save;
import robustnet.runner.state.Saves;

/// `./learn restore before-lunch`
@Command(
        name = "restore",
        description =
                "Makes your work what it was when it was saved; keeps what is there, for ./learn undo.")
final class RestoreCommand implements Callable<Integer> {
    @Mixin private Common common;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "A save. Without it: shows all of them.")
    private String name;

    @Override
    public Integer call() {
        var desk = common.open();
        var saves = new Saves(desk.course(), desk.work());
        if (name == null) {
            new SaveList(desk).print(saves.all());
            return 0;
        }
        var save = saves.find(name).orElseThrow(() -> unknown(saves.all()));
        var restore = Restore.of(desk.course(), desk.work(), save);
        var kept = new Keep(desk.course().root()).change("restore " + name, restore.contents());
        kept.ifPresentOrElse(
                change -> {
                    new ChangeReport(desk).print(change);
                    desk.out()
                            .printf("Your work is %s again. ./learn undo takes that back.%n", name);
                },
                () -> desk.out().println("Your work is what it was in " + name + "."));
        restore.notes().forEach(desk.out()::println);
        return 0;
    }

    private CourseException unknown(List<Save> all) {
        var nearest =
                all.stream()
                        .map(Save::name)
                        .min(Comparator.comparingInt(known -> EditDistance.between(name, known)));
        return new CourseException(
                "There is no save \"%s\"%s"
                        .formatted(
                                name,
                                nearest.map(n -> ". Did you mean %s? ./learn restore shows all.")
                                        .map(text -> text.formatted(nearest.get()))
                                        .orElse(": nothing is saved yet.")));
    }
}
