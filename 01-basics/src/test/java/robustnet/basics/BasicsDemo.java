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
import robustnet.testkit.Demo;

/// Chapter 01 at work: runs the learner's own classes on loopback and prints what happens, step by
/// step.
final class BasicsDemo {
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final Demo demo = new Demo(System.out);

    private BasicsDemo() {}

    /// Runs the demo. Takes no arguments.
    public static void main(String[] args) throws InterruptedException {
        new BasicsDemo().run();
        System.exit(0); // a step that was left may have threads that keep the program alive
    }

    private void run() throws InterruptedException {
        demo.step("1.1, 1.2", "An echo server, and a client that talks to it", this::echo)
                .step("1.3", "Lines from bytes", this::lines)
                .step("1.4", "Frames: where a message ends", this::frames)
                .step("1.5", "Endpoints", this::endpoints)
                .step("1.6", "A server that answers requests", this::requests)
                .step("1.6", "A handler that fails, and a request too long", this::failures);
    }

    private void echo() throws Exception {
        try (var server = EchoServer.start(LOOPBACK, 0, 10)) {
            demo.say("the server listens on port " + server.port());
            var address = new InetSocketAddress(LOOPBACK, server.port());
            var reply = new EchoClient(address, TIMEOUT, TIMEOUT).echo("Hello".getBytes(UTF_8));
            demo.say("sent \"Hello\", the echo is \"" + new String(reply, UTF_8) + "\"");
            var large = new EchoClient(address, TIMEOUT, TIMEOUT).echo(new byte[4 << 20]);
            demo.say("sent 4 MiB, the echo has " + large.length + " bytes");
        }
        demo.say("the server is closed");
    }

    private void lines() throws Exception {
        var bytes = "length: 6\r\né€".getBytes(UTF_8);
        demo.say("the bytes " + HexFormat.ofDelimiter(" ").formatHex(bytes));
        var in = new ByteArrayInputStream(bytes);
        demo.say("the first line is \"" + new LineReader(in, 80).readLine().orElseThrow() + "\"");
        demo.say("five bytes should be left for the next reader, and there are " + in.available());
    }

    private void frames() throws Exception {
        var out = new ByteArrayOutputStream();
        Frames.write(out, "Hello".getBytes(UTF_8));
        Frames.write(out, new byte[0]);
        demo.say(
                "\"Hello\" and an empty message: "
                        + HexFormat.ofDelimiter(" ").formatHex(out.toByteArray()));
        var in = new ByteArrayInputStream(out.toByteArray());
        for (var frame = Frames.read(in, 80); frame.isPresent(); frame = Frames.read(in, 80)) {
            demo.say("read a frame with " + frame.get().length + " bytes");
        }
        var lie = new ByteArrayInputStream(HexFormat.of().parseHex("7fffffff"));
        demo.expectFailure("a header that announces 2 GiB", () -> Frames.read(lie, 80));
    }

    private void endpoints() throws Exception {
        demo.say("[::1]:80 is port " + Endpoint.parse("[::1]:80").port());
        demo.say("127.0.0.1:80 resolves to " + Endpoint.parse("127.0.0.1:80").resolve());
        demo.expectFailure("::1:80", () -> Endpoint.parse("::1:80"));
    }

    private void requests() throws Exception {
        try (var server = serve();
                var client = connect(server)) {
            for (var word : new String[] {"one", "two", "three"}) {
                var reply = client.call(word.getBytes(UTF_8));
                demo.say(
                        "called \""
                                + word
                                + "\", the answer is \""
                                + new String(reply, UTF_8)
                                + "\"");
            }
        }
    }

    private void failures() throws Exception {
        try (var server = serve();
                var bystander = connect(server);
                var unlucky = connect(server);
                var greedy = connect(server)) {
            demo.expectFailure("\"fail\"", () -> unlucky.call("fail".getBytes(UTF_8)));
            demo.expectFailure("the same client again", () -> unlucky.call(new byte[0]));
            demo.expectFailure("an upload of 4 MiB", () -> greedy.call(new byte[4 << 20]));
            var reply = bystander.call("still here".getBytes(UTF_8));
            demo.say("another client all the while: \"" + new String(reply, UTF_8) + "\"");
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
}
