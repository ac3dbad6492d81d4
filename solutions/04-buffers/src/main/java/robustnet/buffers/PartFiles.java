package robustnet.buffers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// Names the files that hold what has come of another file, until that is whole: beside it, one for
/// each version. They are given, for exercise 4.6.
///
/// ```
///   report.pdf                               the target
///   report.pdf.9f86d081884c7d65.part         what has come of the version whose SHA-256 begins so
/// ```
///
/// So what has come of one version is never taken for the beginning of another. And target and part
/// are on the same disk, where one can take the other's place in one step.
public final class PartFiles {
    private static final int DIGITS = 16;

    private PartFiles() {}

    /// Returns where the bytes of one version go until they are whole.
    ///
    /// @param target where the file shall appear
    /// @param version the version that is being received
    public static Path of(Path target, Manifest version) {
        var name =
                "%s.%s.part".formatted(target.getFileName(), version.sha256().substring(0, DIGITS));
        return target.resolveSibling(name);
    }

    /// Returns the parts that there are now of `target`, of any version.
    ///
    /// @throws IOException if the folder cannot be read
    public static List<Path> all(Path target) throws IOException {
        var name = Pattern.quote(target.getFileName().toString());
        var parts = Pattern.compile(name + "\\.[0-9a-f]{" + DIGITS + "}\\.part").asMatchPredicate();
        try (var files = Files.list(target.toAbsolutePath().getParent())) {
            return files.filter(file -> parts.test(file.getFileName().toString())).toList();
        }
    }
}
