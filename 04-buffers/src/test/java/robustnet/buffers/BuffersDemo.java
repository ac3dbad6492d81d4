package robustnet.buffers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static robustnet.errors.Deadline.after;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import robustnet.buffers.FileReceiver.Disk;
import robustnet.errors.Deadline;
import robustnet.testkit.Demo;
import robustnet.testkit.FaultProxy;
import robustnet.testkit.Faults;
import robustnet.udp.NanoClock;

/// Chapter 04 at work: runs the learner's own classes, on loopback where a network is the point,
/// and prints what happens.
final class BuffersDemo {
    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final Demo demo = new Demo(System.out);

    private BuffersDemo() {}

    /// Runs the demo. Takes no arguments.
    public static void main(String[] args) throws InterruptedException {
        new BuffersDemo().run();
        System.exit(0); // a step that was left may have threads that keep the program alive
    }

    private void run() throws InterruptedException {
        demo.step("4.1", "All of it, or the truth", this::transfers)
                .step("4.2", "A frame on the wire", this::encoder)
                .step("4.2, 4.3", "Frames out of crumbs, and bytes from strangers", this::decoder)
                .step("4.4", "Two buffers for three users", this::pool)
                .step("4.5", "A peer that does not read", this::outbox)
                .step("4.6", "A file over a line that breaks", this::file)
                .step("4.7", "What the system gives", this::sockets);
    }

    private void transfers() throws Exception {
        var in = new ByteArrayInputStream("the quick brown fox".getBytes(UTF_8));
        demo.say("nine bytes: \"" + new String(Transfers.readExactly(in, 9), UTF_8) + "\"");
        demo.expectFailure("forty more", () -> Transfers.readExactly(in, 40));
    }

    private void encoder() throws Exception {
        for (var part : new FrameEncoder().encode(request(5, "Hi"))) {
            demo.say(hex(part));
        }
    }

    private void decoder() throws Exception {
        var stream = ByteBuffer.allocate(100);
        var encoder = new FrameEncoder();
        for (var frame : new Frame[] {request(5, "Hi"), new Frame(FrameType.PING, 7)}) {
            for (var part : encoder.encode(frame)) {
                stream.put(part);
            }
        }
        stream.flip();
        var decoder = new FrameDecoder();
        for (int i = 0; i < stream.limit(); i++) {
            int bytes = i + 1;
            decoder.decode(
                    stream.slice(i, 1), frame -> demo.say("after " + bytes + " bytes: " + frame));
        }
        stream.put(15, (byte) 66); // the length was 2
        demo.expectFailure(
                "with a damaged length, after 20 bytes",
                () -> new FrameDecoder().decode(stream.slice(0, 20), frame -> {}));
        var http = ByteBuffer.wrap("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
        demo.expectFailure("a web browser", () -> new FrameDecoder().decode(http, frame -> {}));
    }

    private void pool() throws Exception {
        try (var pool = new BufferPool(2, 4096)) {
            var first = pool.acquire(in(Duration.ofSeconds(1)));
            try (var _ = pool.acquire(in(Duration.ofSeconds(1)))) {
                demo.say("lent: %d, free: %d".formatted(pool.outstanding(), pool.available()));
                demo.say("a third one at once: " + pool.tryAcquire());
                var third = Thread.ofVirtual().name("third").start(() -> waitFor(pool));
                Thread.sleep(50); // so that there is a wait to be seen
                first.close();
                third.join();
                first.close();
                demo.say("closed twice, free: " + pool.available());
            }
        }
    }

    private void waitFor(BufferPool pool) {
        long start = System.nanoTime();
        try (var lease = pool.acquire(in(Duration.ofSeconds(1)))) {
            demo.say("the third has waited %d ms".formatted(millisSince(start)));
            demo.say("and has " + lease.buffer());
        } catch (Exception e) {
            demo.say("the third failed with " + e);
        }
    }

    private void outbox() throws Exception {
        var listener =
                new Outbox.Listener() {
                    @Override
                    public void paused() {
                        demo.say("stop!");
                    }

                    @Override
                    public void resumed() {
                        demo.say("go on!");
                    }
                };
        var outbox = new Outbox(new FrameEncoder(), 32 << 10, 64 << 10, listener);
        try (var server = ServerSocketChannel.open().bind(ANY_PORT);
                var near = SocketChannel.open(server.getLocalAddress());
                var far = server.accept()) {
            near.configureBlocking(false);
            var frame = new Frame(FrameType.REQUEST, 1, ByteBuffer.allocate(8000));
            int frames = 0;
            while (outbox.isWritable()) {
                frames += outbox.offer(frame) ? 1 : 0;
                outbox.flush(near);
            }
            demo.say(
                    "%d frames are under way, and %d bytes queued"
                            .formatted(frames, outbox.queuedBytes()));
            var received = new int[1];
            var decoder = new FrameDecoder();
            var buffer = ByteBuffer.allocate(256 << 10);
            while (received[0] < frames) {
                outbox.flush(near);
                far.read(buffer);
                decoder.decode(buffer.flip(), f -> received[0]++);
                buffer.clear();
            }
            demo.say("the peer has read " + received[0] + " frames");
        }
    }

    private void file() throws Exception {
        var folder = Files.createTempDirectory("demo");
        try (var server = ServerSocketChannel.open().bind(ANY_PORT);
                var line = FaultProxy.start(local(server), new Random(1))) {
            var source = Files.write(folder.resolve("source"), new byte[1_000_000]);
            var target = folder.resolve("prices.csv");
            var sender = new FileSender(source, Manifest.of(source));
            Thread.ofVirtual().start(() -> serve(server, sender));
            line.serverToClient().limitData(600_000, Faults.Ending.FIN);
            var receiver = new FileReceiver(() -> connect(line), Disk.local(), 1 << 20);
            var manifest = receiver.receive(target);
            demo.say("%d bytes over %d connections".formatted(manifest.size(), line.connections()));
            demo.say("SHA-256 " + manifest.sha256());
        } finally {
            delete(folder);
        }
    }

    /// Connects, and mends the line after the first time.
    private static SocketChannel connect(FaultProxy line) throws IOException {
        if (line.connections() > 0) {
            line.serverToClient().clear();
        }
        return SocketChannel.open(line.address());
    }

    private static InetSocketAddress local(ServerSocketChannel server) throws IOException {
        return (InetSocketAddress) server.getLocalAddress();
    }

    private void serve(ServerSocketChannel server, FileSender sender) {
        while (server.isOpen()) {
            try (var peer = server.accept()) {
                demo.say(
                        "the sender has given %d bytes to the system".formatted(sender.send(peer)));
            } catch (IOException e) {
                if (server.isOpen()) {
                    demo.say("the line broke: the sender goes on with the next connection");
                }
            } catch (UnsupportedOperationException e) {
                return; // the receiver's side says it
            }
        }
    }

    private void sockets() throws Exception {
        var path = SocketBuffers.forPath(100_000_000, Duration.ofMillis(80));
        demo.say("100 Mbit/s and 80 ms hold " + path.bytes() + " bytes");
        try (var socket = new Socket()) {
            demo.say("asked and granted: " + path.apply(socket));
        }
    }

    private static Frame request(long id, String text) {
        return new Frame(FrameType.REQUEST, id, ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    private static Deadline in(Duration budget) {
        return after(budget, NanoClock.system());
    }

    private static String hex(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static long millisSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
