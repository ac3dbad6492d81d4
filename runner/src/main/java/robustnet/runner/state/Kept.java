package robustnet.runner.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A change of the learner's files, and where what was there before is kept. Beside the copies lies
/// `manifest.txt`:
///
/// ```text
/// version = 1
/// what = reset 1.4
/// at = 2025-11-21T20:16:00.123Z
/// stood = 1.3
/// end = done
/// file = 9f86d081884c7d65 e3b0c44298fc1c14 01-basics/src/main/java/robustnet/basics/Frames.java
/// ```
///
/// A line `stood` says where the learner stood before, if the change moved that too. A line `file`
/// has the hash of the content before, the hash of the content after, each `-` where there was no
/// file, and the path.
///
/// @param folder where the copies lie, each under its path in the course
/// @param what the change, as the learner knows it: `reset 1.4`
/// @param stood the exercise chosen before, `-` for none; empty if the change did not move it
/// @param end how far it came
/// @param files what it changed
public record Kept(
        Path folder, String what, Instant at, Optional<String> stood, End end, List<Entry> files) {
    static final String MANIFEST = "manifest.txt";
    static final String NONE = "-";

    /// How far a change came.
    public enum End {
        /// It is on its way, or the process ended in its middle.
        BEGUN,
        /// All files were changed.
        DONE,
        /// A file could not be written, and the others were put back.
        PUT_BACK
    }

    /// A changed file.
    ///
    /// @param path relative to the course's folder, with slashes
    /// @param before the hash of what was there, or `-`
    /// @param after the hash of what came, or `-`
    public record Entry(String path, String before, String after) {
        /// Whether there is a copy: the file was there before.
        public boolean kept() {
            return !before.equals(NONE);
        }

        /// Whether the change removed the file.
        public boolean removed() {
            return after.equals(NONE);
        }
    }

    public Kept {
        files = List.copyOf(files);
    }

    /// What it is called: the name of its folder.
    public String name() {
        return folder.getFileName().toString();
    }

    Kept with(End reached) {
        return new Kept(folder, what, at, stood, reached, files);
    }

    /// The kept copy of `entry`.
    public Path copy(Entry entry) {
        return folder.resolve(entry.path());
    }

    /// The files that are not as the change left them: those that were edited since.
    public List<Entry> editedSince(Path root) throws IOException {
        var edited = new ArrayList<Entry>();
        for (var entry : files) {
            var file = root.resolve(entry.path());
            var now = Files.isRegularFile(file) ? Hash.of(Files.readAllBytes(file)) : NONE;
            if (!now.equals(entry.after())) {
                edited.add(entry);
            }
        }
        return edited;
    }

    void write() throws IOException {
        var text = new StringBuilder("version = 1\n");
        text.append("what = ").append(what).append('\n');
        text.append("at = ").append(at).append('\n');
        stood.ifPresent(id -> text.append("stood = ").append(id).append('\n'));
        text.append("end = ").append(end.name().toLowerCase(Locale.ROOT)).append('\n');
        for (var f : files) {
            text.append("file = %s %s %s\n".formatted(f.before(), f.after(), f.path()));
        }
        Atomic.write(folder.resolve(MANIFEST), text.toString());
    }

    /// Reads what lies in `folder`.
    ///
    /// @throws IOException if there is no manifest, or it cannot be understood
    static Kept read(Path folder) throws IOException {
        var what = "";
        var at = Instant.EPOCH;
        var stood = Optional.<String>empty();
        var end = End.BEGUN;
        var files = new ArrayList<Entry>();
        try {
            for (var line : Files.readAllLines(folder.resolve(MANIFEST))) {
                var parts = Arrays.copyOf(line.split(" = ", 2), 2);
                switch (parts[0]) {
                    case "what" -> what = parts[1];
                    case "at" -> at = Instant.parse(parts[1]);
                    case "stood" -> stood = Optional.of(parts[1]);
                    case "end" -> end = End.valueOf(parts[1].toUpperCase(Locale.ROOT));
                    case "file" -> {
                        var entry = parts[1].split(" ", 3);
                        files.add(new Entry(entry[2], entry[0], entry[1]));
                    }
                    default -> {
                        // of a newer runner
                    }
                }
            }
        } catch (RuntimeException e) {
            throw new IOException("not a manifest: " + folder, e);
        }
        return new Kept(folder, what, at, stood, end, files);
    }
}
