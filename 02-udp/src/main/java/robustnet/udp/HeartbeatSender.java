package robustnet.udp;

import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.time.Duration;

/// Says "I am alive" to one monitor, again and again: a [Packet] of type HEARTBEAT without payload,
/// numbered from 0, with the time at which it was sent.
///
/// ```
///  start()   interval   interval   interval          close()
///    ├──────────┼──────────┼──────────┼─────── ... ─────┤
///    0          1          2          3                 silence
/// ```
///
/// Nobody answers, and nothing is sent again: the next heartbeat says all that a lost one said.
///
/// Safe for use by many threads.
public final class HeartbeatSender implements AutoCloseable {
    private HeartbeatSender() {}

    /// Starts to send from a socket that is bound already, and takes the socket over: [#close()]
    /// closes it. The first heartbeat is sent at once, each further one an interval after the one
    /// before.
    ///
    /// A heartbeat that cannot be sent, for whatever reason, is left out and takes its number with
    /// it. The next one is sent in its time all the same. An address that is not resolved is such a
    /// reason.
    ///
    /// @param monitor where to send to
    /// @param interval 1 ms to 1 hour
    /// @throws IllegalArgumentException if `interval` is out of its range; the socket stays the
    ///   caller's then
    public static HeartbeatSender start(
            DatagramSocket socket, SocketAddress monitor, Duration interval) {
        throw new UnsupportedOperationException("TODO 2.6: a heartbeat every interval");
    }

    /// Stops sending, with no word of goodbye, closes the socket, and returns when the sending
    /// thread has ended. Closing a second time does nothing. An interrupt does not cut the wait
    /// short; the caller's interrupt status is kept.
    @Override
    public void close() {
        throw new UnsupportedOperationException("TODO 2.6: stop, and wait for the thread");
    }
}
