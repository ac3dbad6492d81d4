package robustnet.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What Linux tells of its TCP connections, in `/proc/net`.
final class KernelTimers {
    private static final List<Path> TABLES =
            List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final String ESTABLISHED = "01";
    private static final String KEEP_ALIVE = "02";

    private KernelTimers() {}

    static boolean supported() {
        return TABLES.stream().anyMatch(Files::isReadable);
    }

    /// Whether a keep-alive timer runs at the server's end of a connection to `port`.
    static boolean keepAliveRuns(int port) {
        return TABLES.stream()
                .filter(Files::isReadable)
                .flatMap(KernelTimers::lines)
                .map(line -> line.strip().split("\\s+"))
                .anyMatch(
                        columns ->
                                columns[1].endsWith(":%04X".formatted(port))
                                        && columns[3].equals(ESTABLISHED)
                                        && columns[5].startsWith(KEEP_ALIVE));
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream().skip(1);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + table, e);
        }
    }
}
