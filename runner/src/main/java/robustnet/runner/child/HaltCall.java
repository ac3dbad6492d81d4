package robustnet.runner.child;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Finds calls of `Runtime.halt` in sources: the JVM that it ends can tell nothing.
final class HaltCall {
    private static final Pattern CALL = Pattern.compile("\\.\\s*halt\\s*\\(");
    private static final int MOST = 3;

    private HaltCall() {}

    /// The places, as `Server.java:31 or Client.java:8`; empty if there are none, or nothing can be
    /// read.
    static Optional<String> in(Path sources) {
        try (var files = Files.walk(sources)) {
            return Optional.of(
                            files.filter(file -> file.toString().endsWith(".java"))
                                    .sorted()
                                    .flatMap(HaltCall::places)
                                    .limit(MOST)
                                    .collect(Collectors.joining(" or ")))
                    .filter(places -> !places.isEmpty());
        } catch (IOException | UncheckedIOException _) {
            return Optional.empty();
        }
    }

    private static Stream<String> places(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException _) {
            return Stream.empty();
        }
        return IntStream.range(0, lines.size())
                .filter(i -> CALL.matcher(lines.get(i).replaceFirst("//.*", "")).find())
                .mapToObj(i -> file.getFileName() + ":" + (i + 1));
    }
}
