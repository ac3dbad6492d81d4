package robustnet.errors;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import robustnet.basics.Endpoint;
import robustnet.basics.Frames;
import robustnet.testkit.Demo;
import robustnet.testkit.FakeClock;
import robustnet.testkit.SocketPair;
import robustnet.udp.NanoClock;

/// Chapter 03 at work: runs the learner's own classes on loopback, against servers that are gone,
/// slow or rude, and prints what happens.
final class ErrorsDemo {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final Demo demo = new Demo(System.out);

    private ErrorsDemo() {}

    /// Runs the demo. Takes no arguments.
    public static void main(String[] args) throws InterruptedException {
        new ErrorsDemo().run();
        System.exit(0); // a step that was left may have threads that keep the program alive
    }

    private void run() throws InterruptedException {
        demo.step("3.1", "Three failures, three kinds", this::kinds)
                .step("3.2", "How long to wait", this::backoff)
                .step("3.3", "A peer that drips, and a deadline", this::deadline)
                .step("3.4", "A server that appears late", this::retries)
                .step("3.5", "Two addresses, one server", this::connect)
                .step("3.6", "A server that fails, and a breaker", this::breaker)
                .step("3.6", "A thousand calls to a dead server", this::budget)
                .step("3.7", "A reset between the effect and the reply", this::reconnect);
    }

    private void kinds() throws Exception {
        int nobody = closedPort();
        decide("nobody listens", () -> new Socket(LOOPBACK, nobody).close(), false);
        try (var listener = new ServerSocket(0, 10, LOOPBACK);
                var late = new Socket(LOOPBACK, listener.getLocalPort());
                var _ = listener.accept();
                var lost = new Socket(LOOPBACK, listener.getLocalPort());
                var rude = listener.accept()) {
            late.setSoTimeout(50);
            decide("no reply in time", () -> late.getInputStream().read(), true);
            SocketPair.reset(rude);
            decide("a reset in place of a reply", () -> lost.getInputStream().read(), true);
        }
    }

    private void decide(String what, Demo.Step step, boolean sent) throws Exception {
        try {
            step.run();
        } catch (IOException e) {
            var kind = FailureKind.of(e);
            demo.say(
                    "%s: %s. Send it again? idempotent: %s, not idempotent: %s"
                            .formatted(
                                    what,
                                    kind,
                                    yesOrNo(kind.isRetryable(sent, true)),
                                    yesOrNo(kind.isRetryable(sent, false))));
        }
    }

    private static String yesOrNo(boolean answer) {
        return answer ? "yes" : "no";
    }

