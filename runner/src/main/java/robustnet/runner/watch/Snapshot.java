package robustnet.runner.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The Java sources below a folder, as they were when somebody looked.
///
/// @param files their content; null for one that could not be read
record Snapshot(Map<Path, byte[]> files) {
    /// Looks at all of `folder`. A folder that is not there holds nothing.
    static Snapshot of(Path folder) {
        var files = new TreeMap<Path, byte[]>();
        for (var file : sources(folder)) {
            try {
                files.put(file, Files.readAllBytes(file));
            } catch (IOException _) {
                if (Files.exists(file)) {
                    files.put(file, null);
                }
            }
        }
        return new Snapshot(files);
    }

    /// The Java files below `folder`; those that can be found, where not all can.
    static Set<Path> sources(Path folder) {
        var found = new HashSet<Path>();
        try (var all = Files.walk(folder)) {
            all.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
        } catch (IOException | UncheckedIOException _) {
            // Folders come and go while an editor or git works on them.
        }
        return found;
    }

    /// Which files differ from `before`, those that came or went included.
    Set<Path> changedSince(Snapshot before) {
        var all = new HashSet<>(files.keySet());
        all.addAll(before.files.keySet());
        all.removeIf(
                file ->
                        files.containsKey(file) == before.files.containsKey(file)
                                && Arrays.equals(files.get(file), before.files.get(file)));
        return all;
    }

    /// Whether a file that had content has none now: so it looks between an editor's two steps,
    /// truncate and write, or rename and rename.
    boolean inTheMiddle(Snapshot before) {
        return before.files.entrySet().stream()
                .filter(entry -> entry.getValue() == null || entry.getValue().length > 0)
                .anyMatch(entry -> isEmpty(entry.getKey()));
    }

    private boolean isEmpty(Path file) {
        var content = files.get(file);
        return !files.containsKey(file) || content != null && content.length == 0;
    }
}
