package robustnet.runner.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Set;

/// A wrong version of the reference, as a patch with a header:
///
/// ```
/// Belief: one read fills the buffer
/// Pitfall: B1
/// Caught-by: FramesTest.readsAFrameThatArrivesOneByteAtATime
/// Says: the frame's payload
/// --- a/src/main/java/robustnet/basics/Frames.java
/// +++ b/src/main/java/robustnet/basics/Frames.java
/// @@ …
/// ```
///
/// @param file the patch
/// @param belief what someone who writes this takes for true
/// @param pitfalls the ids after `Pitfall:`; empty for a mistake that is in no list
/// @param caughtBy the test that fails: `FramesTest.method`
/// @param says a part of that failure's text
/// @param patch what it changes
record Mistake(
        Path file,
        String belief,
        Set<String> pitfalls,
        String caughtBy,
        String says,
        Patches patch) {
    /// Reads a patch with its header. A field that is missing is empty: [#missing] names them.
    static Mistake read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        var header = new HashMap<String, String>();
        int i = 0;
        for (; i < lines.size() && !lines.get(i).startsWith("--- "); i++) {
            var colon = lines.get(i).indexOf(':');
            if (colon > 0) {
                header.put(
                        lines.get(i).substring(0, colon).strip(),
                        lines.get(i).substring(colon + 1).strip());
            }
        }
        return new Mistake(
                file,
                header.getOrDefault("Belief", ""),
                Pitfalls.in(header.getOrDefault("Pitfall", "")),
                header.getOrDefault("Caught-by", ""),
                header.getOrDefault("Says", ""),
                Patches.parse(lines.subList(i, lines.size())));
    }

    /// The header fields that are not there; `Pitfall:` may be empty.
    List<String> missing() {
        var missing = new java.util.ArrayList<String>();
        if (belief.isEmpty()) {
            missing.add("Belief:");
        }
        if (caughtBy.isEmpty()) {
            missing.add("Caught-by:");
        }
        if (says.isEmpty()) {
            missing.add("Says:");
        }
        return missing;
    }

    /// The mistakes of an exercise, by name.
    static List<Mistake> of(Path folder, String exerciseId) {
        return files(folder).stream()
                .filter(f -> f.getFileName().toString().startsWith(exerciseId + "-"))
                .map(Mistake::read)
                .toList();
    }

    /// The patches in `folder`, by name.
    static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".patch")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }
}
