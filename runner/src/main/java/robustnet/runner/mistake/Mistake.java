package robustnet.runner.mistake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
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
/// @param pitfalls the ids after `Pitfall:`, in that order; empty for a mistake that is in no list
/// @param caughtBy the test that fails: `FramesTest.method`
/// @param says a part of that failure's text
/// @param diff what it changes, as the lines of a unified diff
public record Mistake(
        Path file,
        String belief,
        Set<String> pitfalls,
        String caughtBy,
        String says,
        List<String> diff) {
    private static final String SUFFIX = ".patch";

    public Mistake {
        pitfalls = Collections.unmodifiableSet(new LinkedHashSet<>(pitfalls));
        diff = List.copyOf(diff);
    }

    /// Reads a patch with its header. A field that is missing is empty: [#missing] names them.
    public static Mistake read(Path file) {
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
                lines.subList(i, lines.size()));
    }

    /// What it is called: `1.4-trusts-one-read`
    public String name() {
        var file = this.file.getFileName().toString();
        return file.substring(0, file.length() - SUFFIX.length());
    }

    /// Its name in words, without the exercise: `trusts one read`
    public String words() {
        var name = name();
        return name.substring(name.indexOf('-') + 1).replace('-', ' ');
    }

    /// What it changes.
    public Patches patch() {
        return Patches.parse(diff);
    }

    /// The header fields that are not there; `Pitfall:` may be empty.
    public List<String> missing() {
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
    public static List<Mistake> of(Path folder, String exerciseId) {
        return files(folder).stream()
                .filter(f -> f.getFileName().toString().startsWith(exerciseId + "-"))
                .map(Mistake::read)
                .toList();
    }

    /// The patches in `folder`, by name.
    public static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }
}
