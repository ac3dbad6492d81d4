package robustnet.basics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import robustnet.basics.FrameServer.Limits;

/// Chapter 01 at work: runs the learner's own classes on loopback and prints what happens, step by
/// step. A step whose exercise is not finished is skipped; one that hangs is left after a second.
/// The demo ends within three seconds.
final class BasicsDemo {
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final Duration DEMO = Duration.ofMillis(2800);
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private BasicsDemo() {}

    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    /// Runs the demo. Takes no arguments.
    public static void main(String[] args) throws InterruptedException {
        long start = System.nanoTime();
        step(start, "1.1, 1.2", "An echo server, and a client that talks to it", BasicsDemo::echo);
        step(start, "1.3", "Lines from bytes", BasicsDemo::lines);
        step(start, "1.4", "Frames: where a message ends", BasicsDemo::frames);
        step(start, "1.5", "Endpoints", BasicsDemo::endpoints);
        step(start, "1.6", "A server that answers requests", BasicsDemo::requests);
        step(
                start,
                "1.6",
                "A handler that fails, and a request that is too long",
                BasicsDemo::failures);
        System.exit(0); // a step that was left may have threads that keep the program alive
    }

    private static void echo() throws Exception {
        try (var server = EchoServer.start(LOOPBACK, 0, 10)) {
            say("the server listens on port " + server.port());
            var address = new InetSocketAddress(LOOPBACK, server.port());
            var reply = new EchoClient(address, TIMEOUT, TIMEOUT).echo("Hello".getBytes(UTF_8));
            say("sent \"Hello\", the echo is \"" + new String(reply, UTF_8) + "\"");
            var large = new EchoClient(address, TIMEOUT, TIMEOUT).echo(new byte[4 << 20]);
            say("sent 4 MiB, the echo has " + large.length + " bytes");
        }
        say("the server is closed");
    }

    private static void lines() throws Exception {
        var bytes = "length: 6\r\né€".getBytes(UTF_8);
        say("the bytes " + HexFormat.ofDelimiter(" ").formatHex(bytes));
        var in = new ByteArrayInputStream(bytes);
        say("the first line is \"" + new LineReader(in, 80).readLine().orElseThrow() + "\"");
        say("five bytes should be left for the next reader, and there are " + in.available());
    }

    private static void frames() throws Exception {
        var out = new ByteArrayOutputStream();
        Frames.write(out, "Hello".getBytes(UTF_8));
        Frames.write(out, new byte[0]);
        say(
                "\"Hello\" and an empty message: "
                        + HexFormat.ofDelimiter(" ").formatHex(out.toByteArray()));
        var in = new ByteArrayInputStream(out.toByteArray());
        for (var frame = Frames.read(in, 80); frame.isPresent(); frame = Frames.read(in, 80)) {
            say("read a frame with " + frame.get().length + " bytes");
        }
        var lie = new ByteArrayInputStream(HexFormat.of().parseHex("7fffffff"));
        expectFailure("a header that announces 2 GiB", () -> Frames.read(lie, 80));
    }

    private static void endpoints() throws Exception {
        say("[::1]:80 is port " + Endpoint.parse("[::1]:80").port());
        say("127.0.0.1:80 resolves to " + Endpoint.parse("127.0.0.1:80").resolve());
        expectFailure("::1:80", () -> Endpoint.parse("::1:80"));
    }

    private static void requests() throws Exception {
        try (var server = serve();
                var client = connect(server)) {
            for (var word : new String[] {"one", "two", "three"}) {
                var reply = client.call(word.getBytes(UTF_8));
                say("called \"" + word + "\", the answer is \"" + new String(reply, UTF_8) + "\"");
            }
        }
    }

    private static void failures() throws Exception {
        try (var server = serve();
                var bystander = connect(server);
                var unlucky = connect(server);
                var greedy = connect(server)) {
            expectFailure("\"fail\"", () -> unlucky.call("fail".getBytes(UTF_8)));
            expectFailure("the same client again", () -> unlucky.call(new byte[0]));
            expectFailure("an upload of 4 MiB", () -> greedy.call(new byte[4 << 20]));
            var reply = bystander.call("still here".getBytes(UTF_8));
            say("another client all the while: \"" + new String(reply, UTF_8) + "\"");
        }
    }

    private static FrameServer serve() throws IOException {
        var limits = new Limits(1000, TIMEOUT, TIMEOUT);
        return FrameServer.start(new InetSocketAddress(LOOPBACK, 0), limits, BasicsDemo::upperCase);
    }

    private static byte[] upperCase(byte[] request) {
        var text = new String(request, UTF_8);
        if (text.equals("fail")) {
            throw new IllegalArgumentException("this request always fails");
        }
        return text.toUpperCase(Locale.ROOT).getBytes(UTF_8);
    }

    private static FrameClient connect(FrameServer server) throws IOException {
        var address = new InetSocketAddress(LOOPBACK, server.port());
        return FrameClient.connect(address, TIMEOUT, TIMEOUT, 1000);
    }

    private static void expectFailure(String what, Step step) throws Exception {
        try {
            step.run();
            say(what + " should have failed, and did not");
        } catch (IOException | IllegalArgumentException e) {
            say(what + ": " + e.getClass().getSimpleName() + ", \"" + e.getMessage() + "\"");
        }
    }

    private static void step(long start, String id, String title, Step step)
            throws InterruptedException {
        say("\n" + id + "  " + title);
        var left = DEMO.minusNanos(System.nanoTime() - start);
        var thread = Thread.ofVirtual().name("demo").start(() -> attempt(step));
        if (!thread.join(left.compareTo(STEP) < 0 ? left : STEP)) {
            thread.interrupt();
            say("this takes too long: left. ./learn check says more");
        }
    }

    private static void attempt(Step step) {
        try {
            step.run();
        } catch (UnsupportedOperationException e) {
            say(notFinished(String.valueOf(e.getMessage())) + " is not finished: skipped");
        } catch (Exception e) {
            say("failed with " + e + ": ./learn check says more");
        }
    }

    /// The exercise's id in the message of a stub, "TODO 1.4: read one frame".
    private static String notFinished(String message) {
        return message.startsWith("TODO ") ? message.replaceAll("TODO ([0-9.]+):.*", "$1") : "this";
    }

    private static void say(String text) {
        if (!Thread.currentThread().isInterrupted()) { // a step that was left has no say any more
            System.out.println(text.startsWith("\n") ? text : "  " + text);
        }
    }
}
