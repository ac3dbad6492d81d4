package robustnet.runner.cli;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import robustnet.runner.course.CourseException;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.state.Apply;
import robustnet.runner.state.Keep;

/// `./learn solution 1.4`
@Command(
        name = "solution",
        description = "Shows the reference solution, once you have passed; --apply takes it.")
final class SolutionCommand implements Callable<Integer> {
    @Mixin private Common common;

    @Parameters(paramLabel = "ID", description = "An exercise, such as 1.4.")
    private String id;

    @Option(names = "--diff", description = "From your code to the reference.")
    private boolean diff;

    @Option(names = "--anyway", description = "Although you have not passed yet.")
    private boolean anyway;

    @Option(
            names = "--apply",
            description = "Puts it in the place of your code; keeps yours, for ./learn undo.")
    private boolean apply;

    @Override
    public Integer call() {
        var desk = common.open();
        var exercise = desk.course().require(id);
        if (!desk.passed(exercise) && !anyway) {
            desk.out().printf("%s is not passed yet. ./learn hint %s helps on; ", id, id);
            desk.out()
                    .printf(
                            "./learn solution %s %s--anyway %s the solution all the same.%n",
                            id, apply ? "--apply " : "", apply ? "takes" : "shows");
            return 1;
        }
        if (apply) {
            return apply(desk, exercise);
        }
        var chapter = desk.course().chapterOf(exercise);
        for (var file : exercise.editFiles()) {
            print(desk, file, chapter.counterpart(file, chapter.referenceSources()));
        }
        return 0;
    }

    private static int apply(Desk desk, ExerciseInfo exercise) {
        var contents = Apply.of(desk.course(), desk.work(), exercise);
        var kept =
                new Keep(desk.course().root())
                        .change("solution " + exercise.id() + " --apply", contents);
        if (kept.isEmpty()) {
            desk.out().println(exercise.id() + " is the reference already.");
            return 0;
        }
        new ChangeReport(desk).print(kept.get());
        desk.course().exercises().stream()
                .filter(other -> !other.equals(exercise))
                .filter(other -> other.editFiles().stream().anyMatch(contents::containsKey))
                .forEach(
                        other ->
                                desk.out()
                                        .printf(
                                                "%s came along: the reference of %s needs it.%n",
                                                other.id(), exercise.id()));
        desk.out()
                .println(
                        exercise.id()
                                + " is the reference now. ./learn undo brings your work back.");
        return 0;
    }

    private void print(Desk desk, Path own, Path reference) {
        var name = desk.course().relative(reference);
        var solution = lines(reference, name);
        if (!diff) {
            desk.out().println(desk.style().bold(name));
            desk.out().println();
            solution.forEach(desk.out()::println);
            return;
        }
        var ownName = desk.course().relative(own);
        var mine = lines(own, ownName);
        var patch = DiffUtils.diff(mine, solution);
        UnifiedDiffUtils.generateUnifiedDiff(ownName, name, mine, patch, 3)
                .forEach(line -> desk.out().println(coloured(desk, line)));
    }

    private static String coloured(Desk desk, String line) {
        return line.startsWith("+")
                ? desk.style().good(line)
                : line.startsWith("-") ? desk.style().bad(line) : line;
    }

    private static List<String> lines(Path file, String name) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new CourseException("Cannot read " + name + ".", e);
        }
    }
}
