package robustnet.runner.state;

import java.io.IOException;
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
            Files.writeString(temporary, text);
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
