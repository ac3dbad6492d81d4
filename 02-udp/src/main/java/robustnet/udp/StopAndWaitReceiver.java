package robustnet.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/// Receives the messages of one [StopAndWaitSender], each exactly once and in order.
///
/// It knows the number n of the next packet, and holds nothing else:
///
/// ```
///  DATA n   ACK n, deliver it, n becomes n + 1
///  END n    ACK n, then LINGERING
///  DATA or END before n: a repeat, because its ACK was lost: ACK it again, deliver nothing
///  anything else, or from another sender: ignored, without an ACK
///
///              END n                       linger is over, or close()
///  RECEIVING ─────────► LINGERING ──────────────────────────────────────► ENDED
///                        │ ▲
///                        └─┘ a repeat of the sender's: ACK it again
/// ```
///
/// Only DATA and END packets count. The sender is whoever sends the first of them with number 0,
/// from then to the end. Numbers are compared by subtraction: the one before 0 is 2^32 - 1, and is
/// before n in the same way. An ACK carries the number of the packet that came, and no payload.
///
/// Packets are confirmed only while [#receive()] runs: a program that does not call it makes the
/// sender wait, and in the end give up.
///
/// For use by one thread; [#close()] and [#address()] may be called by any.
public final class StopAndWaitReceiver implements AutoCloseable {
    private StopAndWaitReceiver() {}

    /// Opens a socket that receives on `local`; port 0 takes any free one, see [#address()].
    ///
    /// @param timeout the longest wait of [#receive()] for a message; more than 0, at most 1 hour
    /// @param linger how long the end is confirmed again, should its ACK be lost; wisely more than
    ///   twice the sender's longest timeout; 0 to 1 hour
    /// @throws IllegalArgumentException if a duration is out of its range
    /// @throws SocketException if the address cannot be bound
    public static StopAndWaitReceiver bind(
            InetSocketAddress local, Duration timeout, Duration linger) throws SocketException {
        throw new UnsupportedOperationException("TODO 2.5: check the durations, open a socket");
    }

    /// Returns the address that it receives on.
    public InetSocketAddress address() {
        throw new UnsupportedOperationException("TODO 2.5: the address of the socket");
    }

    /// Waits for the next message, confirms it at once, and returns it.
    ///
    /// At the end it goes on confirming repeats for the time `linger`, counted from the end, and
    /// only then returns empty: otherwise nobody would answer a sender whose last ACK was lost.
    /// After that it returns empty at once, closed or not.
    ///
    /// What comes meanwhile makes neither wait longer. An ACK that cannot be sent may be taken for
    /// one that was lost on the way.
    ///
    /// An interrupt need not end the wait; [#close()] does.
    ///
    /// @return the message, or empty if the sender has finished
    /// @throws SocketTimeoutException if neither a new message nor the end comes within `timeout`
    ///   of the call, whatever else comes; the receiver may be asked again
    /// @throws IOException if the receiver is closed, before or meanwhile, or the socket fails: no
    ///   `SocketTimeoutException` then, because to ask again is of no use; but a close while it
    ///   lingers only cuts that short
    public Optional<byte[]> receive() throws IOException {
        throw new UnsupportedOperationException(
                "TODO 2.5: confirm, deliver what is new, linger at the end");
    }

    /// Closes the socket at once. A call that is waiting ends. Closing a second time does nothing.
    @Override
    public void close() {
        throw new UnsupportedOperationException("TODO 2.5: close the socket");
    }
}
