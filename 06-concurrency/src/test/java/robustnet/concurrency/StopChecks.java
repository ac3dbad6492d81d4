package robustnet.concurrency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.concurrency.BoundedBench.LONG;
import static robustnet.concurrency.BoundedBench.Transport.PLAIN;
import static robustnet.concurrency.BoundedBench.Transport.TLS;
import static robustnet.concurrency.BoundedBench.connect;
import static robustnet.concurrency.BoundedBench.eventually;
import static robustnet.concurrency.BoundedBench.places;
import static robustnet.concurrency.BoundedBench.since;
import static robustnet.concurrency.BoundedBench.start;
import static robustnet.concurrency.FramePeer.encode;
import static robustnet.concurrency.FramePeer.frame;
import static robustnet.concurrency.FramePeer.request;

import java.net.ConnectException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import robustnet.buffers.FrameType;
import robustnet.concurrency.BoundedBench.Transport;
import robustnet.concurrency.BoundedServer.Shutdown;
import robustnet.concurrency.BoundedServer.Shutdown.Kind;
import robustnet.testkit.Testbed;

/// How a [BoundedServer] stops.
final class StopChecks {
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final Shutdown IN_ORDER = new Shutdown(Kind.GRACEFUL, 0);

    private static final String WHO_COMES_NOW =
            "a client that comes now; if it is let in, mostly because the accepting thread was not"
                    + " waited for after the listener was closed";

    private StopChecks() {}

    private static void assertResult(
            CompletableFuture<Shutdown> stop, Shutdown expected, String what) {
        assertThat(stop).as(what).succeedsWithin(SOON);
        assertThat(stop.join()).as(what).isEqualTo(expected);
    }

    static void stopsInOrder(Testbed bed) throws Exception {
        for (var transport : Transport.values()) {
            var gate = bed.closing(new GateHandler());
            var tally = new EventTally();
            var server = start(bed, transport, places(9), gate, tally);
            var idle = connect(bed, transport, server);
            var busy = connect(bed, transport, server);
            busy.send(request(1, "wait"), request(2, "next"));
            gate.awaitWaiting(1);

            var stop = bed.async(() -> server.stop(LONG));

            assertThat(idle.receive())
                    .as("what an idle client gets at once, beside one that is busy, %s", transport)
                    .isEmpty();
            assertThatThrownBy(() -> FramePeer.plain(server.port()), WHO_COMES_NOW)
                    .isInstanceOf(ConnectException.class);
            assertThat(stop).as("stop, while a request is in flight").isNotDone();
            gate.open();
            assertThat(busy.receive())
                    .as("the reply to the request in flight")
                    .contains(frame(FrameType.RESPONSE, 1, "wait"));
            assertThat(busy.receive())
                    .as("the reply to a request that was not begun when stop was called")
                    .isEmpty();
            busy.close();
            assertResult(stop, IN_ORDER, "stop, with a grace of 30 s of which little was needed");
            assertThat(server.active()).as("places taken behind stop").isZero();
            assertThat(tally.closed).as("closed, told before stop returns").hasValue(2);
            assertThat(tally.answers).as("answered, told before stop returns").hasSize(1);
        }
    }

    static void forcesWhatIsStuck(Testbed bed) throws Exception {
        var gate = bed.closing(new GateHandler());
        var server = start(bed, PLAIN, places(9), gate);
        var deaf = connect(bed, PLAIN, server);
        deaf.send(request(1, "deaf"));
        var waiting = connect(bed, PLAIN, server);
        waiting.send(request(2, "wait"));
        gate.awaitWaiting(2);
        var grace = Duration.ofMillis(80);
        long start = System.nanoTime();

        var result = bed.async(() -> server.stop(grace)).get(3, TimeUnit.SECONDS);

        assertThat(since(start)).as("time to stop").isGreaterThanOrEqualTo(grace);
        assertThat(result)
                .as("the result, with two handlers stuck")
                .isEqualTo(new Shutdown(Kind.FORCED, 2));
        deaf.awaitEnd("when grace was over, though its handler does not heed its interrupt");
        waiting.awaitEnd("when grace was over");
        eventually("handlers interrupted", gate::interrupted, 1);
        eventually("places taken, by a handler that runs on", server::active, 1);
        gate.open();
        eventually("places taken, when it has ended", server::active, 0);
    }

    static void forcesHalfAFrame(Testbed bed) throws Exception {
        var server = start(bed, PLAIN, places(9), BoundedBench::capitals);
        var client = connect(bed, PLAIN, server);
        var whole = encode(frame(FrameType.PING, 1, ""), request(3, "never"));
        client.send(Arrays.copyOf(whole, whole.length - 1));
        assertThat(client.receive()).contains(frame(FrameType.PONG, 1, ""));
        TimeUnit.MILLISECONDS.sleep(30); // so that the server is waiting for the rest by then

        assertThat(server.stop(Duration.ofMillis(30)))
                .as("the result, in the middle of a request's frame")
                .isEqualTo(new Shutdown(Kind.FORCED, 1));

        client.awaitEnd("when grace was over, in the middle of a frame");
    }

