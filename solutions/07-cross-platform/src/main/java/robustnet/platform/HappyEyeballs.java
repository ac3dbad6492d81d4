package robustnet.platform;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import robustnet.basics.Endpoint;
import robustnet.errors.Connector;
import robustnet.errors.Deadline;
import robustnet.errors.Sleeper;

/// Opens connections as RFC 8305 has it: the addresses of a host race each other, with a small
/// start for the first, and the one that answers first wins.
///
/// ```
///   addresses as resolved     6a  6b  6c  4a  4b
///   as they are tried         6a  4a  6b  4b  6c          the families take turns
///
///   time    0 ms         250 ms            400 ms
///   6a      begin ------------------------------------------------ X  closed, a loser
///   4a                   begin ----------- refused
///   6b                                     begin --- connected, the winner
///                        the delay          at once, the delay not awaited
/// ```
///
/// One call is one round; for more, call it from a [robustnet.errors.Retrier]. Whatever a call
/// throws, it has sent nothing of any request. It leaves no socket open but the one returned.
///
/// Immutable; safe for use by many threads if what it was given is.
public final class HappyEyeballs {
    /// The delay between two attempts that RFC 8305 recommends (section 8).
    public static final Duration RECOMMENDED_DELAY = Duration.ofMillis(250);

    private static final Duration LEAST_DELAY = Duration.ofMillis(10);
    private static final Duration MOST_DELAY = Duration.ofSeconds(2);

    /// Connects to one address.
    @FunctionalInterface
    public interface Attempt {
        /// Returns a socket that is connected to `address`, and is the caller's to close.
        ///
        /// Runs on a thread of its own, even where there is one address only: a virtual one,
        /// because only there does an interrupt end a blocking connect (and close the socket). It
        /// is interrupted when the race is over, and should end then. If it does not, the race is
        /// over all the same.
        ///
        /// @param deadline when it should have ended
        /// @throws IOException if there is no connection; nothing is left open then
        Socket connect(InetSocketAddress address, Deadline deadline) throws IOException;

        /// Connects plain sockets, as a [Connector] does: each closed if it fails, none connected
        /// to itself (E18).
        ///
        /// @param connectTimeout how long one address may take; more than 0
        /// @throws IllegalArgumentException if `connectTimeout` is 0 or negative
        static Attempt tcp(Duration connectTimeout) {
            // rejects a wrong timeout now, not in the first race
            new Connector(connectTimeout, Connector.Resolver.system(), Socket::new);
            return (address, deadline) ->
                    new Connector(connectTimeout, _ -> List.of(address.getAddress()), Socket::new)
                            .connect(new Endpoint("address", address.getPort()), deadline);
        }
    }

    private final Connector.Resolver resolver;
    private final Attempt attempt;
    private final Duration delay;
    private final Sleeper sleeper;

    /// Creates one.
    ///
    /// @param resolver looks hosts up
    /// @param attempt connects to one address
    /// @param delay how long an attempt has before the next one begins beside it; 10 ms to 2 s, the
    ///   bounds of RFC 8305 (section 8), usually [#RECOMMENDED_DELAY]
    /// @param sleeper does all the waiting for a time to come, the delay's and the deadline's, on
    ///   any thread; it is interrupted where the time is not awaited any more
    /// @throws IllegalArgumentException if `delay` is out of its range
    public HappyEyeballs(
            Connector.Resolver resolver, Attempt attempt, Duration delay, Sleeper sleeper) {
        if (delay.compareTo(LEAST_DELAY) < 0 || delay.compareTo(MOST_DELAY) > 0) {
            throw new IllegalArgumentException("delay must be from 10 ms to 2 s, not " + delay);
        }
        this.resolver = resolver;
        this.attempt = attempt;
        this.delay = delay;
        this.sleeper = sleeper;
    }

    /// Creates one that asks the system for addresses, connects plain sockets with a connect
    /// timeout of 5 s, and waits 250 ms between attempts.
    public static HappyEyeballs standard() {
        return new HappyEyeballs(
                Connector.Resolver.system(),
                Attempt.tcp(Duration.ofSeconds(5)),
                RECOMMENDED_DELAY,
                Sleeper.system());
    }

    /// Returns the addresses in the order in which to try them (RFC 8305, section 4): the families
    /// take turns, beginning with that of the first one, and each family keeps its order. When one
    /// family has no more, the rest of the other follows.
    ///
    /// An address belongs to IPv4 if it is a [java.net.Inet4Address], whatever its host name.
    /// `addresses` is not changed.
    public static List<InetAddress> interleave(List<InetAddress> addresses) {
        Queue<InetAddress> turn = new ArrayDeque<>();
        Queue<InetAddress> other = new ArrayDeque<>();
        for (var address : addresses) {
            // X5: by type; a text with a colon or a dot may be a host's name
            boolean first = isIPv4(address) == isIPv4(addresses.getFirst());
            (first ? turn : other).add(address);
        }
        var ordered = new ArrayList<InetAddress>();
        while (!turn.isEmpty()) {
            ordered.add(turn.remove());
            if (!other.isEmpty()) {
                var next = other;
                other = turn;
                turn = next;
            }
        }
        return ordered;
    }

    private static boolean isIPv4(InetAddress address) {
        return address instanceof Inet4Address;
    }

    /// Returns a connection to `endpoint`: looks the host up and starts an attempt at each of its
    /// addresses, interleaved, until one has a connection.
    ///
    /// The next attempt begins when the delay has passed since the latest one began, or at once
    /// when any attempt fails. It begins beside those that are still under way; they go on. None
    /// begins once the deadline has passed.
    ///
    /// The first connection wins. All other attempts are interrupted then, and not waited for; a
    /// connection that one of them still makes, however late, is closed.
    ///
    /// The lookup itself cannot be cut short, and comes first even if the deadline has passed.
    ///
    /// @param deadline when the round must be over, whatever the attempts do
    /// @return a connected socket, which is the caller's to close
    /// @throws UnknownHostException if the resolver throws it, or knows no address
    /// @throws SocketTimeoutException if the deadline passed first; the failures that had come by
    ///   then are its suppressed exceptions, in the order in which they came
    /// @throws IOException if all attempts failed: what the one threw that failed first, with what
    ///   the others threw as its suppressed exceptions, in the order in which they failed; but not
    ///   itself, where the same object was thrown twice. If the last one fails when the deadline
    ///   has just passed, either of the two may be thrown
    /// @throws InterruptedException if the thread is interrupted, before or meanwhile; all attempts
    ///   are off then, as when one has won. If the interrupt and the first connection come at the
    ///   same moment, the connection may be returned instead; the interrupt status stays set then
    /// @throws RuntimeException what an attempt threw, an Error alike: a bug ends the round at once
    public Socket connect(Endpoint endpoint, Deadline deadline)
            throws IOException, InterruptedException {
        var addresses = interleave(resolver.resolve(endpoint.host())); // E15: in each round
        if (addresses.isEmpty()) {
            throw new UnknownHostException("no address for " + endpoint.host());
        }
        var targets =
                addresses.stream()
                        .map(address -> new InetSocketAddress(address, endpoint.port()))
                        .toList();
        try (var race = new ConnectRace(targets, attempt, sleeper, deadline)) {
            return race.run(delay);
        }
    }
}
