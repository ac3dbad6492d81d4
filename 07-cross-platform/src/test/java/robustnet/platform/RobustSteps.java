package robustnet.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import robustnet.basics.Endpoint;
import robustnet.basics.Handler;
import robustnet.errors.Backoff;
import robustnet.errors.Deadline;
import robustnet.testkit.Demo;
import robustnet.testkit.FaultProxy;
import robustnet.udp.NanoClock;

/// The steps of the chapter's demo that show [RobustServer] and [RobustClient].
final class RobustSteps {
    private static final Duration SHORT = Duration.ofMillis(900);

    private final Demo demo;

    RobustSteps(Demo demo) {
        this.demo = demo;
    }

    void server() throws Exception {
        int port;
        try (var server = RobustServer.builder().handler(RobustSteps::shout).start();
                var peer = FramePeer.connect(server.port())) {
            port = server.port();
            demo.say("listening: " + server.listenReport());
            demo.say("a PING is answered with " + HexFormat.of().toHexDigits(server.instanceId()));
            demo.say("  that is " + HexFormat.of().formatHex(peer.ping("").payloadBytes()));
            for (var text : new String[] {"hello", "once more"}) {
                var reply = peer.request(7, text).payloadBytes();
                demo.say("request 7, \"" + text + "\": " + new String(reply, UTF_8));
            }
            demo.say("stopped: " + server.stop(Duration.ofMillis(200)));
        }
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var builder = RobustServer.builder().handler(RobustSteps::shout).address(address);
        try (var next = builder.start()) {
            demo.say("the same port: " + HexFormat.of().toHexDigits(next.instanceId()));
        }
    }

    void spread() throws Exception {
        var answered = new TreeMap<String, AtomicInteger>();
        var servers = new ArrayList<RobustServer>();
        var endpoints = new ArrayList<Endpoint>();
        for (var name : new String[] {"a", "b", "c"}) {
            var count = new AtomicInteger();
            answered.put(name, count);
            Handler handler =
                    request -> {
                        count.incrementAndGet();
                        return request;
                    };
            servers.add(RobustServer.builder().handler(handler).start());
            endpoints.add(new Endpoint("127.0.0.1", servers.getLast().port()));
        }
        try (var client = RobustClient.builder().servers(endpoints).build()) {
            callOften(client);
            demo.say("300 calls:                " + answered);
            servers.getLast().close();
            callOften(client);
            demo.say("300 more without c:       " + answered);
            client.states().forEach((server, state) -> demo.say("  " + server + ": " + state));
            demo.say("retries: " + client.retries());
            var latencies = client.metrics().snapshot().latencies();
            demo.say("the slowest of all: " + latencies.max().toMillis() + " ms");
        } finally {
            servers.forEach(RobustServer::close);
        }
    }

    private static void callOften(RobustClient client) throws Exception {
        for (int i = 0; i < 300; i++) {
            client.call(new byte[] {1}, in(SHORT));
        }
    }

    void repeat() throws Exception {
        var runs = new AtomicInteger();
        var network = new AtomicReference<Runnable>();
        Handler bank =
                request -> {
                    runs.incrementAndGet();
                    network.get().run();
                    return request;
                };
        try (var server = RobustServer.builder().handler(bank).start();
                var reborn = RobustServer.builder().handler(bank).start();
                var proxy = FaultProxy.start(at(server), new SplittableRandom(1));
                var client =
                        RobustClient.builder()
                                .servers(List.of(new Endpoint("127.0.0.1", proxy.port())))
                                .retries(
                                        4, new Backoff(Duration.ofMillis(5), Duration.ofMillis(50)))
                                .build()) {
            network.set(once(proxy::resetConnections));
            client.call("move 100".getBytes(UTF_8), in(SHORT));
            demo.say(
                    "the reply was cut off, and asked for again; the money moved "
                            + runs
                            + " time");
            network.set(
                    once(
                            () -> {
                                proxy.retarget(at(reborn)); // as if restarted: another memory
                                proxy.resetConnections();
                            }));
            demo.expectFailure(
                    "the server was restarted before it could answer",
                    () -> client.call("move 100".getBytes(UTF_8), in(SHORT)));
            demo.say("the money moved " + runs + " times for two requests");
        }
    }

    private static Runnable once(Runnable event) {
        var isDone = new AtomicBoolean();
        return () -> {
            if (!isDone.getAndSet(true)) {
                event.run();
            }
        };
    }

    private static byte[] shout(byte[] request) throws IOException {
        return new String(request, UTF_8).toUpperCase().getBytes(UTF_8);
    }

    private static InetSocketAddress at(RobustServer server) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    }

    static Deadline in(Duration budget) {
        return Deadline.after(budget, NanoClock.system());
    }
}