    static void stopsOnce(Testbed bed) throws Exception {
        var gate = bed.closing(new GateHandler());
        var server = start(bed, PLAIN, places(9), gate);
        var idle = connect(bed, PLAIN, server);
        connect(bed, PLAIN, server).send(request(1, "wait"));
        gate.awaitWaiting(1);
        var first = bed.async(() -> server.stop(Duration.ofMillis(100)));
        idle.awaitEnd("when stop was called");

        var second = bed.async(() -> server.stop(LONG));

        var forced = new Shutdown(Kind.FORCED, 1);
        assertThat(first.get(3, TimeUnit.SECONDS)).as("the first result").isEqualTo(forced);
        assertResult(
                second,
                forced,
                "the result of a second caller, with 30 s, while the first one waits");
        assertThat(server.stop(LONG)).as("the result of a third, later").isEqualTo(forced);
        server.close();
    }

    static void stopsInAHandler(Testbed bed) throws Exception {
        var self = new CompletableFuture<BoundedServer>();
        var result = new CompletableFuture<Shutdown>();
        var gate = bed.closing(new GateHandler());
        RequestHandler handler =
                (id, request) -> {
                    if (new String(request, UTF_8).equals("stop")) {
                        result.complete(self.get().stop(LONG));
                        return "stopped".getBytes(UTF_8);
                    }
                    return gate.handle(id, request);
                };
        var server = start(bed, PLAIN, places(9), handler);
        self.complete(server);
        var idle = connect(bed, PLAIN, server);
        var busy = connect(bed, PLAIN, server);
        busy.send(request(1, "wait"));
        gate.awaitWaiting(1);
        var stopper = connect(bed, PLAIN, server);
        stopper.send(request(2, "stop"));
        idle.awaitEnd("when a handler had called stop");
        assertThat(result).as("stop in a handler, while another is busy").isNotDone();

        var outside = bed.async(() -> server.stop(LONG));
        gate.open();

        assertThat(busy.receive("the reply in flight when a handler called stop"))
                .contains(frame(FrameType.RESPONSE, 1, "wait"));
        busy.close();
        assertResult(
                result, IN_ORDER, "the result of stop in a handler: all others had ended in order");
        assertResult(outside, IN_ORDER, "the result of a caller outside");
        assertThat(stopper.receive("the reply of the handler that has called stop"))
                .as("the reply of the handler that has called stop")
                .contains(frame(FrameType.RESPONSE, 2, "stopped"));
        assertThat(stopper.receive("the end, behind the reply of the handler that called stop"))
                .as("what comes behind the reply of the handler that has called stop")
                .isEmpty();
        stopsInAHandlerToo(bed);
    }

    private static void stopsInAHandlerToo(Testbed bed) throws Exception {
        var self = new CompletableFuture<BoundedServer>();
        var gate = bed.closing(new GateHandler());
        RequestHandler handler =
                (id, request) -> {
                    gate.handle(id, request);
                    return self.get().stop(LONG).toString().getBytes(UTF_8);
                };
        var server = start(bed, TLS, places(9), handler);
        self.complete(server);
        var idle = connect(bed, TLS, server);
        var stopper = connect(bed, TLS, server);
        stopper.send(request(1, "wait"));
        gate.awaitWaiting(1);
        var outside = bed.async(() -> server.stop(LONG));
        idle.awaitEnd("when stop was called");

        gate.open();

        assertResult(
                outside,
                IN_ORDER,
                "the result of stop, where the last request in flight calls stop, too");
        assertThat(stopper.receive("the reply of a handler that has called stop as the second"))
                .contains(frame(FrameType.RESPONSE, 1, IN_ORDER.toString()));
    }

    static void hurriesWhenInterrupted(Testbed bed) throws Exception {
        var gate = bed.closing(new GateHandler());
        var server = start(bed, PLAIN, places(9), gate);
        var idle = connect(bed, PLAIN, server);
        connect(bed, PLAIN, server).send(request(1, "wait"));
        gate.awaitWaiting(1);
        var caller = new AtomicReference<Thread>();
        var result = new AtomicReference<Shutdown>();
        var kept =
                bed.async(
                        () -> {
                            caller.set(Thread.currentThread());
                            result.set(server.stop(LONG));
                            return Thread.interrupted();
                        });
        idle.awaitEnd("when stop was called");

        caller.get().interrupt();

        assertThat(kept)
                .succeedsWithin(SOON)
                .as("the interrupt status behind stop, whose caller was interrupted")
                .isEqualTo(true);
        assertThat(result.get()).isEqualTo(new Shutdown(Kind.FORCED, 1));
        eventually("places taken", server::active, 0);
    }
}
