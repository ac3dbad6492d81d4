package robustnet.runner.state;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Reads what a checkout's history knows; never changes it, never goes to the network. Without git,
/// or in a folder that is no checkout, nothing is known.
public final class Git {
    private static final int PATIENCE_SECONDS = 5;

    private final Path root;

    public Git(Path root) {
        this.root = root;
    }

    public boolean checkout() {
        return Files.exists(root.resolve(".git"));
    }

    /// The commit that `revision` names.
    public Optional<String> commit(String revision) {
        return line("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}");
    }

    /// Whether HEAD has all that `revision` has.
    public boolean contains(String revision) {
        return run("", "merge-base", "--is-ancestor", revision, "HEAD").isPresent();
    }

    /// The last commit of the course's own in the history of `revision`. A learner commits work,
    /// but changes neither references nor tools: so at this commit all starters are untouched.
    public Optional<String> courseCommit(String revision) {
        return line("log", "-1", "--format=%H", revision, "--", "solutions", "testkit", "runner");
    }

    /// Changes whenever HEAD does, and costs no process. Empty where that cannot be told.
    String stamp() {
        try {
            var git = root.resolve(".git");
            if (Files.isRegularFile(git)) {
                // a worktree: gitdir: PATH
                git = root.resolve(Files.readString(git).strip().replaceFirst("^gitdir: ", ""));
            }
            var log = git.resolve("logs/HEAD");
            return Files.size(log) + " " + Files.getLastModifiedTime(log).toMillis();
        } catch (IOException | RuntimeException _) {
            return "";
        }
    }

    /// The content of `files` at `revision`; one that is not there is left out.
    public Map<Path, String> read(String revision, List<Path> files) {
        var names = new StringBuilder();
        for (var file : files) {
            names.append(revision)
                    .append(":./")
                    .append(root.relativize(file).toString().replace('\\', '/'))
                    .append('\n');
        }
        // One process for all: each name is answered by a header line and the content.
        return run(names.toString(), "cat-file", "--batch")
                .map(answer -> parse(answer, files))
                .orElse(Map.of());
    }

    private Optional<String> line(String... command) {
        return run("", command)
                .map(answer -> new String(answer, StandardCharsets.UTF_8).strip())
                .filter(text -> !text.isEmpty());
    }

    /// Questions and answers go through files, so that neither side waits for the other.
    private Optional<byte[]> run(String input, String... arguments) {
        if (!checkout()) {
            return Optional.empty();
        }
        Path asked = null;
        Path answered = null;
        try {
            asked = Files.createTempFile("learn-git", ".in");
            answered = Files.createTempFile("learn-git", ".out");
            Files.writeString(asked, input);
            var command = new ArrayList<>(List.of("git"));
            command.addAll(List.of(arguments));
            var git =
                    new ProcessBuilder(command)
                            .directory(root.toFile())
                            .redirectInput(asked.toFile())
                            .redirectOutput(answered.toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!git.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                git.destroyForcibly();
                return Optional.empty();
            }
            return git.exitValue() == 0
                    ? Optional.of(Files.readAllBytes(answered))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            delete(asked);
            delete(answered);
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException _) {
            // the system tidies its temporary folder
        }
    }

    private static Map<Path, String> parse(byte[] answer, List<Path> files) {
        var found = new HashMap<Path, String>();
        var in = new ByteArrayInputStream(answer);
        for (var file : files) {
            var header = readLine(in).split(" ");
            if (header.length == 3 && header[1].equals("blob")) {
                var content = new byte[Integer.parseInt(header[2])];
                int length = in.readNBytes(content, 0, content.length);
                found.put(file, new String(content, 0, length, StandardCharsets.UTF_8));
                in.skip(1);
            }
        }
        return found;
    }

    private static String readLine(ByteArrayInputStream in) {
        var line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.append((char) b);
        }
        return line.toString();
    }
}
