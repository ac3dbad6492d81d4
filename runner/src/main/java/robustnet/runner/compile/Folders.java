package robustnet.runner.compile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/// Small work on folders.
public final class Folders {
    private static final Duration KEPT = Duration.ofHours(1);

    private Folders() {}

    /// A new, empty folder in `.learn/out`, for what is compiled and soon deleted again. What a run
    /// that was interrupted left there more than an hour ago is deleted.
    ///
    /// @param prefix what the folder's name begins with
    public static Path fresh(Path root, String prefix) throws IOException {
        var parent = Files.createDirectories(root.resolve(".learn/out"));
        var past = FileTime.from(Instant.now().minus(KEPT));
        try (var left = Files.newDirectoryStream(parent)) {
            for (var folder : left) {
                if (Files.getLastModifiedTime(folder).compareTo(past) < 0) {
                    delete(folder);
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            // Another run may be tidying up too; what is left is left for the next time.
        }
        return Files.createTempDirectory(parent, prefix);
    }

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
