package robustnet.udp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import robustnet.testkit.Demo;
import robustnet.testkit.UdpFaultProxy;
import robustnet.testkit.UdpFaults.Fault;
import robustnet.udp.HeartbeatMonitor.Status;

/// Chapter 02 at work: runs the learner's own classes on loopback, over links that lose datagrams
/// where that is the point, and prints what happens.
final class UdpDemo {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private final Demo demo = new Demo(System.out);

    private UdpDemo() {}

    @FunctionalInterface
    private interface Send {
        void send(byte[] message) throws IOException;
    }

    /// Runs the demo. Takes no arguments.
    public static void main(String[] args) throws InterruptedException {
        new UdpDemo().run();
        System.exit(0); // a step that was left may have threads that keep the program alive
    }

    private void run() throws InterruptedException {
        demo.step("2.1", "A server that sends datagrams back", this::echo)
                .step("2.2", "A request that is lost twice", this::request)
                .step("2.3", "A packet, and one flipped bit", this::packet)
                .step("2.4", "A bad link in numbers", this::measure)
                .step("2.5", "Every message exactly once, over a bad link", this::stopAndWait)
                .step("2.6", "A peer that falls silent", this::heartbeats)
                .step("2.7", "Many messages on their way", this::slidingWindow);
    }

    private void echo() throws Exception {
        try (var server = UdpEchoServer.start(LOOPBACK, 0, 10);
                var client = new DatagramSocket(0, LOOPBACK)) {
            var address = new InetSocketAddress(LOOPBACK, server.port());
            client.setSoTimeout((int) TIMEOUT.toMillis());
            demo.say("the server listens on port " + server.port());
            send(client, "too long for it", address);
            send(client, "Hello", address);
            demo.say("sent 15 bytes, then \"Hello\"; the echo is \"" + receive(client) + "\"");
            demo.say("datagrams that were too long: " + server.oversized());
        }
    }

    private void request() throws Exception {
        var policy = new Retransmission(Duration.ofMillis(20), Duration.ofMillis(80), 5);
        try (var server = UdpEchoServer.start(LOOPBACK, 0, 1200);
                var link = UdpFaultProxy.start(address(server), new Random(1));
                var requester = UdpRequester.connect(link.address(), policy)) {
            link.clientToServer().only(Fault.DROP, 0, 1);
            var reply = new String(requester.request("anybody?".getBytes(UTF_8)), UTF_8);
            demo.say(
                    "the reply is \"%s\", to datagram %d"
                            .formatted(reply, link.clientToServer().received()));
        }
        try (var requester = UdpRequester.connect(closedPort(), policy)) {
            long start = System.nanoTime();
            demo.expectFailure("a port where nobody listens", () -> requester.request(new byte[1]));
            demo.say("it was known after " + millisSince(start) + " ms");
        }
    }

    private void packet() throws Exception {
        var bytes = new Packet(Packet.Type.DATA, 5, 1_000_000, "Hi".getBytes(UTF_8)).encode();
        demo.say(HexFormat.ofDelimiter(" ").formatHex(bytes));
        demo.say("decoded: " + Packet.decode(ByteBuffer.wrap(bytes)));
        bytes[18] ^= 1;
        demo.expectFailure(
                "with one bit of the H flipped", () -> Packet.decode(ByteBuffer.wrap(bytes)));
    }

    /// Sends 1000 packets a link that loses one in ten and doubles one in twenty, on paper.
    private void measure() {
        var random = new Random(7);
        var meter = new LossMeter(1024);
        for (int n = 0; n < 1000; n++) {
            int sequence = n - 500; // across the place where the numbers wrap around
            long sent = n * 20_000_000L;
            long arrived = sent + random.nextLong(10_000_000);
            if (random.nextInt(10) > 0) {
                meter.arrived(sequence, sent, arrived);
                if (random.nextInt(20) == 0) {
                    meter.arrived(sequence, sent, arrived);
                }
            }
        }
        var report = meter.report();
        demo.say("received %d of %d".formatted(report.received(), report.expected()));
        demo.say("lost %d, which is %.1f %%".formatted(report.lost(), 100 * report.lossRate()));
        demo.say(
                "came twice: %d, jitter: %.1f ms"
                        .formatted(report.duplicates(), report.jitter().toNanos() / 1e6));
    }

