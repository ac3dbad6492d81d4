package robustnet.platform;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import robustnet.basics.Endpoint;
import robustnet.concurrency.ConnectionMetrics;
import robustnet.testkit.FaultProxy;
import robustnet.testkit.Faults;
import robustnet.testkit.UdpFaultProxy;
import robustnet.testkit.UdpFaults;
import robustnet.udp.HeartbeatListener;
import robustnet.udp.HeartbeatMonitor;
import robustnet.udp.HeartbeatSender;
import robustnet.udp.NanoClock;

/// One server of the [StackDemo], and the network before it.
///
/// ```
///   client ──────────► fault proxy ──────────► RobustServer
///   monitor ◄──── UDP fault proxy ◄──── heartbeats ──┘
/// ```
///
/// Safe for use by many threads.
final class StackServer implements AutoCloseable {
    /// What is wrong with it.
    enum Fault {
        NONE,
        /// No process: it remembers nothing when it is started again.
        KILLED,
        /// Its connections stay open, and nothing comes.
        FROZEN,
        /// Each byte takes 60 ms more in each direction.
        SLOW,
        /// One byte in 200 is changed on its way.
        CORRUPT
    }

    private static final Duration BEAT = ofMillis(50);
    private static final double USUAL_LOSS = 0.05;
    private static final double CORRUPT_BYTES = 0.005;

    private final int number;
    private final FaultProxy proxy;
    private final HeartbeatInbox inbox;
    private final UdpFaultProxy udpProxy;
    private final ConnectionMetrics answered = new ConnectionMetrics(NanoClock.system());
    private RobustServer server;
    private HeartbeatSender sender;
    private HeartbeatListener listener;
    private Fault fault = Fault.NONE;
    private int connectsBefore;

    /// @param number the first byte of each of its replies, from 1
    StackServer(int number, RandomGenerator random) throws IOException {
        this.number = number;
        server = newServer();
        proxy = FaultProxy.start(target(), random);
        inbox = new HeartbeatInbox(proxy.address());
        var local = (InetSocketAddress) inbox.getLocalSocketAddress();
        udpProxy = UdpFaultProxy.start(local, random);
        restoreNetwork();
    }

    private RobustServer newServer() throws IOException {
        return RobustServer.builder().handler(this::reply).start();
    }

    private byte[] reply(byte[] request) {
        var reply = new byte[1 + request.length];
        reply[0] = (byte) number;
        System.arraycopy(request, 0, reply, 1, request.length);
        return reply;
    }

    private InetSocketAddress target() {
        return new InetSocketAddress("127.0.0.1", server.port());
    }

    /// Begins to send heartbeats to `monitor`, and waits for the first one.
    synchronized void reportTo(HeartbeatMonitor monitor) throws IOException, InterruptedException {
        listener = HeartbeatListener.start(inbox, monitor);
        sender = newSender();
        inbox.awaitFirst(ofMillis(500));
    }

    private HeartbeatSender newSender() throws IOException {
        var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        return HeartbeatSender.start(socket, udpProxy.address(), BEAT);
    }

    /// Takes away what was wrong, starting the server anew if it is dead, and lets `next` happen.
    synchronized void suffer(Fault next) throws IOException {
        if (fault == Fault.KILLED && next != Fault.KILLED) {
            revive();
        }
        restoreNetwork();
        switch (next) {
            case NONE -> {}
            case KILLED -> {
                sender.close();
                server.stop(ZERO);
            }
            case FROZEN -> {
                both(Faults::freeze);
                udpProxy.clientToServer().rate(UdpFaults.Fault.DROP, 1);
            }
            case SLOW -> {
                both(faults -> faults.latency(ofMillis(60), ofMillis(20)));
                udpProxy.clientToServer().delay(ofMillis(60), ofMillis(20));
            }
            case CORRUPT -> {
                both(faults -> faults.corruptRate(CORRUPT_BYTES));
                udpProxy.clientToServer().rate(UdpFaults.Fault.CORRUPT, 0.2);
            }
        }
        fault = next;
    }

    private void revive() throws IOException {
        server = newServer();
        proxy.retarget(target());
        inbox.restart();
        sender = newSender();
    }

    private void restoreNetwork() {
        both(Faults::clear);
        udpProxy.clientToServer().clear().rate(UdpFaults.Fault.DROP, USUAL_LOSS);
    }

    private void both(Consumer<Faults> change) {
        change.accept(proxy.clientToServer());
        change.accept(proxy.serverToClient());
    }

    int number() {
        return number;
    }

    /// Where the client connects to.
    Endpoint endpoint() {
        return new Endpoint("127.0.0.1", proxy.port());
    }

    /// By what name the monitor knows it.
    InetSocketAddress address() {
        return proxy.address();
    }

    synchronized Fault fault() {
        return fault;
    }

    /// Counts the calls that it has answered, as the client sees them.
    ConnectionMetrics answered() {
        return answered;
    }

    /// Forgets the connections that there were so far.
    synchronized void countFromNow() {
        connectsBefore = proxy.connections();
    }

    /// What the server itself has counted since it was started, or started anew.
    synchronized ConnectionMetrics metrics() {
        return server.metrics();
    }

    /// How many connections to it were begun.
    synchronized int connects() {
        return proxy.connections() - connectsBefore;
    }

    HeartbeatInbox.Count heartbeats() {
        return inbox.count();
    }

    @Override
    public synchronized void close() {
        if (sender != null) {
            sender.close();
            listener.close();
        }
        inbox.close();
        udpProxy.close();
        proxy.close();
        server.close();
    }
}