    private void backoff() {
        var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));
        var random = new Random();
        for (int retry : new int[] {0, 1, 2, 3, 4, 200}) {
            demo.say(
                    "before retry %3d up to %4d ms, this time %4d ms"
                            .formatted(
                                    retry,
                                    backoff.ceiling(retry).toMillis(),
                                    backoff.delay(retry, random).toMillis()));
        }
    }

    private void deadline() throws Exception {
        try (var listener = new ServerSocket(0, 10, LOOPBACK);
                var client = new Socket(LOOPBACK, listener.getLocalPort());
                var server = listener.accept()) {
            var _ = Thread.ofVirtual().start(() -> drip(server));
            long start = System.nanoTime();
            var deadline = Deadline.after(Duration.ofMillis(300), NanoClock.system());
            int[] count = {0};
            demo.expectFailure(
                    "100 bytes, one every 60 ms, with 300 ms for all",
                    () -> {
                        for (; count[0] < 100; count[0]++) {
                            client.setSoTimeout(deadline.socketTimeoutMillis());
                            client.getInputStream().read();
                        }
                    });
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            demo.say(count[0] + " bytes came, and it was over after " + millis + " ms");
        }
    }

    private static void drip(Socket socket) {
        try {
            for (int i = 0; i < 100; i++) {
                Thread.sleep(60);
                socket.getOutputStream().write(i);
            }
        } catch (IOException | InterruptedException _) {
            // the other side has had enough
        }
    }

    private void retries() throws Exception {
        var backoff = new Backoff(Duration.ofMillis(20), Duration.ofMillis(100));
        var random = new Random();
        var retrier =
                new Retrier(
                        5,
                        retry -> backoff.delay(retry, random),
                        Sleeper.system(),
                        event -> demo.say(event.toString()));
        int port = closedPort();
        retrier.call(
                Deadline.after(Duration.ofMillis(800), NanoClock.system()),
                _ -> true,
                attempt -> {
                    if (attempt < 3) {
                        new Socket(LOOPBACK, port).close();
                    }
                    return attempt;
                });
    }

    private void connect() throws Exception {
        try (var listener = new ServerSocket(0, 10, LOOPBACK)) {
            var nobody = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
            var connector =
                    new Connector(
                            Duration.ofMillis(200), _ -> List.of(nobody, LOOPBACK), Socket::new);
            var endpoint = new Endpoint("two.example", listener.getLocalPort());
            var deadline = Deadline.after(Duration.ofMillis(800), NanoClock.system());
            try (var socket = connector.connect(endpoint, deadline)) {
                demo.say(endpoint.host() + " is at " + nobody + " and " + LOOPBACK);
                demo.say("connected to " + socket.getRemoteSocketAddress());
            }
        }
    }

    private void breaker() throws Exception {
        var clock = new FakeClock();
        var pause = Duration.ofSeconds(5);
        var breaker =
                new CircuitBreaker(new CircuitBreaker.Settings(10, 5, 0.5, pause), clock::nanoTime);
        for (int i = 0; i < 5; i++) {
            try (var permit = breaker.acquire()) {
                permit.failed();
            }
        }
        demo.say("after five failures it is " + breaker.state());
        demo.expectFailure("a call now", breaker::acquire);
        clock.advance(pause);
        try (var probe = breaker.acquire()) {
            demo.say("after the pause one call may go: it is " + breaker.state());
            demo.expectFailure("another call meanwhile", breaker::acquire);
            probe.succeeded();
        }
        demo.say("the probe was answered: it is " + breaker.state());
    }

    private void budget() {
        var budget = new RetryBudget(10, 5);
        int sends = 0;
        for (int call = 0; call < 1000; call++) {
            budget.called();
            sends++;
            for (int retry = 0; retry < 2 && budget.tryRetry(); retry++) {
                sends++;
            }
        }
        demo.say("three attempts each would send 3000 requests");
        demo.say("a budget of 10 percent makes it " + sends);
    }

    private void reconnect() throws Exception {
        int[] runs = {0};
        var cache =
                new ReplyCache(
                        10,
                        request -> {
                            runs[0]++;
                            return request;
                        });
        var settings = new ReconnectingClient.Settings(Duration.ofMillis(500), 1000);
        try (var listener = new ServerSocket(0, 10, LOOPBACK);
                var client =
                        new ReconnectingClient(
                                () -> new Socket(LOOPBACK, listener.getLocalPort()),
                                _ -> Duration.ofMillis(20),
                                Sleeper.system(),
                                new Random()::nextLong,
                                settings)) {
            var _ = Thread.ofVirtual().start(() -> serveTwice(listener, cache));
            var deadline = Deadline.after(Duration.ofMillis(800), NanoClock.system());
            var reply = client.call("take 30".getBytes(UTF_8), true, deadline);
            demo.say("the answer to \"take 30\" is \"" + new String(reply, UTF_8) + "\"");
            demo.say("it was sent twice, and run this many times: " + runs[0]);
        }
    }

    private void serveTwice(ServerSocket listener, ReplyCache cache) {
        try (var first = listener.accept()) {
            answer(first, cache);
            demo.say("the server has run it, and resets the connection");
            SocketPair.reset(first);
            var second = listener.accept(); // the client ends this one
            Frames.write(second.getOutputStream(), answer(second, cache));
        } catch (Exception e) {
            demo.say("the server failed with " + e);
        }
    }

    private static byte[] answer(Socket socket, ReplyCache cache) throws Exception {
        var frame = Frames.read(socket.getInputStream(), 1000).orElseThrow();
        var request = Messages.readRequest(frame);
        return Messages.reply(request.id(), cache.handle(request.id(), request.body()));
    }

    private static int closedPort() throws IOException {
        try (var listener = new ServerSocket(0, 1, LOOPBACK)) {
            return listener.getLocalPort();
        }
    }
}
