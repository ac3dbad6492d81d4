package robustnet.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Optional;

/// Sends messages to a [SlidingWindowReceiver], each exactly once and in order, over a network that
/// loses, repeats, reorders and corrupts datagrams. Up to `window` messages are on their way at a
/// time, and each is sent again for itself only (selective repeat).
///
/// Packets are numbered from 0 as those of a [StopAndWaitSender]. ACK n confirms packet n and no
/// other. The window begins at the oldest packet that is not confirmed:
///
/// ```
///                 │◄─────── window of 6 ───────►│
///   0 ✓  1 ✓  2 ✓ │ 3 ·  4 ✓  5 ·  6 ✓  7 ·  8  │  9   10   11
///                   │                        │     │
///                   │                        │     └─ must wait
///                   │                        └─ may go now
///                   └─ the oldest one that is not confirmed
///
///   ✓ confirmed   · sent, not confirmed: sent again when its own timeout is over
/// ```
///
/// When ACK 3 comes, the window begins at 5, and 9 and 10 may go.
///
/// It has no thread of its own: ACKs are taken and packets sent again only while a call of [#send]
/// or [#finish()] waits.
///
/// For use by one thread; [#close()] may be called by any.
public final class SlidingWindowSender implements AutoCloseable {
    /// A packet that is sent and not confirmed.
    private static final class Outstanding {
        private final Packet.Type type;
        private final int sequence;
        private final byte[] payload;
        private int attempts;
        private long sent;
        private Duration timeout;

        Outstanding(Packet.Type type, int sequence, byte[] payload) {
            this.type = type;
            this.sequence = sequence;
            this.payload = payload;
        }

        Duration rest() {
            return timeout.minusNanos(System.nanoTime() - sent);
        }
    }

    private static final Duration A_MOMENT = Duration.ofMillis(1);

    private final PacketSocket socket;
    private final Retransmission retransmission;
    private final int window;

    /// By number, the oldest first. Never more than the window.
    private final LinkedHashMap<Integer, Outstanding> outstanding = new LinkedHashMap<>();

    private int next;
    private boolean ready = true;

    private SlidingWindowSender(PacketSocket socket, Retransmission retransmission, int window) {
        this.socket = socket;
        this.retransmission = retransmission;
        this.window = window;
    }

    /// Opens a socket that talks to `receiver` only. Sends nothing yet.
    ///
    /// @param retransmission how often a packet is sent, and how long each time waits for its ACK
    /// @param window how many numbers, from the oldest one that is not confirmed, may be on their
    ///   way; 1 to 1024
    /// @throws IllegalArgumentException if `window` is out of its range
    /// @throws SocketException if the socket cannot be opened or connected; nothing stays open then
    public static SlidingWindowSender connect(
            InetSocketAddress receiver, Retransmission retransmission, int window)
            throws SocketException {
        if (window < 1 || window > 1024) {
            throw new IllegalArgumentException("write a window from 1 to 1024, not " + window);
        }
        return new SlidingWindowSender(PacketSocket.connect(receiver), retransmission, window);
    }

    /// Sends a message, as soon as the window has room for it, and returns without waiting for its
    /// ACK. Only [#finish()] tells that it has arrived.
    ///
    /// A packet is sent again only when its own wait ends without its ACK, and not if that ACK has
    /// come and was not looked at yet. Each packet has its own timer, and all the attempts and
    /// waits of the policy, the wait after the last attempt too. ACKs of other packets, and packets
    /// that are no ACK, confirm nothing of it, make no wait longer and have nothing sent.
    ///
    /// After an `IOException` it is not known which messages have arrived, and the sender has
    /// failed. An interrupt need not end the wait; [#close()] does.
    ///
    /// @param message 0 to [Packet#MAX_PAYLOAD] bytes; copied
    /// @throws IllegalArgumentException if `message` is longer; nothing was sent then, and the
    ///   sender is as ready as before
    /// @throws IllegalStateException if the sender has failed or finished before; nothing was sent
    /// @throws SocketTimeoutException if some message got no ACK in the wait after its last attempt
    /// @throws PortUnreachableException if the receiver's host reports that nobody listens there
    /// @throws IOException if the sender is closed, before or meanwhile, or the socket fails
    public void send(byte[] message) throws IOException {
        if (message.length > Packet.MAX_PAYLOAD) {
            throw new IllegalArgumentException(
                    "%d bytes, allowed: 0 to %d".formatted(message.length, Packet.MAX_PAYLOAD));
        }
        checkReady();
        ready = false;
        while (isFull()) {
            awaitAckOrTimeout();
        }
        sendNext(Packet.Type.DATA, message.clone());
        ready = true;
    }

