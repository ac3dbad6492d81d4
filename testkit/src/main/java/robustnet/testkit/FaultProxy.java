package robustnet.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/// A TCP proxy on an ephemeral loopback port that passes connections on to a target and spoils them
/// as told.
///
/// Without faults it is transparent: bytes, half-close and reset are passed on. A target that
/// cannot be reached shows as a reset, because the proxy has accepted by then. Whatever it leaves
/// to chance follows from the generator that it was given and from the order of connections. Safe
/// for use by many threads.
public final class FaultProxy implements AutoCloseable {
    private static final int BACKLOG = 50;

    private final ServerSocket listener;
    private final RandomGenerator random;
    private final Faults clientToServer = new Faults();
    private final Faults serverToClient = new Faults();
    private final AtomicInteger accepted = new AtomicInteger();
    private final List<ProxiedConnection> connections = new CopyOnWriteArrayList<>();
    private final Thread acceptor;
    private volatile InetSocketAddress target;

    private FaultProxy(ServerSocket listener, InetSocketAddress target, RandomGenerator random) {
        this.listener = listener;
        this.target = target;
        this.random = random;
        acceptor = Thread.ofVirtual().name("fault-proxy").start(this::acceptAll);
    }

    /// Starts a proxy that listens when this method returns.
    ///
    /// @param target where to pass connections on to
    /// @param random what jitter and corruption are drawn from
    /// @throws IOException if it cannot listen
    public static FaultProxy start(InetSocketAddress target, RandomGenerator random)
            throws IOException {
        var listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        return new FaultProxy(listener, target, random);
    }

    /// Where clients connect to; stays the same after close.
    public InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    /// The port that clients connect to; stays the same after close.
    public int port() {
        return listener.getLocalPort();
    }

    /// Passes new connections on to another target, as when a server was restarted elsewhere.
    public void retarget(InetSocketAddress target) {
        this.target = target;
    }

    /// The faults of what clients send.
    public Faults clientToServer() {
        return clientToServer;
    }

    /// The faults of what servers send.
    public Faults serverToClient() {
        return serverToClient;
    }

    /// How many connections it has accepted.
    public int connections() {
        return accepted.get();
    }

    /// How many of them are still open.
    public int openConnections() {
        return (int) connections.stream().filter(ProxiedConnection::isOpen).count();
    }

    /// Resets all open connections at once; both sides of each see a reset.
    public void resetConnections() {
        connections.forEach(ProxiedConnection::reset);
    }

    /// Closes the listener and all connections, and waits until its threads are gone. Harmless when
    /// repeated.
    @Override
    public void close() {
        Threads.closeQuietly(listener);
        Threads.join(acceptor);
        connections.forEach(ProxiedConnection::close);
        connections.clear();
    }

    private void acceptAll() {
        try {
            while (true) {
                accepted(listener.accept());
            }
        } catch (IOException _) {
            // B14: when the listener is closed, this is how its accept ends.
        }
    }

    private void accepted(Socket client) {
        accepted.incrementAndGet();
        // Drawn here, in the order of connections, so that the two pumps cannot race for their
        // numbers.
        var toServer = new SplittableRandom(random.nextLong());
        var toClient = new SplittableRandom(random.nextLong());
        var connection =
                new ProxiedConnection(
                        client,
                        target,
                        (from, to) -> new FaultPump(from, to, clientToServer, toServer),
                        (from, to) -> new FaultPump(from, to, serverToClient, toClient));
        connections.add(connection);
        connection.start();
    }
}
