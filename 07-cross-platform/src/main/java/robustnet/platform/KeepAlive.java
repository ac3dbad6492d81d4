package robustnet.platform;

import java.net.Socket;
import java.nio.channels.NetworkChannel;
import java.time.Duration;

/// After how much silence TCP asks the peer whether it is still there (RFC 9293, section 3.8.4).
///
/// ```
///   last segment      probe     probe     probe              gives up
///        │◄── idle ───►│◄──────►│◄──────►│ ...  │◄──────►│
///                       interval                           after `count` probes without answer
/// ```
///
/// TCP has it switched off, and where it is switched on, most systems wait two hours before the
/// first probe. The three times differ by system and by JDK, so nothing here is taken for granted:
/// what is there is applied, and the report tells the rest.
///
/// Keep-alive finds a peer that has gone. It does not find one that is there and does not answer:
/// that takes heartbeats or deadlines of your own.
///
/// Immutable, and safe for use by many threads.
///
/// @param idle the silence before the first probe; more than 0, at most 32,767 s
/// @param interval from one probe to the next one; more than 0, at most 32,767 s
/// @param count how many probes without an answer end the connection; 1 to 127
public record KeepAlive(Duration idle, Duration interval, int count) {
    private static final Duration LONGEST = Duration.ofSeconds(32_767); // Linux takes no more
    private static final int MOST_PROBES = 127;

    /// @throws IllegalArgumentException if a component is out of its range
    public KeepAlive {
        check("idle", idle);
        check("interval", interval);
        if (count < 1 || count > MOST_PROBES) {
            throw new IllegalArgumentException("count must be 1 to 127, not " + count);
        }
    }

    private static void check(String name, Duration time) {
        if (!time.isPositive() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be 1 to 32767 s, not " + time);
        }
    }

    /// Returns times that stay below the memory of most firewalls: 60 s, 10 s and 5 probes.
    public static KeepAlive defaults() {
        return new KeepAlive(Duration.ofSeconds(60), Duration.ofSeconds(10), 5);
    }

    /// Switches keep-alive on, and sets its three times, as far as the channel has these options:
    /// it is asked first, and what it does not support is not tried.
    ///
    /// Each option stands for itself: one that is missing or refused keeps no other one from being
    /// set. Systems count in seconds, so a part of a second counts as a whole one.
    ///
    /// Never throws because of the channel, not even a closed one, whatever the channel throws, and
    /// at whatever question: it is in the report then that nothing was applied.
    ///
    /// @param channel of any kind, also one that knows nothing of keep-alive
    /// @return `SO_KEEPALIVE`, `TCP_KEEPIDLE`, `TCP_KEEPINTERVAL` and `TCP_KEEPCOUNT`, in this
    ///   order, the times in seconds. An option that the channel does not support, or that could
    ///   not be set or read back, is not applied
    public OptionReport apply(NetworkChannel channel) {
        throw new UnsupportedOperationException("TODO 7.2: ask, set, read back, and report");
    }

    /// Does the same for a socket. Give it the sockets that you accept as well: a listener hands on
    /// the times at most, never the switch.
    public OptionReport apply(Socket socket) {
        throw new UnsupportedOperationException("TODO 7.2: ask, set, read back, and report");
    }
}
