package robustnet.runner.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The learner's work as it was once, in `.learn/saves/NAME`. Beside the files lies `manifest.txt`:
///
/// ```text
/// version = 1
/// at = 2025-11-21T20:16:00Z
/// file = 9f86d081884c7d65 01-basics/src/main/java/robustnet/basics/Frames.java
/// gone = 01-basics/src/main/java/robustnet/basics/Handler.java
/// ```
///
/// A line `file` has the hash of the starter that the file was made from, `-` for the learner's own
/// file, and the path. `gone` is a file of the course that the learner had deleted. All others were
/// as the course gave them.
///
/// @param folder where the files lie, each under its path in the course
/// @param files what was saved
/// @param gone paths of what was missing
public record Save(Path folder, Instant at, List<Entry> files, List<String> gone) {
    static final String MANIFEST = "manifest.txt";

    /// A saved file.
    ///
    /// @param path relative to the course's folder, with slashes
    /// @param starter the hash of what the course had given, or `-`
    public record Entry(String path, String starter) {}

    public Save {
        files = List.copyOf(files);
        gone = List.copyOf(gone);
    }

    public String name() {
        return folder.getFileName().toString();
    }

    void write(Path into) throws IOException {
        var text = new StringBuilder("version = 1\nat = " + at + "\n");
        files.forEach(f -> text.append("file = %s %s\n".formatted(f.starter(), f.path())));
        gone.forEach(path -> text.append("gone = ").append(path).append('\n'));
        Files.writeString(into.resolve(MANIFEST), text);
    }

    /// Reads what lies in `folder`.
    ///
    /// @throws IOException if there is no manifest, or it cannot be understood
    static Save read(Path folder) throws IOException {
        var at = Instant.EPOCH;
        var files = new ArrayList<Entry>();
        var gone = new ArrayList<String>();
        try {
            for (var line : Files.readAllLines(folder.resolve(MANIFEST))) {
                var parts = Arrays.copyOf(line.split(" = ", 2), 2);
                switch (parts[0]) {
                    case "at" -> at = Instant.parse(parts[1]);
                    case "gone" -> gone.add(parts[1]);
                    case "file" -> {
                        var entry = parts[1].split(" ", 2);
                        files.add(new Entry(entry[1], entry[0]));
                    }
                    default -> {
                        // of a newer runner
                    }
                }
            }
        } catch (RuntimeException e) {
            throw new IOException("not a manifest: " + folder, e);
        }
        return new Save(folder, at, files, gone);
    }
}
