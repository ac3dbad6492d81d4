package robustnet.platform;

import static java.net.StandardSocketOptions.SO_REUSEADDR;
import static java.net.StandardSocketOptions.SO_REUSEPORT;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import robustnet.platform.OptionReport.NotApplied;
import robustnet.platform.OptionReport.Outcome;

/// How a server listens: who may share its port, and how many connections wait for its accept.
///
/// The same option means different things:
///
/// | option         | Linux, macOS                             | Windows                          |
/// |----------------|------------------------------------------|----------------------------------|
/// | `SO_REUSEADDR` | bind although old connections of this    | another program may take a port  |
/// |                | port are in TIME-WAIT: wanted            | that is in use: never wanted     |
/// | `SO_REUSEPORT` | several listeners share one port         | is not there                     |
///
/// Options are set before binding, because afterwards they change nothing.
///
/// Immutable, and safe for use by many threads.
///
/// @param reusePort whether to ask for `SO_REUSEPORT`. All listeners of the port must ask for it.
///   On Linux a hash of the addresses decides who gets a connection, and not who has time for it
/// @param backlog how many connections may wait for accept; 1 or more. Systems have a limit of
///   their own, and cut what is above it without a word
public record ListenOptions(boolean reusePort, int backlog) {
    /// @throws IllegalArgumentException if `backlog` is less than 1
    public ListenOptions {
        if (backlog < 1) {
            throw new IllegalArgumentException("backlog must be 1 or more, not " + backlog);
        }
    }

    /// Returns what fits most servers: a port of their own, and a backlog of 256.
    public static ListenOptions defaults() {
        return new ListenOptions(false, 256);
    }

    /// Opens a server socket, and binds it as [#bind(ServerSocket, InetSocketAddress,
    /// OperatingSystem)] does.
    ///
    /// @param system the one that this program runs on: [OperatingSystem#current()]
    /// @throws IOException if the address cannot be bound; nothing stays open then
    public ServerSocket listen(InetSocketAddress address, OperatingSystem system)
            throws IOException {
        var listener = new ServerSocket();
        bind(listener, address, system);
        return listener;
    }

    /// Sets the options of a server socket, and binds it.
    ///
    /// `SO_REUSEADDR` is switched on, except on Windows: there it is left as it is, and the report
    /// says so. `SO_REUSEPORT` is switched on if it is wanted and supported; if it is wanted and
    /// not supported, the report says so, and the port is this listener's alone. An option that
    /// cannot be set is no reason not to bind.
    ///
    /// Closed counts before bound: what was bound and is closed is closed.
    ///
    /// @param unbound of any kind, also an [javax.net.ssl.SSLServerSocket]
    /// @param address the local address; port 0 takes any free one
    /// @param system the one that this program runs on: [OperatingSystem#current()]
    /// @return `SO_REUSEADDR`, and then `SO_REUSEPORT` if it was wanted
    /// @throws IllegalStateException if it is bound already; it was not changed
    /// @throws UnknownHostException if the address is not resolved; the server socket is closed
    /// @throws IOException if the address cannot be bound, or the server socket is closed already;
    ///   it is closed in any case
    public OptionReport bind(
            ServerSocket unbound, InetSocketAddress address, OperatingSystem system)
            throws IOException {
        if (unbound.isBound() && !unbound.isClosed()) { // X3
            throw new IllegalStateException("bound already: " + unbound);
        }
        try {
            requireResolved(address);
            var report = prepare(Options.of(unbound), system);
            unbound.bind(address, backlog);
            return report;
        } catch (IOException | RuntimeException e) {
            unbound.close();
            throw e;
        }
    }

    /// Does the same for a channel, with the same results.
    ///
    /// @param unbound a channel of the Internet family, blocking or not
    /// @throws IllegalStateException if it is bound already; it was not changed
    /// @throws UnknownHostException if the address is not resolved; the channel is closed
    /// @throws IOException if the address cannot be bound, or the channel is closed already; it is
    ///   closed in any case
    public OptionReport bind(
            ServerSocketChannel unbound, InetSocketAddress address, OperatingSystem system)
            throws IOException {
        if (unbound.getLocalAddress() != null) { // X3
            throw new IllegalStateException("bound already: " + unbound);
        }
        try {
            requireResolved(address);
            var report = prepare(Options.of(unbound), system);
            unbound.bind(address, backlog);
            return report;
        } catch (IOException | RuntimeException e) {
            unbound.close();
            throw e;
        }
    }

    private OptionReport prepare(Options options, OperatingSystem system) {
        List<Outcome> outcomes = new ArrayList<>();
        outcomes.add(
                system == OperatingSystem.WINDOWS // X3: there it lets others in
                        ? new NotApplied(SO_REUSEADDR, "means something else on Windows")
                        : options.apply(SO_REUSEADDR, true));
        if (reusePort) {
            outcomes.add(options.apply(SO_REUSEPORT, true)); // X4
        }
        return new OptionReport(outcomes);
    }

    private static void requireResolved(InetSocketAddress address) throws UnknownHostException {
        if (address.isUnresolved()) {
            throw new UnknownHostException(address.getHostString());
        }
    }
}
