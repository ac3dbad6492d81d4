package robustnet.udp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/// A datagram socket that carries packets: what is no whole and unchanged packet does not seem to
/// have come at all. It is given, for exercises 2.5 and 2.7.
///
/// Safe for one thread that sends, one that receives and any that close.
final class PacketSocket implements AutoCloseable {
    /// A packet that has come, and from where.
    record Arrival(Packet packet, SocketAddress from) {}

    private final DatagramSocket socket;

    private PacketSocket(DatagramSocket socket) {
        this.socket = socket;
    }

    /// Opens a socket that sends to `peer` and receives from `peer` only.
    ///
    /// @throws SocketException if it cannot be opened or connected; nothing stays open then
    static PacketSocket connect(InetSocketAddress peer) throws SocketException {
        var socket = new DatagramSocket();
        try {
            socket.connect(peer);
        } catch (SocketException | RuntimeException e) {
            socket.close();
            throw e;
        }
        return new PacketSocket(socket);
    }

    /// Opens a socket that receives on `local` from anybody.
    ///
    /// @throws SocketException if the address cannot be bound
    static PacketSocket bind(InetSocketAddress local) throws SocketException {
        return new PacketSocket(new DatagramSocket(local));
    }

    /// Returns the address that it receives on.
    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /// Sends `packet` to the peer of a socket from [#connect].
    ///
    /// @throws java.net.PortUnreachableException if the peer's host has reported that nobody
    ///   listens there; not every host does
    /// @throws IOException if the socket is closed or fails
    void send(Packet packet) throws IOException {
        var bytes = packet.encode();
        socket.send(new DatagramPacket(bytes, bytes.length));
    }

    /// Sends `packet` to `to`, from a socket from [#bind].
    ///
    /// @throws IOException if the socket is closed or fails
    void send(Packet packet, SocketAddress to) throws IOException {
        var bytes = packet.encode();
        socket.send(new DatagramPacket(bytes, bytes.length, to));
    }

    /// Waits up to `timeout` for a packet.
    ///
    /// Ignores other datagrams, and they make the wait no longer. A timeout of 0 or less is over at
    /// once.
    ///
    /// @return the packet, or empty when the time is over
    /// @throws java.net.PortUnreachableException as in [#send(Packet)]
    /// @throws IOException if the socket is closed, before or meanwhile, or fails
    Optional<Arrival> receive(Duration timeout) throws IOException {
        long start = System.nanoTime();
        // U1: one byte more than a packet may have
        var buffer = new byte[Packet.MAX_LENGTH + 1];
        while (true) {
            var rest = timeout.minusNanos(System.nanoTime() - start);
            if (!rest.isPositive()) {
                return Optional.empty();
            }
            var datagram = new DatagramPacket(buffer, buffer.length);
            try {
                // Rounded up: 0 would mean to wait for ever
                socket.setSoTimeout(Math.toIntExact(rest.plusNanos(999_999).toMillis()));
                socket.receive(datagram);
                var bytes = ByteBuffer.wrap(buffer, 0, datagram.getLength());
                return Optional.of(new Arrival(Packet.decode(bytes), datagram.getSocketAddress()));
            } catch (SocketTimeoutException _) {
                return Optional.empty();
            } catch (ProtocolException _) {
                // U11: as if it had been lost on the way
            }
        }
    }

    /// Closes the socket. Closing a second time does nothing.
    @Override
    public void close() {
        socket.close();
    }
}
