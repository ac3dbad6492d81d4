package robustnet.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/// Receives the messages of one [SlidingWindowSender], each exactly once and in order.
///
/// It knows the number n of the packet to be delivered next, and keeps packets that came early:
///
/// ```
///   n - window                n                  n + window
///  ──────┼────────────────────┼──────────────────────┼──────────► number
///        │ repeat: ACK again, │ ACK; deliver it when │ ignored,
///        │ deliver nothing    │ its turn has come    │ without an ACK
///
///              END, in its turn            linger is over, or close()
///  RECEIVING ─────────────────► LINGERING ───────────────────────────► ENDED
/// ```
///
/// A number is n - `window` or more to be a repeat, and less than n + `window` to be kept; any
/// other one is ignored. Numbers are compared by subtraction: the one before 0 is 2^32 - 1. While
/// it lingers nothing is new, and only repeats are confirmed. An ACK carries the number of the
/// packet that came, and no payload.
///
/// Only DATA and END packets of the sender's count. The sender is whoever sends the first of them
/// with a number from 0 to `window` - 1; no other packet makes one. Memory is bounded: at most
/// `window` packets are kept.
///
/// Packets are confirmed only while [#receive()] waits: a program that does not call it makes the
/// sender wait, and in the end give up.
///
/// For use by one thread; [#close()] and [#address()] may be called by any.
public final class SlidingWindowReceiver implements AutoCloseable {
    private SlidingWindowReceiver() {}

    /// Opens a socket that receives on `local`; port 0 takes any free one, see [#address()].
    ///
    /// @param window how many packets are kept at most; wisely the sender's window; 1 to 1024
    /// @param timeout the longest wait of [#receive()] for a message; more than 0, at most 1 hour
    /// @param linger how long packets are confirmed again after the end; 0 to 1 hour
    /// @throws IllegalArgumentException if an argument is out of its range
    /// @throws SocketException if the address cannot be bound
    public static SlidingWindowReceiver bind(
            InetSocketAddress local, int window, Duration timeout, Duration linger)
            throws SocketException {
        throw new UnsupportedOperationException("TODO 2.7: check the arguments, open a socket");
    }

    /// Returns the address that it receives on.
    public InetSocketAddress address() {
        throw new UnsupportedOperationException("TODO 2.7: the address of the socket");
    }

    /// Returns the next message, as soon as it and all before it are there.
    ///
    /// Waits and confirms only if the next message has not come early. At the end it goes on
    /// confirming repeats for the time `linger`, counted from here, and only then returns empty.
    /// After that it returns empty at once, closed or not.
    ///
    /// What comes meanwhile makes neither wait longer. What was confirmed is kept, also when this
    /// wait ends without the next message. An ACK that cannot be sent may be taken for one that was
    /// lost on the way.
    ///
    /// An interrupt need not end the wait; [#close()] does.
    ///
    /// @return the message, or empty if the sender has finished
    /// @throws SocketTimeoutException if the next message, or the end, does not come within
    ///   `timeout` of the call, whatever else comes; the receiver may be asked again
    /// @throws IOException if the receiver is closed, before or meanwhile, or the socket fails; but
    ///   a close while it lingers only cuts that short
    public Optional<byte[]> receive() throws IOException {
        throw new UnsupportedOperationException(
                "TODO 2.7: confirm, keep what is early, deliver in order");
    }

    /// Closes the socket at once. A call that is waiting ends. Closing a second time does nothing.
    @Override
    public void close() {
        throw new UnsupportedOperationException("TODO 2.7: close the socket");
    }
}
