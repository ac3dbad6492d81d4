package robustnet.errors;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import robustnet.basics.Endpoint;

/// Opens connections: looks the host up, and tries each of its addresses until one takes the
/// connection.
///
/// ```
///   connect ──► look up ──► address 1 ──► address 2 ──► ... ──► the last one
///                  │            │             │                     │  failed too, or
///                  │ no         │ connected   │                     ▼  no time left
///                  ▼ address    ▼             ▼                  throws the last failure,
///               throws       the socket is returned              the earlier ones suppressed
/// ```
///
/// One call is one round. For more rounds, call it from a [Retrier]: each round looks the host up
/// anew. Whatever a call throws, it has sent nothing of any request, and it leaves no socket open.
///
/// Immutable; safe for use by many threads if its resolver and its supplier of sockets are.
public final class Connector {
    /// Looks up the addresses of a host.
    @FunctionalInterface
    public interface Resolver {
        /// Returns all addresses of `host`, looked up now, in the order in which to try them.
        ///
        /// @throws UnknownHostException if the host has none
        List<InetAddress> resolve(String host) throws UnknownHostException;

        /// Asks the system, as [InetAddress#getAllByName(String)].
        static Resolver system() {
            return host -> List.of(InetAddress.getAllByName(host));
        }
    }

    private static final Duration LONGEST = Duration.ofDays(24);

    private final int connectMillis;
    private final Resolver resolver;
    private final Supplier<Socket> sockets;

    /// Creates a connector.
    ///
    /// @param connectTimeout how long one address may take; more than 0; a part of a millisecond
    ///   counts as a whole one, and more than 24 days may count as 24 days
    /// @param resolver looks hosts up
    /// @param sockets makes an unconnected socket for each attempt, usually `Socket::new`; it may
    ///   have set options, or have bound the socket to a local address
    /// @throws IllegalArgumentException if `connectTimeout` is 0 or negative
    public Connector(Duration connectTimeout, Resolver resolver, Supplier<Socket> sockets) {
        if (!connectTimeout.isPositive()) {
            throw new IllegalArgumentException(
                    "connectTimeout must be more than 0, not " + connectTimeout);
        }
        var bounded = connectTimeout.compareTo(LONGEST) < 0 ? connectTimeout : LONGEST;
        // up, because 0 means "for ever" to a socket
        connectMillis = (int) bounded.plusNanos(999_999).toMillis();
        this.resolver = resolver;
        this.sockets = sockets;
    }

    /// Returns a connection to `endpoint`: looks the host up, then tries its addresses in their
    /// order, one at a time, each with a socket of its own.
    ///
    /// An attempt takes the connect timeout at most, and no longer than what remains until the
    /// deadline. None begins once the deadline has passed. The lookup itself cannot be cut short,
    /// and comes first even if the deadline has passed: it tells whether the host is unknown.
    ///
    /// An address where the socket would be connected to itself (its local address and port are the
    /// remote ones) has failed with a `ConnectException`: there is no server. The next one is
    /// tried.
    ///
    /// @param deadline when the whole round must be over
    /// @return a connected socket, which is the caller's to close. All others are closed, also when
    ///   this method throws, be it an `Error`
    /// @throws UnknownHostException if the resolver throws it, or knows no address
    /// @throws SocketTimeoutException if the last address tried did not answer in time, or the
    ///   deadline had passed before the first attempt
    /// @throws IOException what the attempt at the last address tried threw, with the failures of
    ///   the addresses before it as its suppressed exceptions, in order; but not itself, where the
    ///   same object was thrown twice
    public Socket connect(Endpoint endpoint, Deadline deadline) throws IOException {
        // E15: in each round, because the server may have moved since the last one
        var addresses = resolver.resolve(endpoint.host());
        if (addresses.isEmpty()) {
            throw new UnknownHostException("no address for " + endpoint.host());
        }
        var failures = new ArrayList<IOException>();
        for (var address : addresses) {
            if (!failures.isEmpty() && deadline.hasPassed()) {
                break; // what failed says more than that the time is over
            }
            try {
                return connect(new InetSocketAddress(address, endpoint.port()), deadline);
            } catch (IOException e) {
                failures.add(e);
            }
        }
        throw withHistory(failures);
    }

    private Socket connect(InetSocketAddress address, Deadline deadline) throws IOException {
        // E1: without a timeout the system decides, and it has minutes
        int millis = Math.min(connectMillis, deadline.socketTimeoutMillis());
        // E17: a socket whose connect has failed is closed, so each attempt has its own
        var socket = sockets.get();
        try {
            socket.connect(address, millis);
            if (isConnectedToItself(socket)) {
                throw new ConnectException(address + " is this very socket, not a server");
            }
            return socket;
        } catch (Throwable e) {
            socket.close();
            throw e;
        }
    }

    /// E18: TCP lets a socket connect to its own port, and then it answers itself.
    private static boolean isConnectedToItself(Socket socket) {
        return socket.getLocalSocketAddress().equals(socket.getRemoteSocketAddress());
    }

    private static IOException withHistory(List<IOException> failures) {
        var last = failures.getLast();
        failures.stream()
                .filter(failure -> failure != last) // nothing can be suppressed in itself
                .forEach(last::addSuppressed);
        return last;
    }
}
