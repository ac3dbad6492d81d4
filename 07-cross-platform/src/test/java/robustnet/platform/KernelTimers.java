package robustnet.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
        return timers(port).findAny().isPresent();
    }

    /// When the first keep-alive timer of these connections goes off.
    static Duration keepAliveIn(int port) {
        return timers(port)
                .map(timer -> Duration.ofMillis(10 * Long.parseLong(timer.substring(3), 16)))
                .min(Duration::compareTo)
                .orElseThrow();
    }

    private static Stream<String> timers(int port) {
        var local = ":%04X".formatted(port);
        return TABLES.stream()
                .filter(Files::isReadable)
                .flatMap(KernelTimers::lines)
                .filter(line -> line.contains(local)) // a busy machine's table is long
                .map(line -> line.strip().split("\\s+"))
                .filter(
                        columns ->
                                columns[1].endsWith(local)
                                        && columns[3].equals(ESTABLISHED)
                                        && columns[5].startsWith(KEEP_ALIVE))
                .map(columns -> columns[5]);
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream().skip(1);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + table, e);
        }
    }
}
