package robustnet.runner.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import robustnet.runner.course.CourseException;

/// `./learn reset 1.4`
@Command(
        name = "reset",
        description = "Puts the starter of an exercise back; keeps a copy of your work.")
final class ResetCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS");

    @Mixin private Common common;

    @Parameters(paramLabel = "ID", description = "An exercise, such as 1.4.")
    private String id;

    @Override
    public Integer call() {
        var desk = common.open();
        var course = desk.course();
        var exercise = course.require(id);
        var backup =
                course.root().resolve(".learn/backup").resolve(TIME.format(LocalDateTime.now()));
        for (var file : exercise.editFiles()) {
            if (desk.starters().of(file).isEmpty()) {
                throw new CourseException(
                        "No untouched copy of %s is known, so nothing was changed. With git: git restore --source=COMMIT %s"
                                .formatted(course.relative(file), course.relative(file)));
            }
        }
        for (var file : exercise.editFiles()) {
            reset(desk, file, backup);
        }
        return 0;
    }

    private static void reset(Desk desk, Path file, Path backup) {
        var name = desk.course().relative(file);
        var starter = desk.starters().of(file).orElseThrow();
        try {
            if (Files.isRegularFile(file)) {
                if (Files.readString(file).equals(starter)) {
                    desk.out().println(name + " is the starter already.");
                    return;
                }
                var copy = backup.resolve(desk.course().root().relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
                desk.out().println("Your work is kept in " + desk.course().relative(copy));
            }
            Files.createDirectories(file.getParent());
            Files.writeString(file, starter);
            desk.out().println(name + " is the starter again.");
        } catch (IOException e) {
            throw new CourseException("Cannot reset " + name + ": " + e.getMessage(), e);
        }
    }
}
