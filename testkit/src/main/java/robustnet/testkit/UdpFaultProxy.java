package robustnet.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// A UDP proxy on an ephemeral loopback port between any number of clients and one target, that
/// loses, repeats, reorders, corrupts and delays datagrams as told.
///
/// The target sees each client at an address of its own. Without faults the proxy passes everything
/// on, unless the operating system drops it. Safe for use by many threads.
public final class UdpFaultProxy implements AutoCloseable {
    private static final int LARGEST = 65_535;

    private final DatagramSocket front;
    private final InetSocketAddress address;
    private final SocketAddress target;
    private final UdpFaults clientToServer;
    private final UdpFaults serverToClient;
    private final Scheduler scheduler = new Scheduler("udp-proxy-schedule");
    private final Map<SocketAddress, UdpLane> clients = new ConcurrentHashMap<>();
    private final List<DatagramSocket> backs = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    private UdpFaultProxy(DatagramSocket front, SocketAddress target, RandomGenerator random) {
        this.front = front;
        this.target = target;
        address = (InetSocketAddress) front.getLocalSocketAddress();
        clientToServer = new UdpFaults(random.nextLong());
        serverToClient = new UdpFaults(random.nextLong());
        startReceiving("udp-proxy-front", front, this::fromClient);
    }

    /// Starts a proxy that receives when this method returns.
    ///
    /// @param target where to pass datagrams on to
    /// @param random what fates are drawn from; used only here
    /// @throws IOException if it cannot open its socket
    public static UdpFaultProxy start(InetSocketAddress target, RandomGenerator random)
            throws IOException {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new UdpFaultProxy(new DatagramSocket(loopback), target, random);
    }

    /// Where clients send to; stays the same after close.
    public InetSocketAddress address() {
        return address;
    }

    /// The faults of what clients send.
    public UdpFaults clientToServer() {
        return clientToServer;
    }

    /// The faults of what the target sends.
    public UdpFaults serverToClient() {
        return serverToClient;
    }

    /// How many clients it has heard of, by their addresses.
    public int clients() {
        return clients.size();
    }

    /// Closes all sockets, forgets what is on the way, and waits until its threads are gone.
    /// Harmless when repeated.
    @Override
    public void close() {
        Threads.closeQuietly(front);
        // Joined first, because only this one adds to the others.
        Threads.join(threads.getFirst());
        backs.forEach(Threads::closeQuietly);
        threads.forEach(Threads::join);
        scheduler.close();
    }

    private void fromClient(DatagramPacket packet) {
        clients.computeIfAbsent(packet.getSocketAddress(), this::open).carry(bytes(packet));
    }

    /// Opens the socket by which the target knows this client, and the way back. The socket is not
    /// connected to the target: a connected DatagramSocket of JDK 25 sends no empty datagram,
    /// without a word (U7).
    private UdpLane open(SocketAddress client) {
        DatagramSocket back;
        try {
            back = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        backs.add(back);
        var toClient = new UdpLane(serverToClient, scheduler, data -> send(front, data, client));
        startReceiving(
                "udp-proxy-back",
                back,
                packet -> {
                    if (packet.getSocketAddress().equals(target)) { // U8: anyone may send here
                        toClient.carry(bytes(packet));
                    }
                });
        return new UdpLane(clientToServer, scheduler, data -> send(back, data, target));
    }

    private void startReceiving(
            String name, DatagramSocket socket, Consumer<DatagramPacket> receiver) {
        threads.add(Thread.ofVirtual().name(name).start(() -> receiveAll(socket, receiver)));
    }

    private static void receiveAll(DatagramSocket socket, Consumer<DatagramPacket> receiver) {
        byte[] buffer = new byte[LARGEST];
        while (!socket.isClosed()) {
            var packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (IOException _) {
                // This socket is closed, or Windows reports a port that is closed, perhaps not for
                // ever.
                continue;
            }
            receiver.accept(packet);
        }
    }

    private static void send(DatagramSocket socket, byte[] data, SocketAddress to) {
        try {
            socket.send(new DatagramPacket(data, data.length, to));
        } catch (IOException _) {
            // Lost, as datagrams may be.
        }
    }

    private static byte[] bytes(DatagramPacket packet) {
        return Arrays.copyOfRange(
                packet.getData(), packet.getOffset(), packet.getOffset() + packet.getLength());
    }
}
