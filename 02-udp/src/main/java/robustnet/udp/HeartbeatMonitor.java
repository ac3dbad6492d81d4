package robustnet.udp;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Collection;

/// Tells which peers are alive from when their last heartbeat was heard.
///
/// ```
///               heard                     suspectAfter               downAfter
///  never heard ───────► UP ─── silence ──────────► SUSPECT ─── silence ──────► DOWN
///     DOWN              ▲                             │                         │
///                       └────────── heard ────────────┴───────── heard ─────────┘
/// ```
///
/// Silence is no proof of death: the peer may be slow, or the network between may be cut. So there
/// is a status in between, in which you stop giving a peer new work and do not yet take away what
/// it has.
///
/// A pure state machine: it has no thread and no timer, and works out the status when asked. It
/// measures in nanoseconds, and 0 is a time of the clock as any other.
///
/// Safe for use by many threads.
public final class HeartbeatMonitor {
    /// What is thought of a peer.
    public enum Status {
        /// It was heard less than `suspectAfter` ago.
        UP,
        /// It was heard at least `suspectAfter`, but less than `downAfter` ago.
        SUSPECT,
        /// It was heard at least `downAfter` ago, or never.
        DOWN
    }

    /// Creates a monitor that has heard nobody yet.
    ///
    /// @param peers whom to watch; copied
    /// @param suspectAfter the silence that makes a peer suspect; more than 0, and wisely more than
    ///   two of its intervals, so that one lost heartbeat changes nothing
    /// @param downAfter the silence after which a peer counts as dead; more than `suspectAfter`,
    ///   and as long as you like: `Duration.ofSeconds(Long.MAX_VALUE)` is never
    /// @param clock the time; `NanoClock.system()` outside of tests
    /// @throws IllegalArgumentException if a duration is out of its range
    public HeartbeatMonitor(
            Collection<? extends SocketAddress> peers,
            Duration suspectAfter,
            Duration downAfter,
            NanoClock clock) {
        throw new UnsupportedOperationException("TODO 2.6: check the durations, watch the peers");
    }

    /// Takes note that a heartbeat of `peer` has come just now.
    ///
    /// @return whether `peer` is one of the watched ones; nothing is kept of any other
    public boolean heard(SocketAddress peer) {
        throw new UnsupportedOperationException("TODO 2.6: remember when");
    }

    /// Returns what is thought of `peer` now.
    ///
    /// @throws IllegalArgumentException if `peer` is not watched
    public Status status(SocketAddress peer) {
        throw new UnsupportedOperationException("TODO 2.6: how long was it silent?");
    }
}