    private void stopAndWait() throws Exception {
        var words = List.of("every", "word", "arrives", "once,", "and", "in", "order");
        var policy = new Retransmission(Duration.ofMillis(10), Duration.ofMillis(40), 20);
        try (var receiver =
                        StopAndWaitReceiver.bind(
                                new InetSocketAddress(LOOPBACK, 0),
                                TIMEOUT,
                                Duration.ofMillis(100));
                var link = UdpFaultProxy.start(receiver.address(), new Random(5));
                var sender = StopAndWaitSender.connect(link.address(), policy)) {
            link.clientToServer().rate(Fault.DROP, 0.3).rate(Fault.DUPLICATE, 0.1);
            link.serverToClient().rate(Fault.DROP, 0.3).rate(Fault.DUPLICATE, 0.1);
            var sending =
                    Thread.ofVirtual().start(() -> sendAll(words, sender::send, sender::finish));
            var received = new ArrayList<String>();
            for (var next = receiver.receive(); next.isPresent(); next = receiver.receive()) {
                received.add(new String(next.get(), UTF_8));
            }
            sending.join();
            demo.say("received: " + String.join(" ", received));
            var there = link.clientToServer();
            demo.say(
                    "%d datagrams for %d messages and the end; %d lost, %d doubled on the way there"
                            .formatted(
                                    there.received(),
                                    words.size(),
                                    there.count(Fault.DROP),
                                    there.count(Fault.DUPLICATE)));
        }
    }

    private void sendAll(List<String> messages, Send send, Callable<Boolean> finish) {
        try {
            for (var message : messages) {
                send.send(message.getBytes(UTF_8));
            }
            demo.say("the end is confirmed: " + finish.call());
        } catch (Exception e) {
            demo.say("the sender failed with " + e);
        }
    }

    private void slidingWindow() throws Exception {
        var policy = new Retransmission(TIMEOUT, TIMEOUT, 3);
        var local = new InetSocketAddress(LOOPBACK, 0);
        var delay = Duration.ofMillis(20);
        var messages = Collections.nCopies(32, "message");
        try (var receiver = SlidingWindowReceiver.bind(local, 16, TIMEOUT, Duration.ZERO);
                var link = UdpFaultProxy.start(receiver.address(), new Random(2));
                var sender = SlidingWindowSender.connect(link.address(), policy, 16)) {
            link.clientToServer().delay(delay, Duration.ZERO);
            link.serverToClient().delay(delay, Duration.ZERO);
            long start = System.nanoTime();
            var sending =
                    Thread.ofVirtual().start(() -> sendAll(messages, sender::send, sender::finish));
            for (var _ : messages) {
                receiver.receive();
            }
            demo.say("32 messages, a round trip of 40 ms: " + millisSince(start) + " ms in all");
            receiver.receive();
            sending.join();
        }
    }

    private void heartbeats() throws Exception {
        var peer = new DatagramSocket(0, LOOPBACK);
        var socket = new DatagramSocket(0, LOOPBACK);
        var at = socket.getLocalSocketAddress();
        var address = peer.getLocalSocketAddress();
        var monitor =
                new HeartbeatMonitor(
                        List.of(address),
                        Duration.ofMillis(100),
                        Duration.ofMillis(200),
                        NanoClock.system());
        demo.say("before the first heartbeat: " + monitor.status(address));
        try (var _ = HeartbeatListener.start(socket, monitor)) {
            try (var _ = HeartbeatSender.start(peer, at, Duration.ofMillis(20))) {
                await(monitor, address, Status.UP);
                demo.say("while it sends one every 20 ms: " + monitor.status(address));
            }
            long silent = System.nanoTime();
            await(monitor, address, Status.SUSPECT);
            demo.say("silent for " + millisSince(silent) + " ms: SUSPECT");
            await(monitor, address, Status.DOWN);
            demo.say("silent for " + millisSince(silent) + " ms: DOWN");
        }
    }

    private static void await(HeartbeatMonitor monitor, SocketAddress peer, Status status)
            throws InterruptedException {
        while (monitor.status(peer) != status) {
            Thread.sleep(5);
        }
    }

    private static InetSocketAddress address(UdpEchoServer server) {
        return new InetSocketAddress(LOOPBACK, server.port());
    }

    private static InetSocketAddress closedPort() throws IOException {
        try (var socket = new DatagramSocket(0, LOOPBACK)) {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }
    }

    private static void send(DatagramSocket socket, String text, SocketAddress to)
            throws IOException {
        var bytes = text.getBytes(UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, to));
    }

    private static String receive(DatagramSocket socket) throws IOException {
        var packet = new DatagramPacket(new byte[100], 100);
        socket.receive(packet);
        return new String(packet.getData(), packet.getOffset(), packet.getLength(), UTF_8);
    }

    private static long millisSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
