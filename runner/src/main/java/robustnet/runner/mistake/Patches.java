package robustnet.runner.mistake;

import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.Patch;
import com.github.difflib.patch.PatchFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A unified diff of one or more files.
///
/// @param files what is changed in each file, by its path below the patched folder
public record Patches(Map<String, Patch<String>> files) {
    /// @param lines a unified diff; what is no part of one is left out
    static Patches parse(List<String> lines) {
        var files = new LinkedHashMap<String, Patch<String>>();
        var part = new ArrayList<String>();
        for (int i = 0; i < lines.size(); i++) {
            // A removed line that begins with "-- " looks like a header, but no +++ follows it.
            boolean header =
                    lines.get(i).startsWith("--- ")
                            && i + 1 < lines.size()
                            && lines.get(i + 1).startsWith("+++ ");
            if (header) {
                add(files, part);
                part.clear();
            }
            part.add(lines.get(i));
        }
        add(files, part);
        return new Patches(files);
    }

    private static void add(Map<String, Patch<String>> files, List<String> part) {
        if (part.size() > 2 && part.get(1).startsWith("+++ ")) {
            files.put(path(part.get(1)), UnifiedDiffUtils.parseUnifiedDiff(part));
        }
    }

    /// `+++ b/src/…/Frames.java` with or without a date after a tab.
    private static String path(String header) {
        var path = header.substring("+++ ".length()).split("\t", 2)[0].strip();
        return path.startsWith("b/") ? path.substring(2) : path;
    }

    /// Applies all to the files in `folder`. A part whose surroundings have moved is applied where
    /// they are now.
    ///
    /// @throws IOException if a file is not there, its surroundings have changed, or nothing would
    ///   change
    void applyTo(Path folder) throws IOException {
        if (files.isEmpty()) {
            throw new IOException("there is no unified diff in it");
        }
        for (var entry : files.entrySet()) {
            var file = folder.resolve(entry.getKey()).normalize();
            if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
                throw new IOException("the reference has no file " + entry.getKey());
            }
            var before = Files.readAllLines(file);
            var after = patched(before, entry.getKey(), entry.getValue());
            if (after.equals(before)) {
                throw new IOException("it changes nothing in " + entry.getKey());
            }
            Files.write(file, after);
        }
    }

    private static List<String> patched(List<String> before, String name, Patch<String> patch)
            throws IOException {
        try {
            return patch.applyFuzzy(before, 0);
        } catch (PatchFailedException | RuntimeException e) {
            throw new IOException(
                    "it does not fit " + name + " (" + e.getMessage() + "): make it anew", e);
        }
    }
}
