package robustnet.runner.doctor;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import robustnet.runner.doctor.Diagnosis.Ok;
import robustnet.runner.doctor.Diagnosis.Warn;

/// Which options the sockets of this platform have.
final class SocketOptions {
    private static final Set<String> KEEP_ALIVE =
            Set.of("TCP_KEEPIDLE", "TCP_KEEPINTERVAL", "TCP_KEEPCOUNT");

    private SocketOptions() {}

    /// A channel that is opened to be asked.
    @FunctionalInterface
    private interface Opening {
        NetworkChannel open() throws IOException;
    }

    static Diagnosis check() throws IOException {
        var tcp = options(SocketChannel::open);
        var found =
                "TCP %s; UDP %s; Unix domain %s"
                        .formatted(tcp, options(DatagramChannel::open), unixDomain());
        return tcp.containsAll(KEEP_ALIVE)
                ? new Ok(found)
                : new Warn(
                        found,
                        "Without "
                                + missing(tcp)
                                + ": exercises on keep-alive skip what is not there.");
    }

    private static Set<String> options(Opening opening) throws IOException {
        try (var channel = opening.open()) {
            return channel.supportedOptions().stream()
                    .map(SocketOption::name)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String unixDomain() throws IOException {
        try {
            return options(() -> SocketChannel.open(StandardProtocolFamily.UNIX)).toString();
        } catch (UnsupportedOperationException _) {
            return "not supported";
        }
    }

    private static Set<String> missing(Set<String> there) {
        var missing = new TreeSet<>(KEEP_ALIVE);
        missing.removeAll(there);
        return missing;
    }
}
