package robustnet.testkit.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The sockets that this process has open, by their inode numbers. Read from `/proc`, so on Linux
/// only; elsewhere there seem to be none.
final class OpenSockets {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final String[] TABLES = {"tcp", "tcp6", "udp", "udp6"};
    private static final String[] OTHER_TABLES = {"unix", "netlink"};

    private OpenSockets() {}

    static Set<String> inodes() {
        var inodes = new HashSet<String>();
        if (!Files.isDirectory(DESCRIPTORS)) return inodes;
        try (var entries = Files.newDirectoryStream(DESCRIPTORS)) {
            for (var entry : entries) {
                inodeOf(entry).ifPresent(inodes::add);
            }
        } catch (IOException e) {
            return Set.of();
        }
        return inodes;
    }

    private static Optional<String> inodeOf(Path descriptor) {
        try {
            var target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("socket:[")
                    ? Optional.of(target.substring("socket:[".length(), target.length() - 1))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // closed since it was listed
        }
    }

    /// What kind of socket it is and in which state. Empty for one that is neither TCP nor UDP: the
    /// JDK keeps some of its own.
    static Optional<String> describe(String inode) {
        for (var table : TABLES) {
            var line = lineOf(inode, table);
            if (line.isPresent()) return line.map(fields -> sentence(table, fields));
        }
        for (var table : OTHER_TABLES) {
            if (lineOf(inode, table).isPresent()) return Optional.empty();
        }
        // The kernel takes a TCP socket out of its tables when the peer resets the connection. The
        // program still holds it.
        return Optional.of(
                "socket without a connection: it was reset, or never connected, and is not closed");
    }

    private static Optional<String[]> lineOf(String inode, String table) {
        try (var lines = Files.lines(Path.of("/proc/self/net", table))) {
            return lines.skip(1)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(fields -> List.of(fields).contains(inode))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty(); // a family that the machine does not have
        }
    }

    private static String sentence(String table, String[] fields) {
        int local = port(fields[1]);
        int remote = port(fields[2]);
        if (table.startsWith("udp")) return "UDP socket on port " + local;
        return switch (fields[3]) {
            case "0A" -> "TCP socket that listens on port " + local;
            case "08" ->
                    "TCP socket on port %d, connected to %d: the peer has closed it, your program has not (CLOSE_WAIT)"
                            .formatted(local, remote);
            default -> "TCP socket on port %d, connected to %d".formatted(local, remote);
        };
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }
}