    /// Waits until all messages are confirmed, then says that no message follows, and waits until
    /// the receiver has confirmed that.
    ///
    /// The end is sent after the last message was confirmed. So a result of false leaves a doubt
    /// about the end only, see [StopAndWaitSender#finish()].
    ///
    /// @return whether the end was confirmed; false after the last attempt, or if the receiver's
    ///   host reports that nobody listens there any more
    /// @throws IllegalStateException if the sender has failed or finished before, with either
    ///   result; nothing was sent
    /// @throws SocketTimeoutException if some message got no ACK in the wait after its last attempt
    /// @throws PortUnreachableException if the receiver's host reports, before all messages are
    ///   confirmed, that nobody listens there
    /// @throws IOException if the sender is closed, before or meanwhile, or the socket fails
    public boolean finish() throws IOException {
        checkReady();
        ready = false;
        awaitAllAcks();
        try {
            sendNext(Packet.Type.END, new byte[0]);
            awaitAllAcks();
            return true;
        } catch (SocketTimeoutException | PortUnreachableException _) {
            return false;
        }
    }

    private void checkReady() {
        if (!ready) {
            throw new IllegalStateException("the sender has failed or finished");
        }
    }

    private boolean isFull() {
        // By subtraction: the numbers wrap
        return !outstanding.isEmpty() && next - outstanding.firstEntry().getKey() >= window;
    }

    private void awaitAllAcks() throws IOException {
        while (!outstanding.isEmpty()) {
            awaitAckOrTimeout();
        }
    }

    private void sendNext(Packet.Type type, byte[] payload) throws IOException {
        var packet = new Outstanding(type, next++, payload);
        outstanding.put(packet.sequence, packet);
        transmit(packet);
    }

    private void transmit(Outstanding packet) throws IOException {
        // U4: on loopback too
        socket.send(new Packet(packet.type, packet.sequence, System.nanoTime(), packet.payload));
        packet.attempts++;
        packet.sent = System.nanoTime();
        packet.timeout = retransmission.timeout(packet.attempts);
    }

    /// Takes one ACK, or sends the packet again whose timeout is over first.
    private void awaitAckOrTimeout() throws IOException {
        var first = Collections.min(outstanding.values(), Comparator.comparing(Outstanding::rest));
        var rest = first.rest();
        if (rest.compareTo(A_MOMENT) > 0) {
            takeAck(socket.receive(rest));
            return;
        }
        // The ACK may have come while nobody looked. No more looks than packets that can have been
        // confirmed: who sends ACKs without end must not keep it from being sent again
        boolean more = true;
        for (int looks = 0; more && looks < window; looks++) {
            more = takeAck(socket.receive(A_MOMENT));
        }
        if (outstanding.containsKey(first.sequence)) {
            repeat(first);
        }
    }

    private boolean takeAck(Optional<PacketSocket.Arrival> arrival) {
        arrival.map(PacketSocket.Arrival::packet)
                .filter(packet -> packet.type() == Packet.Type.ACK)
                .ifPresent(packet -> outstanding.remove(packet.sequence()));
        return arrival.isPresent();
    }

    private void repeat(Outstanding packet) throws IOException {
        if (packet.attempts >= retransmission.attempts()) {
            throw new SocketTimeoutException("no ACK to " + packet.attempts + " packets");
        }
        transmit(packet);
    }

    /// Closes the socket at once and sends nothing: without [#finish()] before, the receiver learns
    /// of no end, and messages may be lost. A call that is waiting ends with an `IOException`.
    /// Closing a second time does nothing.
    @Override
    public void close() {
        socket.close();
    }
}
