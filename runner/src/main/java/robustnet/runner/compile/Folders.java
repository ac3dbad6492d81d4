package robustnet.runner.compile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// Small work on folders.
public final class Folders {
    private Folders() {}

    /// Deletes `folder` and all in it; one that is not there is deleted already. A file that cannot
    /// be deleted (on Windows: still open) stays.
    public static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException _) {
            // left for the next time: everything in .learn/out may be deleted at any time
        }
    }

    /// Moves `fresh` to `target`; if somebody else was there first, theirs stays and `fresh` goes.
    static void moveOrDiscard(Path fresh, Path target) throws IOException {
        try {
            Files.move(fresh, target);
        } catch (IOException e) {
            delete(fresh);
            if (!Files.isDirectory(target)) {
                throw e;
            }
        }
    }
}
