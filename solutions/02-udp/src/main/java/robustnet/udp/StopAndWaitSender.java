package robustnet.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// Sends messages to a [StopAndWaitReceiver], each exactly once and in order, over a network that
/// loses, repeats, reorders and corrupts datagrams. One message is on its way at a time.
///
/// Each message is a [Packet] of type DATA, numbered from 0. It is sent until the ACK of the same
/// number comes. The end of the messages is a packet of type END with the next number.
///
/// ```
///           send(message): DATA n                    ACK n, n becomes n + 1
///  READY ─────────────────────────────► WAITING ───────────────────────────► READY
///    │                                  │ ▲   │
///    │          timeout: DATA n again ──┘ │   │ timeout after the last attempt,
///    │          anything else: ignored ───┘   │ nobody listens there, or close()
///    │                                        ▼
///    │                                      FAILED: nobody knows whether n has arrived
///    │
///    └── finish(): END n, in the same way ──► FINISHED
/// ```
///
/// For use by one thread; [#close()] may be called by any.
public final class StopAndWaitSender implements AutoCloseable {
    private final PacketSocket socket;
    private final Retransmission retransmission;
    private boolean ready = true;
    private int sequence;

    private StopAndWaitSender(PacketSocket socket, Retransmission retransmission) {
        this.socket = socket;
        this.retransmission = retransmission;
    }

    /// Opens a socket that talks to `receiver` only. Sends nothing yet.
    ///
    /// @param retransmission how often a packet is sent, and how long each time waits for its ACK
    /// @throws SocketException if the socket cannot be opened or connected; nothing stays open then
    public static StopAndWaitSender connect(
            InetSocketAddress receiver, Retransmission retransmission) throws SocketException {
        return new StopAndWaitSender(PacketSocket.connect(receiver), retransmission);
    }

    /// Sends a message and returns when the receiver has confirmed it.
    ///
    /// Sends the packet again only when the wait for its ACK ends without one. Packets that are not
    /// this ACK, such as a repeated ACK of an earlier number, are ignored: they neither confirm
    /// anything, nor make the wait longer, nor have anything sent. A repeat has the same number and
    /// payload; its time may be new. Each message has all the attempts of the policy, and the wait
    /// of the policy after each, after the last one too.
    ///
    /// After an `IOException` it is not known whether the message has arrived, and the sender has
    /// failed; it says so from then on, closed or not. An interrupt need not end the wait;
    /// [#close()] does.
    ///
    /// @param message 0 to [Packet#MAX_PAYLOAD] bytes
    /// @throws IllegalArgumentException if `message` is longer; nothing was sent then, and the
    ///   sender is as ready as before
    /// @throws IllegalStateException if the sender has failed or finished before; nothing was sent
    /// @throws SocketTimeoutException if no ACK came in the wait after the last attempt
    /// @throws PortUnreachableException if the receiver's host reports that nobody listens there
    /// @throws IOException if the sender is closed, before or meanwhile, or the socket fails
    public void send(byte[] message) throws IOException {
        if (message.length > Packet.MAX_PAYLOAD) {
            throw new IllegalArgumentException(
                    "%d bytes, allowed: 0 to %d".formatted(message.length, Packet.MAX_PAYLOAD));
        }
        checkReady();
        if (!isConfirmed(Packet.Type.DATA, message)) {
            throw new SocketTimeoutException(
                    "no ACK " + sequence + " to " + retransmission.attempts() + " packets");
        }
        ready = true;
    }

    /// Says that no message follows, and waits until the receiver has confirmed that.
    ///
    /// Every message was confirmed before. If the confirmation of the end does not come, the sender
    /// cannot know whether the receiver has seen the end or still waits for messages, and no
    /// protocol could tell it for sure.
    ///
    /// @return whether the end was confirmed; false after the last attempt, or if the receiver's
    ///   host reports that nobody listens there any more
    /// @throws IllegalStateException if the sender has failed or finished before, with either
    ///   result; nothing was sent
    /// @throws IOException if the sender is closed, before or meanwhile, or the socket fails
    public boolean finish() throws IOException {
        checkReady();
        try {
            return isConfirmed(Packet.Type.END, new byte[0]);
        } catch (PortUnreachableException _) {
            return false;
        }
    }

    private void checkReady() {
        if (!ready) {
            throw new IllegalStateException("the sender has failed or finished");
        }
    }

    private boolean isConfirmed(Packet.Type type, byte[] payload) throws IOException {
        // Not ready until confirmed: an END after a lost message would make it a message too few
        ready = false;
        for (int attempt = 1; attempt <= retransmission.attempts(); attempt++) {
            // U4: on loopback too
            socket.send(new Packet(type, sequence, System.nanoTime(), payload));
            if (awaitAck(retransmission.timeout(attempt))) {
                sequence++;
                return true;
            }
        }
        return false;
    }

    private boolean awaitAck(Duration timeout) throws IOException {
        long start = System.nanoTime();
        while (true) {
            var arrival = socket.receive(timeout.minusNanos(System.nanoTime() - start));
            if (arrival.isEmpty()) {
                return false;
            }
            var packet = arrival.get().packet();
            // Another number confirms another packet. Sending again because of it would double
            // all that follows: each repeat has its own ACK
            if (packet.type() == Packet.Type.ACK && packet.sequence() == sequence) {
                return true;
            }
        }
    }

    /// Closes the socket at once and sends nothing: without [#finish()] before, the receiver learns
    /// of no end. A call that is waiting ends with an `IOException`. Closing a second time does
    /// nothing.
    @Override
    public void close() {
        socket.close();
    }
}
