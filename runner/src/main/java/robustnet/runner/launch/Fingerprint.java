package robustnet.runner.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Tells whether the runner that runs is the one that its sources describe: a hash over the
/// contents of the poms and the main sources of runner and testkit, against the one that was stored
/// after the last build.
///
/// The launcher builds the runner anew when [#STALE] is its exit code, and starts it again with the
/// environment variable [#BUILT] set; a runner started so stores the hash and never says that it is
/// stale, so there is no loop.
///
/// Immutable, hence safe for use by several threads.
public final class Fingerprint {
    /// The exit code that asks the launcher for a new build.
    public static final int STALE = 75;

    /// The environment variable by which the launcher says that it has just built the runner.
    public static final String BUILT = "LEARN_BUILT";

    private static final List<String> SOURCES =
            List.of(
                    "pom.xml",
                    "runner/pom.xml",
                    "runner/src/main",
                    "testkit/pom.xml",
                    "testkit/src/main");

    private final Path root;
    private final Path stamp;

    /// @param root the course's folder, the one with the parent pom
    public Fingerprint(Path root) {
        this.root = Objects.requireNonNull(root, "root");
        this.stamp = root.resolve("runner/target/fingerprint");
    }

    /// Whether the runner should end with [#STALE] before it does anything: the launcher started
    /// it, its sources are there, and they have changed. What cannot be read or stored does not
    /// keep it from running.
    ///
    /// @param learnRoot the course's folder as the launcher says it; null where something else
    ///   started the runner
    /// @param environment the environment variables
    public static boolean asksForBuild(String learnRoot, Map<String, String> environment) {
        if (learnRoot == null || !Files.isDirectory(Path.of(learnRoot, "runner"))) {
            return false; // nothing that could be built anew: the runner says itself what is wrong
        }
        try {
            return new Fingerprint(Path.of(learnRoot)).isStale(environment.containsKey(BUILT));
        } catch (IOException | UncheckedIOException _) {
            return false;
        }
    }

    /// Whether the runner is out of date. Right after a build (`justBuilt`) it is not: then the
    /// hash is stored. Costs a few milliseconds.
    ///
    /// @throws IOException if a source cannot be read or the hash cannot be stored
    public boolean isStale(boolean justBuilt) throws IOException {
        var now = hash();
        if (justBuilt) {
            Files.createDirectories(stamp.getParent());
            Files.writeString(stamp, now);
            return false;
        }
        return !now.equals(stored());
    }

    private String stored() throws IOException {
        try {
            return Files.readString(stamp);
        } catch (NoSuchFileException _) {
            return "";
        }
    }

    private String hash() throws IOException {
        var digest = sha256();
        for (var source : SOURCES) {
            try (var files = Files.walk(root.resolve(source))) {
                for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                    add(digest, file);
                }
            } catch (NoSuchFileException _) {
                // A missing source counts as an empty one: the build says what is wrong with it.
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void add(MessageDigest digest, Path file) throws IOException {
        var content = Files.readAllBytes(file);
        // Name and length delimit the contents, so that bytes moved from one file to the next make
        // a difference.
        var name = root.relativize(file).toString().replace('\\', '/');
        digest.update((name + "\n" + content.length + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(content);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
