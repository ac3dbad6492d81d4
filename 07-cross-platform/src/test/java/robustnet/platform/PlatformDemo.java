package robustnet.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import robustnet.basics.Endpoint;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameType;
import robustnet.errors.Deadline;
import robustnet.errors.Sleeper;
import robustnet.platform.LocalTransport.Kind;
import robustnet.testkit.Demo;
import robustnet.udp.NanoClock;

/// Chapter 07 at work: runs the learner's own classes on loopback, and prints what happens.
final class PlatformDemo {
    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final Demo demo = new Demo(System.out);

    private PlatformDemo() {}

    /// Runs the demo. Takes no arguments.
    public static void main(String[] args) throws InterruptedException {
        new PlatformDemo().run();
        System.exit(0); // a step that was left may have threads that keep the program alive
    }

    private void run() throws InterruptedException {
        var robust = new RobustSteps(demo);
        demo.step("7.1", "Four names", this::systems)
                .step("7.2", "The same wish for three kinds of channels", this::keepAlive)
                .step("7.1, 7.3", "Whose port?", this::listen)
                .step("7.4", "A lost address, and one that refuses", this::race)
                .step("7.5", "A socket that is a file", this::local)
                .step("7.6", "A server, and its next life", robust::server)
                .step("7.6, 7.7", "Three servers, of which one goes", robust::spread)
                .step("7.6, 7.7", "A lost reply, and a lost memory", robust::repeat);
    }

    private void systems() {
        for (var name : List.of("Linux", "Darwin", "Windows 11", "FreeBSD")) {
            demo.say(name + ": " + OperatingSystem.of(name));
        }
        demo.say("and here: " + OperatingSystem.current());
    }

    private void keepAlive() throws Exception {
        var wanted = new KeepAlive(Duration.ofSeconds(60), Duration.ofMillis(9_500), 5);
        try (var listener = ServerSocketChannel.open().bind(ANY_PORT);
                var tcp = SocketChannel.open(listener.getLocalAddress());
                var udp = DatagramChannel.open();
                var unix = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            demo.say("TCP:  " + wanted.apply(tcp));
            demo.say("UDP:  " + wanted.apply(udp));
            demo.say("Unix: " + wanted.apply(unix));
        }
    }

    private void listen() throws Exception {
        var here = OperatingSystem.current();
        var alone = ListenOptions.defaults();
        try (var first = new ServerSocket()) {
            demo.say("the first:      " + alone.bind(first, ANY_PORT, here));
            var taken = (InetSocketAddress) first.getLocalSocketAddress();
            demo.expectFailure("  a second", () -> alone.bind(new ServerSocket(), taken, here));
        }
        var shared = new ListenOptions(true, 100);
        try (var first = new ServerSocket();
                var second = new ServerSocket()) {
            demo.say("one that shares: " + shared.bind(first, ANY_PORT, here));
            var address = (InetSocketAddress) first.getLocalSocketAddress();
            demo.say("  and a second:  " + shared.bind(second, address, here));
        }
        try (var windows = new ServerSocket()) {
            demo.say("as on Windows:  " + alone.bind(windows, ANY_PORT, OperatingSystem.WINDOWS));
        }
    }

    private void race() throws Exception {
        var addresses =
                List.of(
                        InetAddress.getByName("2001:db8::1"),
                        InetAddress.getByName("2001:db8::2"),
                        InetAddress.getByName("192.0.2.1"));
        demo.say("as resolved:  " + addresses);
        demo.say("as tried:     " + HappyEyeballs.interleave(addresses));
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            for (boolean refuses : new boolean[] {false, true}) {
                long begin = System.nanoTime();
                HappyEyeballs.Attempt attempt =
                        (address, _) -> {
                            demo.say(
                                    "  %3d ms: try %s"
                                            .formatted(since(begin), address.getAddress()));
                            return address.getAddress() instanceof Inet6Address
                                    ? lost(refuses)
                                    : new Socket(server.getInetAddress(), server.getLocalPort());
                        };
                var eyeballs =
                        new HappyEyeballs(
                                _ -> addresses,
                                attempt,
                                HappyEyeballs.RECOMMENDED_DELAY,
                                Sleeper.system());
                demo.say(refuses ? "IPv6 refuses:" : "IPv6 is lost on the way:");
                eyeballs.connect(new Endpoint("server.example", 443), soon()).close();
                demo.say("  %3d ms: connected".formatted(since(begin)));
            }
        }
    }

    private static Socket lost(boolean refuses) throws IOException {
        if (refuses) {
            throw new ConnectException("refused");
        }
        try {
            Thread.sleep(Duration.ofMinutes(1));
        } catch (InterruptedException e) {
            throw (IOException) new InterruptedIOException("the race is over").initCause(e);
        }
        throw new ConnectException("timed out");
    }

    private void local() throws Exception {
        var folder = Files.createTempDirectory("demo");
        var file = folder.resolve("chat.sock");
        try {
            var crashed = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            crashed.bind(UnixDomainSocketAddress.of(file)).close();
            demo.say("a server has crashed; its file is there: " + Files.exists(file));
            demo.expectFailure("  a client", () -> LocalTransport.connect(file, soon()).close());
            try (var listener = LocalTransport.listen(file)) {
                demo.say("a new server has replaced it");
                try (var client = LocalTransport.connect(file, soon());
                        var server = listener.accept()) {
                    var request = new Frame(FrameType.REQUEST, 1, ByteBuffer.wrap("hi".getBytes()));
                    client.send(request, soon());
                    var got = server.receive(soon()).orElseThrow();
                    server.send(new Frame(FrameType.RESPONSE, 1, got.payload()), soon());
                    var reply = client.receive(soon()).orElseThrow();
                    demo.say("  the reply: " + new String(reply.payloadBytes(), UTF_8));
                    demo.expectFailure(
                            "  a call that nobody answers",
                            () -> client.call(request, RobustSteps.in(Duration.ofMillis(100))));
                }
                demo.expectFailure("  a second one", () -> LocalTransport.listen(file).close());
            }
            demo.say("closed; its file is there: " + Files.exists(file));
            try (var _ = LocalTransport.listen(file, Kind.LOOPBACK_TCP)) {
                var size = Files.size(file);
                demo.say("without Unix sockets, the file holds a port and secrets: " + size + " B");
            }
        } finally {
            try (var left = Files.list(folder)) {
                for (var path : left.toList()) {
                    Files.delete(path);
                }
            }
            Files.delete(folder);
        }
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofMillis(900), NanoClock.system());
    }

    private static long since(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }
}
