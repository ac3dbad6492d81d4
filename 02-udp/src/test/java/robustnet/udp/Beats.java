package robustnet.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static robustnet.udp.HeartbeatMonitor.Status.UP;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import robustnet.testkit.Testbed;

/// What the tests of the heartbeats say again and again.
final class Beats {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private Beats() {}

    static byte[] heartbeat(int payload) {
        return new Packet(Packet.Type.HEARTBEAT, 77, 0, new byte[payload]).encode();
    }

    static DatagramSocket socket(Testbed bed) throws SocketException {
        return bed.closing(new DatagramSocket(0, bed.loopback()));
    }

    static SocketAddress listen(Testbed bed, HeartbeatMonitor monitor) throws Exception {
        var socket = socket(bed);
        bed.closing(HeartbeatListener.start(socket, monitor));
        return socket.getLocalSocketAddress();
    }

    /// Waits up to 2 s; the monitor's clock stands still meanwhile.
    static void awaitUp(HeartbeatMonitor monitor, SocketAddress peer) {
        long start = System.nanoTime();
        var status = monitor.status(peer);
        while (status != UP && System.nanoTime() - start < PATIENCE.toNanos()) {
            LockSupport.parkNanos(1_000_000);
            status = monitor.status(peer);
        }
        assertThat(status)
                .as("the status of a peer whose heartbeat was sent; usually: listening has ended")
                .isEqualTo(UP);
    }

    /// A socket whose first two receives end without a datagram.
    static final class ReceivingLater extends DatagramSocket {
        private int failures = 2;

        ReceivingLater(InetAddress address) throws SocketException {
            super(0, address);
        }

        @Override
        public void receive(DatagramPacket packet) throws IOException {
            switch (failures--) {
                case 2 -> throw new SocketTimeoutException("nothing came in time");
                case 1 -> throw new PortUnreachableException("nobody listens there");
                default -> super.receive(packet);
            }
        }
    }

    /// A socket that needs 100 ms to notice that it was closed, interrupt or not.
    static final class SlowToEnd extends DatagramSocket {
        final CountDownLatch begun = new CountDownLatch(1);
        volatile boolean ended;

        SlowToEnd(InetAddress address) throws SocketException {
            super(0, address);
        }

        @Override
        public void send(DatagramPacket packet) throws IOException {
            begun.countDown();
            dawdle();
            super.send(packet);
        }

        @Override
        public void receive(DatagramPacket packet) throws IOException {
            begun.countDown();
            try {
                super.receive(packet);
            } finally {
                dawdle();
            }
        }

        private void dawdle() {
            long start = System.nanoTime();
            while (System.nanoTime() - start < 100_000_000) {
                LockSupport.parkNanos(1_000_000);
            }
            ended = true;
        }
    }

    /// A clock that fails once.
    static NanoClock failingOnce() {
        var failed = new AtomicBoolean();
        return () -> {
            if (failed.compareAndSet(false, true)) {
                throw new IllegalStateException("the clock fails, once");
            }
            return 0;
        };
    }

    /// A socket on a network that is away for a moment.
    static final class FailingTwice extends DatagramSocket {
        private int failures = 2;

        FailingTwice(InetAddress address) throws SocketException {
            super(0, address);
        }

        @Override
        public void send(DatagramPacket packet) throws IOException {
            switch (failures--) {
                case 2 -> throw new IOException("the network is away");
                case 1 -> throw new IllegalArgumentException("the address is not resolved");
                default -> super.send(packet);
            }
        }
    }
}
