package robustnet.runner.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import robustnet.runner.doctor.Diagnosis.Ok;
import robustnet.runner.doctor.Diagnosis.Problem;
import robustnet.runner.doctor.Diagnosis.Warn;

/// Limits of the system and of the terminal.
final class SystemChecks {
    private static final long ENOUGH_FILES = 1024;
    private static final long MEBI = 1 << 20;

    private final Machine machine;

    private SystemChecks(Machine machine) {
        this.machine = machine;
    }

    static List<Check> of(Machine machine) {
        var checks = new SystemChecks(machine);
        return List.of(
                new Check("open files", checks::files),
                new Check("folder", checks::folder),
                new Check("disk", checks::disk),
                new Check("kept copies", checks::copies),
                new Check("terminal", checks::terminal));
    }

    private Diagnosis files() {
        long max = machine.maxFiles();
        if (max < 0) {
            return new Ok("no limit that matters");
        }
        return max >= ENOUGH_FILES
                ? new Ok("up to " + max + " files and sockets a process")
                : new Warn(
                        "only " + max + " files and sockets a process",
                        "Raise it: ulimit -n 4096. Chapter 06 opens a thousand connections.");
    }

    private Diagnosis folder() {
        try {
            Files.delete(
                    Files.createTempFile(
                            Files.createDirectories(machine.root().resolve(".learn")),
                            "doctor",
                            ""));
            return new Ok(machine.root() + " can be written to");
        } catch (IOException e) {
            return new Problem(
                    machine.root() + " cannot be written to: " + e,
                    "Copy the course to a folder of your own: your code and what was compiled go there.");
        }
    }

    private Diagnosis disk() throws IOException {
        long free = machine.freeBytes() / MEBI;
        var found = free >= 10_240 ? free / 1024 + " GiB free" : free + " MiB free";
        if (free < 50) {
            return new Problem(found, "Make room: the course compiles into its own folder.");
        }
        return free < 500
                ? new Warn(found, "Maven's first downloads need about 500 MiB.")
                : new Ok(found);
    }

    /// What `./learn` keeps of the learner's work. It never deletes any.
    private Diagnosis copies() throws IOException {
        long bytes = 0;
        for (var name : List.of("backup", "saves")) {
            var folder = machine.root().resolve(".learn").resolve(name);
            if (Files.isDirectory(folder)) {
                try (var files = Files.walk(folder)) {
                    for (var file : files.filter(Files::isRegularFile).toList()) {
                        bytes += Files.size(file);
                    }
                }
            }
        }
        return new Ok(
                (bytes + MEBI - 1) / MEBI
                        + " MiB of your work in .learn/backup and .learn/saves, never deleted by ./learn");
    }

    private Diagnosis terminal() {
        var encoding = machine.property("stdout.encoding");
        var colour =
                !machine.env("NO_COLOR").isEmpty()
                        ? "no colour (NO_COLOR)"
                        : machine.env("TERM").equals("dumb")
                                ? "no colour (TERM=dumb)"
                                : "colour where it is a terminal";
        return encoding.equalsIgnoreCase("UTF-8")
                ? new Ok("UTF-8, " + colour)
                : new Warn(
                        (encoding.isEmpty() ? "unknown encoding" : encoding) + ", " + colour,
                        machine.os() == Machine.Os.WINDOWS
                                ? "Marks are shown in ASCII. For the full ones: chcp 65001, or Windows Terminal."
                                : "Marks are shown in ASCII. For the full ones: export LC_ALL=C.UTF-8");
    }
}
