package robustnet.concurrency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import robustnet.testkit.Demo;
import robustnet.udp.NanoClock;

/// Chapter 06 at work: runs the learner's own classes on loopback, and prints what happens.
final class ConcurrencyDemo {
    private static final RequestHandler SHOUT =
            (_, request) -> new String(request, UTF_8).toUpperCase().getBytes(UTF_8);

    private final Demo demo = new Demo(System.out);
    private final ClientSteps clients = new ClientSteps(demo);

    private ConcurrencyDemo() {}

    /// Runs the demo. Takes no arguments.
    public static void main(String[] args) throws InterruptedException {
        new ConcurrencyDemo().run();
        System.exit(0); // a step that was left may have threads that keep the program alive
    }

    private void run() throws InterruptedException {
        demo.step("6.1", "Two places, three clients", this::tooMany)
                .step(
                        "6.1",
                        "Stopping with a request in flight, and with one that is stuck",
                        this::stop)
                .step("6.2", "One worker, one place to wait, three tasks", this::queue)
                .step("6.3", "980 quick requests and 20 slow ones", this::metrics)
                .step("6.3", "The same for Prometheus", this::page)
                .step("6.4", "Lent, given back, thrown away", clients::pool)
                .step("6.5", "Nine servers that work and one that fails at once", clients::balance)
                .step("6.6", "200 clients and one thread", this::loop);
    }

    private void tooMany() throws Exception {
        try (var server = start(2, SHOUT);
                var first = FramePeer.plain(server.port());
                var second = FramePeer.plain(server.port())) {
            demo.say("the first:  " + ask(first, 1, "hello"));
            demo.say("the second: " + ask(second, 2, "hello"));
            try (var third = FramePeer.plain(server.port())) {
                demo.say("the third:  " + third.receive().orElseThrow());
                demo.say("and then:   " + third.receive().map(Object::toString).orElse("the end"));
            }
        }
    }

    private void stop() throws Exception {
        for (var work : List.of(Duration.ofMillis(200), Duration.ofSeconds(60))) {
            var isRunning = new CountDownLatch(1);
            var server =
                    start(
                            10,
                            (_, request) -> {
                                isRunning.countDown();
                                Thread.sleep(work);
                                return request;
                            });
            try (server;
                    var idle = FramePeer.plain(server.port());
                    var busy = FramePeer.plain(server.port())) {
                busy.send(FramePeer.request(1, "slow"));
                isRunning.await();
                var ends = List.of(goodbye(idle), goodbye(busy));
                long begin = System.nanoTime();
                var shutdown = server.stop(Duration.ofMillis(400));
                demo.say("a request of %s: %s after %d ms".formatted(work, shutdown, since(begin)));
                demo.say(
                        "  the idle client got %s, the busy one %s"
                                .formatted(ends.getFirst().get(), ends.getLast().get()));
            }
        }
    }

    private void queue() throws Exception {
        var isRunning = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        try (var queue = new WorkQueue(1, 1)) {
            var first =
                    queue.submit(
                            () -> {
                                isRunning.countDown();
                                mayEnd.await();
                                return "done by " + Thread.currentThread().getName();
                            });
            isRunning.await();
            var second = queue.submit(() -> "done, too");
            try {
                queue.submit(() -> "never");
                demo.say("the third should have been rejected, and was not");
            } catch (RejectedWorkException e) {
                demo.say("the third: " + e.getMessage());
            }
            mayEnd.countDown();
            demo.say("the first: " + first.get());
            demo.say("the second: " + second.get());
        }
    }

    private static ConnectionMetrics.Snapshot aBadDay() {
        var metrics = new ConnectionMetrics(NanoClock.system());
        try (var attempt = metrics.connecting();
                var _ = attempt.connected()) {
            for (int i = 0; i < 1_000; i++) {
                metrics.answered(Duration.ofMillis(i % 50 == 0 ? 2_000 : 5), 100, 1_000);
            }
        }
        metrics.connecting().close();
        return metrics.snapshot();
    }

    private void metrics() {
        var snapshot = aBadDay();
        var times = snapshot.latencies();
        var mean = Math.round(times.total().toNanos() / 1e6 / times.count());
        demo.say(
                "the average of "
                        + times.count()
                        + " is "
                        + mean
                        + " ms, and nobody waited that long");
        for (double percent : new double[] {50, 90, 99, 100}) {
            demo.say("  p%-4.0f %5d ms".formatted(percent, times.percentile(percent).toMillis()));
        }
        demo.say(
                "%d attempts to connect, success rate %s, %d active"
                        .formatted(snapshot.attempts(), snapshot.successRate(), snapshot.active()));
    }

    private void page() {
        PrometheusText.of(aBadDay(), "demo")
                .lines()
                .filter(line -> !line.startsWith("# HELP"))
                .forEach(demo::say);
    }

    private void loop() throws Exception {
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var peers = new ArrayList<FramePeer>();
        try (var server = EventLoopServer.start(any, EventLoopServer.Limits.defaults(), SHOUT)) {
            for (int i = 0; i < 200; i++) {
                peers.add(FramePeer.plain(server.port()));
            }
            for (int i = 0; i < peers.size(); i++) {
                peers.get(i).send(FramePeer.request(i, "hello"), FramePeer.request(i, "again"));
            }
            int replies = 0;
            for (var peer : peers) {
                replies += peer.receive().isPresent() && peer.receive().isPresent() ? 2 : 0;
            }
            demo.say(replies + " replies on " + server.connections() + " connections");
            var thread = new CompletableFuture<String>();
            server.execute(() -> thread.complete(Thread.currentThread().getName()));
            demo.say("all of them by the thread " + thread.get());
            long before = server.iterations();
            Thread.sleep(300);
            demo.say("turns of the loop in 300 quiet ms: " + (server.iterations() - before));
        } finally {
            for (var peer : peers) {
                peer.close();
            }
        }
    }

    private static BoundedServer start(int places, RequestHandler handler) throws IOException {
        var usual = BoundedServer.Limits.defaults();
        var limits =
                new BoundedServer.Limits(
                        places,
                        usual.maxPayload(),
                        usual.handshakeTimeout(),
                        usual.idleTimeout(),
                        usual.frameTimeout(),
                        usual.writeTimeout());
        var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        return BoundedServer.start(listener, limits, handler, ServerEvents.NONE);
    }

    private static String ask(FramePeer peer, long id, String text) throws IOException {
        peer.send(FramePeer.request(id, text));
        return new String(peer.receive().orElseThrow().payloadBytes(), UTF_8);
    }

    /// Waits for what comes before the end of the stream, or instead of it, and hangs up then.
    private static CompletableFuture<String> goodbye(FramePeer peer) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (peer) {
                        return peer.receive().map(frame -> "a " + frame.type()).orElse("the end");
                    } catch (IOException e) {
                        return e.getClass().getSimpleName();
                    }
                },
                task -> Thread.ofVirtual().start(task));
    }

    private static long since(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }
}
