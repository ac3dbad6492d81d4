package robustnet.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
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
    private final PacketSocket socket;
    private final int window;
    private final Duration timeout;
    private final Duration linger;
    private final Map<Integer, Packet> early = new HashMap<>();
    private SocketAddress sender;
    private int next;
    private boolean ended;

    private SlidingWindowReceiver(
            PacketSocket socket, int window, Duration timeout, Duration linger) {
        this.socket = socket;
        this.window = window;
        this.timeout = timeout;
        this.linger = linger;
    }

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
        var hour = Duration.ofHours(1);
        if (window < 1
                || window > 1024
                || !timeout.isPositive()
                || timeout.compareTo(hour) > 0
                || linger.isNegative()
                || linger.compareTo(hour) > 0) {
            throw new IllegalArgumentException(
                    "write a window of 1 to 1024, and times of at most 1 hour, not %d, %s and %s"
                            .formatted(window, timeout, linger));
        }
        return new SlidingWindowReceiver(PacketSocket.bind(local), window, timeout, linger);
    }

    /// Returns the address that it receives on.
    public InetSocketAddress address() {
        return socket.address();
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
        if (ended) {
            return Optional.empty();
        }
        if (!confirmUntilNext(timeout)) {
            throw new SocketTimeoutException("no packet " + Integer.toUnsignedString(next));
        }
        var packet = early.remove(next);
        next++;
        if (packet.type() == Packet.Type.DATA) {
            return Optional.of(packet.payload());
        }
        ended = true;
        linger();
        return Optional.empty();
    }

    /// Confirms what comes, until the next packet is there or `wait` is over.
    private boolean confirmUntilNext(Duration wait) throws IOException {
        long start = System.nanoTime();
        while (!early.containsKey(next)) {
            var arrival = socket.receive(wait.minusNanos(System.nanoTime() - start));
            if (arrival.isEmpty()) {
                return false;
            }
            take(arrival.get().packet(), arrival.get().from());
        }
        return true;
    }

    private void take(Packet packet, SocketAddress from) throws IOException {
        boolean carries = packet.type() == Packet.Type.DATA || packet.type() == Packet.Type.END;
        // By subtraction: the numbers wrap. After the end nothing new comes
        int ahead = packet.sequence() - next;
        int beyond = ended ? 0 : window;
        if (!carries || ahead >= beyond || ahead < -window || !isSender(from, ahead)) {
            return;
        }
        sender = from;
        if (ahead >= 0) {
            early.put(packet.sequence(), packet);
        }
        // U4: kept first, then confirmed; and a repeat as well, because its ACK was lost
        var ack = new Packet(Packet.Type.ACK, packet.sequence(), System.nanoTime(), new byte[0]);
        socket.send(ack, from);
    }

    private boolean isSender(SocketAddress from, int ahead) {
        // U8: anybody can send here
        return sender == null ? ahead >= 0 : sender.equals(from);
    }

    private void linger() {
        try {
            // Nothing is kept any more, so this is over when its time is
            confirmUntilNext(linger);
        } catch (IOException _) {
            // Closed meanwhile, or the network is away: all messages are here all the same
        }
    }

    /// Closes the socket at once. A call that is waiting ends. Closing a second time does nothing.
    @Override
    public void close() {
        socket.close();
    }
}
