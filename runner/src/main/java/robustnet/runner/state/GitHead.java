package robustnet.runner.state;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Reads files as they were committed last.
final class GitHead {
    private GitHead() {}

    /// The content of `files` at HEAD. A file that is not there is left out; without git, or in a
    /// folder that is no checkout, all are.
    static Map<Path, String> read(Path root, List<Path> files) {
        if (!Files.exists(root.resolve(".git"))) {
            return Map.of();
        }
        try {
            return readBatch(root, files);
        } catch (IOException _) {
            return Map.of();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }

    /// One process for all: `cat-file --batch` answers each name with a header line and the
    /// content. Answers go to a file, so that neither side waits for the other.
    private static Map<Path, String> readBatch(Path root, List<Path> files)
            throws IOException, InterruptedException {
        var names = new StringBuilder();
        for (var file : files) {
            names.append("HEAD:./")
                    .append(root.relativize(file).toString().replace('\\', '/'))
                    .append('\n');
        }
        var asked = Files.createTempFile("learn-git", ".in");
        var answered = Files.createTempFile("learn-git", ".out");
        try {
            Files.writeString(asked, names);
            var git =
                    new ProcessBuilder("git", "cat-file", "--batch")
                            .directory(root.toFile())
                            .redirectInput(asked.toFile())
                            .redirectOutput(answered.toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!git.waitFor(5, TimeUnit.SECONDS)) {
                git.destroyForcibly();
                return Map.of();
            }
            return parse(Files.readAllBytes(answered), files);
        } finally {
            Files.deleteIfExists(asked);
            Files.deleteIfExists(answered);
        }
    }

    private static Map<Path, String> parse(byte[] answer, List<Path> files) throws IOException {
        var found = new HashMap<Path, String>();
        var in = new ByteArrayInputStream(answer);
        for (var file : files) {
            var header = readLine(in).split(" ");
            if (header.length == 3 && header[1].equals("blob")) {
                var content = in.readNBytes(Integer.parseInt(header[2]));
                found.put(file, new String(content, StandardCharsets.UTF_8));
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
