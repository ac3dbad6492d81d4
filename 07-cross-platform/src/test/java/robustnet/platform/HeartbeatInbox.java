package robustnet.platform;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import robustnet.udp.LossMeter;
import robustnet.udp.Packet;

/// Where the heartbeats of one server come in. It hands them on under the address by which the
/// client knows the server, as the proxy between has one of its own, and measures how many are
/// lost.
///
/// Safe for use by many threads.
final class HeartbeatInbox extends DatagramSocket {
    private static final int WINDOW = 1024;

    /// @param expected heartbeats that were sent, as far as the meter can tell
    /// @param lost those of them that have not come
    record Count(long expected, long lost) {}

    private final InetSocketAddress server;
    private final CountDownLatch heard = new CountDownLatch(1);
    private LossMeter meter = new LossMeter(WINDOW);
    private Count earlier = new Count(0, 0);

    /// @param server who sends them
    HeartbeatInbox(InetSocketAddress server) throws IOException {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.server = server;
    }

    @Override
    public void receive(DatagramPacket datagram) throws IOException {
        super.receive(datagram);
        measure(ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength()));
        datagram.setSocketAddress(server);
        heard.countDown();
    }

    private synchronized void measure(ByteBuffer datagram) {
        try {
            var packet = Packet.decode(datagram);
            meter.arrived(packet.sequence(), packet.nanoTime(), System.nanoTime());
        } catch (ProtocolException _) {
            // F14: a spoilt one is as good as lost
        }
    }

    /// The server begins anew, with number 0.
    synchronized void restart() {
        earlier = count();
        meter = new LossMeter(WINDOW);
    }

    synchronized Count count() {
        var report = meter.report();
        return new Count(earlier.expected + report.expected(), earlier.lost + report.lost());
    }

    /// Waits for the first heartbeat, but not for ever.
    void awaitFirst(Duration longest) throws InterruptedException {
        heard.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }
}
