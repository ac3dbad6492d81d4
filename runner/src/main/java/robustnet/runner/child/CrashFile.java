package robustnet.runner.child;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The report that a JVM writes when it crashes: somewhere temporary, not in the learner's folder.
///
/// @param path where it is, if there is one
record CrashFile(Path path) {
    private static final String NAME = "robustnet-crash-";
    private static final String END = ".log";
    private static final String BANNER =
            "# A fatal error has been detected by the Java Runtime Environment:";

    /// What makes a JVM write it there, and nothing else.
    static String option() {
        return "-XX:ErrorFile=" + folder().resolve(NAME + "%p" + END);
    }

    /// The one of the process with this id.
    static CrashFile of(long pid) {
        return new CrashFile(folder().resolve(NAME + pid + END));
    }

    private static Path folder() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    boolean exists() {
        return Files.exists(path);
    }

    /// The function in which it crashed: `Unsafe_PutLong+0xad in libjvm.so`; empty if it does not
    /// say.
    Optional<String> frame() {
        try (var lines = Files.lines(path, StandardCharsets.ISO_8859_1)) {
            return lines.dropWhile(line -> !line.startsWith("# Problematic frame:"))
                    .skip(1)
                    .map(line -> line.replaceFirst("# (?:[A-Za-z] +)?", ""))
                    .map(line -> line.replaceAll("\\s+", " ").strip())
                    .filter(line -> !line.isEmpty())
                    .findFirst();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// `output` without what the JVM prints when it crashes: from its first line on, a lone `#`.
    /// The JVM writes that line in two pieces, to standard output; what the program wrote last to
    /// standard error may stand between them, and stays.
    static String withoutBanner(String output) {
        int at = output.indexOf(BANNER);
        if (at < 0) {
            return output;
        }
        var before = output.substring(0, at);
        int lone = before.lastIndexOf('#');
        return lone < 0 ? before : before.substring(0, lone) + before.substring(lone + 1).strip();
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException _) {
            // it is in a temporary folder
        }
    }
}
