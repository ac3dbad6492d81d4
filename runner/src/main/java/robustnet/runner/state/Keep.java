package robustnet.runner.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import robustnet.runner.course.CourseException;

/// Every change of the learner's files goes through here, so that none loses a byte: what was there
/// is kept in `.learn/backup/<time>/`, and the last change can be taken back. Nothing in there is
/// ever deleted.
///
/// Safe for use by several threads, and by several processes.
public final class Keep {
    private final Path root;
    private final Backups backups;
    private final Step step;

    /// How a new file takes its place.
    @FunctionalInterface
    interface Step {
        void move(Path fresh, Path file) throws IOException;
    }

    /// @param root the course's folder
    public Keep(Path root) {
        this(root, Atomic::move);
    }

    Keep(Path root, Step step) {
        this.root = root.toAbsolutePath().normalize();
        this.backups = new Backups(this.root);
        this.step = step;
    }

    /// Gives each file of `contents` its content, byte for byte; those without are removed. First
    /// keeps what is there. All are changed or none: each file takes its place whole, and if one
    /// cannot, the others are put back.
    ///
    /// @param what the change in the learner's words, one line: `reset 1.4`
    /// @param contents by the file's path, which must lie in the course's folder
    /// @return what was changed; empty if all files are as they should be already
    /// @throws CourseException if a file is read-only, a folder or behind a symbolic link, if it
    ///   was saved by somebody else at the same moment, or if the disk is full; the learner's files
    ///   are as they were then, or the message says where they are kept
    public Optional<Kept> change(String what, Map<Path, Optional<byte[]>> contents) {
        return change(what, Optional.empty(), contents);
    }

    /// The same, for a change that also moves the learner to another exercise.
    ///
    /// @param stood the exercise chosen before, `-` for none: kept, for who takes the change back
    public Optional<Kept> change(
            String what, Optional<String> stood, Map<Path, Optional<byte[]>> contents) {
        var wanted = new TreeMap<String, Optional<byte[]>>();
        contents.forEach((file, content) -> wanted.put(Place.check(root, file), content));
        try (var _ = CourseLock.take(root)) {
            return changeNames(what, stood, wanted);
        } catch (IOException e) {
            throw new CourseException(
                    "Cannot keep your files in .learn/backup, so none was changed: " + Reason.of(e),
                    e);
        }
    }

    /// Takes one of [#changes()] back, and leaves the others: its files are as they were before it.
    /// This is a change too: what is there now is kept, and to take it back brings that again.
    ///
    /// @param stood as for a change
    /// @return what was changed; empty if the files are as they were already
    /// @throws CourseException as [#change(String, Map)] does, or if what is kept cannot be read
    public Optional<Kept> undo(Kept kept, Optional<String> stood) {
        var contents = new LinkedHashMap<Path, Optional<byte[]>>();
        try {
            for (var entry : kept.files()) {
                contents.put(
                        root.resolve(entry.path()),
                        entry.kept()
                                ? Optional.of(Files.readAllBytes(kept.copy(entry)))
                                : Optional.empty());
            }
        } catch (IOException e) {
            throw new CourseException(
                    "Cannot take %s back: its copies in .learn/backup/%s cannot be read: %s."
                            .formatted(kept.what(), kept.name(), Reason.of(e)),
                    e);
        }
        return change(opposite(kept.what()), stood, contents);
    }

    /// The change that `./learn undo` takes back.
    public Optional<Kept> last() {
        return changes().stream().filter(c -> c.end() != Kept.End.PUT_BACK).findFirst();
    }

    /// All changes so far, the last first.
    public List<Kept> changes() {
        return backups.all();
    }

    private static String opposite(String what) {
        return what.startsWith("undo of ")
                ? "redo of " + what.substring(8)
                : "undo of " + (what.startsWith("redo of ") ? what.substring(8) : what);
    }

    private Optional<Kept> changeNames(
            String what, Optional<String> stood, Map<String, Optional<byte[]>> wanted)
            throws IOException {
        var before = new TreeMap<String, Optional<byte[]>>();
        for (var name : List.copyOf(wanted.keySet())) {
            var now = content(name);
            if (same(now, wanted.get(name))) {
                wanted.remove(name);
            } else {
                before.put(name, now);
            }
        }
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        var entries = new ArrayList<Kept.Entry>();
        wanted.forEach(
                (name, content) ->
                        entries.add(new Kept.Entry(name, hash(before.get(name)), hash(content))));
        var kept = backups.begin(what, stood, entries, before, wanted);
        replace(kept, before);
        var done = kept.with(Kept.End.DONE);
        backups.end(done);
        return Optional.of(done);
    }

    private void replace(Kept kept, Map<String, Optional<byte[]>> before) {
        var moved = new ArrayList<Kept.Entry>();
        for (var entry : kept.files()) {
            var file = root.resolve(entry.path());
            try {
                if (!same(content(entry.path()), before.get(entry.path()))) {
                    throw new IOException("it was saved at this moment; try again");
                }
                moved.add(entry);
                if (entry.removed()) {
                    Files.deleteIfExists(file);
                } else {
                    step.move(backups.fresh(kept, entry), file);
                }
            } catch (IOException e) {
                throw putBack(kept, moved, entry, e);
            }
        }
    }

    /// @return what to tell the learner
    private CourseException putBack(
            Kept kept, List<Kept.Entry> moved, Kept.Entry failed, IOException why) {
        var text = "Cannot write %s: %s.".formatted(failed.path(), Reason.of(why));
        try {
            for (var entry : moved.reversed()) {
                var file = root.resolve(entry.path());
                if (!hash(content(entry.path())).equals(entry.after())) {
                    continue; // it was not replaced, or was saved since: that stays
                }
                if (entry.kept()) {
                    backups.restore(kept, entry, file);
                } else {
                    Files.deleteIfExists(file);
                }
            }
            backups.end(kept.with(Kept.End.PUT_BACK));
            return new CourseException(text + " All files are as they were.", why);
        } catch (IOException e) {
            return new CourseException(
                    "%s Putting the others back failed too (%s). Your files are in .learn/backup/%s; ./learn undo tries again."
                            .formatted(text, Reason.of(e), kept.name()),
                    why);
        }
    }

    private Optional<byte[]> content(String name) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(root.resolve(name)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static boolean same(Optional<byte[]> one, Optional<byte[]> other) {
        return Arrays.equals(one.orElse(null), other.orElse(null));
    }

    private static String hash(Optional<byte[]> content) {
        return content.map(Hash::of).orElse(Kept.NONE);
    }
}
