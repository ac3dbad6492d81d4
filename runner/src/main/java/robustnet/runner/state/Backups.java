package robustnet.runner.state;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import robustnet.runner.compile.Folders;

/// The folders in `.learn/backup`, one for each change. Their names are times, in UTC, and sort in
/// the order of the changes even where the clock was set back.
final class Backups {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private static final String FRESH = "fresh";

    private final Path root;
    private final Path folder;

    Backups(Path root) {
        this.root = root;
        this.folder = root.resolve(".learn/backup");
    }

    /// The last change first. Copies without a manifest, of older runners, are none.
    List<Kept> all() {
        var all = new ArrayList<Kept>();
        try (var folders = Files.newDirectoryStream(folder)) {
            for (var one : folders) {
                try {
                    all.add(Kept.read(one));
                } catch (IOException _) {
                    // not ours, or broke off before anything was changed
                }
            }
        } catch (IOException _) {
            // nothing kept yet
        }
        all.sort(Comparator.comparing(Kept::at).reversed());
        return all;
    }

    /// Keeps what is there, and gets ready what shall come: all that takes room on the disk. The
    /// manifest is written last, so a change that broke off in here never was.
    Kept begin(
            String what,
            Optional<String> stood,
            List<Kept.Entry> entries,
            Map<String, Optional<byte[]>> before,
            Map<String, Optional<byte[]>> wanted)
            throws IOException {
        var kept = next(what, stood, entries);
        try {
            for (var entry : entries) {
                if (entry.kept()) {
                    write(kept.copy(entry), before.get(entry.path()).orElseThrow());
                }
                if (!entry.removed()) {
                    var fresh = fresh(kept, entry);
                    write(fresh, wanted.get(entry.path()).orElseThrow());
                    copyPermissions(root.resolve(entry.path()), fresh);
                }
            }
            kept.write();
            return kept;
        } catch (IOException e) {
            Folders.delete(kept.folder()); // copies only: the files themselves are untouched
            throw e;
        }
    }

    /// Where the new content of `entry` waits.
    Path fresh(Kept kept, Kept.Entry entry) {
        return kept.folder().resolve(FRESH).resolve(entry.path());
    }

    void restore(Kept kept, Kept.Entry entry, Path file) throws IOException {
        var again = fresh(kept, entry).resolveSibling(file.getFileName() + ".before");
        Files.createDirectories(again.getParent());
        Files.copy(kept.copy(entry), again, StandardCopyOption.REPLACE_EXISTING);
        copyPermissions(file, again);
        Atomic.move(again, file);
    }

    /// Notes how it ended. The change itself stands, whether or not this can be written.
    void end(Kept kept) {
        Folders.delete(kept.folder().resolve(FRESH));
        try {
            kept.write();
        } catch (IOException _) {
            // stays "begun": undo takes it back all the same
        }
    }

    private Kept next(String what, Optional<String> stood, List<Kept.Entry> entries)
            throws IOException {
        Files.createDirectories(folder);
        var last = all().stream().findFirst().map(k -> k.at().plusMillis(1)).orElse(Instant.EPOCH);
        var now = Instant.ofEpochMilli(System.currentTimeMillis());
        var at = now.isBefore(last) ? last : now;
        while (true) {
            try {
                var fresh = Files.createDirectory(folder.resolve(NAME.format(at)));
                return new Kept(fresh, what, at, stood, Kept.End.BEGUN, entries);
            } catch (FileAlreadyExistsException _) {
                at = at.plusMillis(1);
            }
        }
    }

    /// It is on the disk before any file is replaced: the power may fail.
    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content, CREATE_NEW, WRITE, DSYNC);
    }

    private static void copyPermissions(Path from, Path to) throws IOException {
        try {
            if (Files.exists(from)) {
                Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
            }
        } catch (UnsupportedOperationException _) {
            // Windows: the folder's rights apply
        }
    }
}
