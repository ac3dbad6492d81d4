package robustnet.runner.child;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The processes that a child has started, and theirs, even where those between have ended: each
/// inherits a mark in its environment. Where there is no `/proc` nobody can tell, and none is
/// found; nor is one that becomes another program at this very moment: it has no environment then.
///
/// @param mark what stands in the environment of each
record Offspring(String mark) {
    private static final String NAME = "LEARN_RUN";
    private static final Path PROCESSES = Path.of("/proc");

    /// While we look, one may start another.
    private static final int LOOKS = 5;

    /// Marks what `command` will start.
    static Offspring of(ProcessBuilder command) {
        var value = UUID.randomUUID().toString();
        command.environment().put(NAME, value);
        return new Offspring(NAME + "=" + value);
    }

    /// Kills all of them.
    void end() {
        for (int i = 0; i < LOOKS; i++) {
            var living = living();
            if (living.isEmpty()) {
                return;
            }
            living.forEach(ProcessHandle::destroyForcibly);
        }
    }

    List<ProcessHandle> living() {
        var found = new ArrayList<ProcessHandle>();
        if (Files.isDirectory(PROCESSES)) {
            try (var entries = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
                for (var entry : entries) {
                    if (isMarked(entry)) {
                        ProcessHandle.of(Long.parseLong(entry.getFileName().toString()))
                                .filter(ProcessHandle::isAlive)
                                .ifPresent(found::add);
                    }
                }
            } catch (IOException | DirectoryIteratorException _) {
                // what was found so far
            }
        }
        return found;
    }

    private boolean isMarked(Path process) {
        try {
            var environment = Files.readAllBytes(process.resolve("environ"));
            return new String(environment, StandardCharsets.ISO_8859_1).contains(mark);
        } catch (IOException _) {
            return false; // it has ended, or is another user's
        }
    }
}
