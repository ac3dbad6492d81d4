package robustnet.runner.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Writes files whole or not at all.
final class Atomic {
    private Atomic() {}

    /// Replaces `file`; folders are made as needed. A reader sees the old content or the new one.
    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        var temporary =
                Files.createTempFile(file.getParent(), file.getFileName().toString(), ".tmp");
        try {
            Files.write(temporary, text.getBytes(StandardCharsets.UTF_8));
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /// Moves `fresh` over `file`, which may be missing; its folders are made as needed.
    static void move(Path fresh, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException _) {
            // .learn is on another disk than the chapter
            var beside = file.resolveSibling("." + file.getFileName() + ".learn");
            try {
                Files.copy(fresh, beside, StandardCopyOption.REPLACE_EXISTING);
                Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
                Files.delete(fresh);
            } finally {
                Files.deleteIfExists(beside);
            }
        }
    }
}
