package robustnet.testkit.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The sockets that this process has open, by their inode numbers. Read from `/proc`, so on Linux
/// only; elsewhere there seem to be none.
final class OpenSockets {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final String[] TABLES = {"tcp", "tcp6", "udp", "udp6"};
    private static final String[] OTHERS = {"unix", "netlink"};

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

    /// What kind of socket it is and in which state. Empty for one that is no TCP or UDP socket:
    /// the JDK keeps some local ones of its own.
    static Optional<String> describe(String inode) {
        for (var table : TABLES) {
            try (var lines = Files.lines(Path.of("/proc/self/net", table))) {
                var found =
                        lines.skip(1)
                                .map(line -> line.strip().split("\\s+"))
                                .filter(f -> f.length > 9 && f[9].equals(inode))
                                .findFirst();
                if (found.isPresent()) return found.map(f -> sentence(table, f));
            } catch (IOException e) {
                // a family that the machine does not have
            }
        }
        // The tables do not list a connection that is over: the peer has reset it, say.
        return isOfNoOtherFamily(inode)
                ? Optional.of("socket whose connection has ended, and which was not closed")
                : Optional.empty();
    }

    private static boolean isOfNoOtherFamily(String inode) {
        for (var table : OTHERS) {
            try (var lines = Files.lines(Path.of("/proc/self/net", table))) {
                var fields = lines.skip(1).flatMap(line -> Arrays.stream(line.split("\\s+")));
                if (fields.anyMatch(inode::equals)) return false;
            } catch (IOException e) {
                return false; // nobody can tell
            }
        }
        return true;
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
