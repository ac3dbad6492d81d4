package robustnet.concurrency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static robustnet.concurrency.BoundedBench.LONG;
import static robustnet.concurrency.BoundedBench.Transport.PLAIN;
import static robustnet.concurrency.BoundedBench.connect;
import static robustnet.concurrency.BoundedBench.places;
import static robustnet.concurrency.BoundedBench.start;
import static robustnet.concurrency.FramePeer.frame;
import static robustnet.concurrency.FramePeer.request;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import robustnet.buffers.FrameType;
import robustnet.concurrency.BoundedServer.Shutdown;
import robustnet.concurrency.BoundedServer.Shutdown.Kind;
import robustnet.testkit.Parked;
import robustnet.testkit.Testbed;

/// Who calls `stop` while a [BoundedServer] is being stopped, and who calls it in a handler.
final class FurtherChecks {
    private static final Shutdown IN_ORDER = new Shutdown(Kind.GRACEFUL, 0);

    private FurtherChecks() {}

    static void waitWithTheFirst(Testbed bed) throws Exception {
        var gate = bed.closing(new GateHandler());
        var server = start(bed, PLAIN, places(9), gate);
        var idle = connect(bed, PLAIN, server);
        var busy = connect(bed, PLAIN, server);
        busy.send(request(1, "wait"));
        gate.awaitWaiting(1);
        var first = bed.async(() -> server.stop(LONG));
        idle.awaitEnd("when stop was called");

        var further =
                List.of(
                        new Caller(bed, "a further stop(0)", () -> server.stop(Duration.ZERO)),
                        new Caller(bed, "a close during a stop", () -> close(server)),
                        new Caller(
                                bed,
                                "a further stop whose caller was interrupted before",
                                () -> {
                                    Thread.currentThread().interrupt();
                                    return server.stop(LONG);
                                }),
                        new Caller(
                                bed,
                                "a further stop whose caller is interrupted",
                                () -> server.stop(LONG)));
        for (var caller : further) {
            caller.awaitWaiting();
        }
        further.getLast().thread.get().interrupt();
        gate.open();

        assertThat(busy.receive("the reply in flight, when stop(0) is called during stop(30 s)"))
                .as("the reply in flight, when stop(0) is called during stop(30 s)")
                .contains(frame(FrameType.RESPONSE, 1, "wait"));
        busy.close();
        assertThat(first.get(3, TimeUnit.SECONDS)).as("the first result").isEqualTo(IN_ORDER);
        for (var caller : further) {
            assertThat(caller.result.get(3, TimeUnit.SECONDS))
                    .as("the result of %s: the first caller's", caller.name)
                    .isEqualTo(IN_ORDER);
        }
        assertThat(further.stream().map(caller -> caller.wasInterrupted.join()))
                .as("the interrupt status behind stop, of 2 further callers and 2 interrupted ones")
                .containsExactly(false, false, true, true);
    }

    private static Shutdown close(BoundedServer server) {
        server.close();
        return server.stop(Duration.ZERO);
    }

    /// Another handler is stuck, so grace runs out while this one waits in `stop`.
    static void keepsTheStopper(Testbed bed) throws Exception {
        var self = new CompletableFuture<BoundedServer>();
        var gate = bed.closing(new GateHandler());
        RequestHandler handler =
                (id, request) ->
                        new String(request, UTF_8).equals("stop")
                                ? self.get().stop(Duration.ofMillis(80)).toString().getBytes(UTF_8)
                                : gate.handle(id, request);
        var server = start(bed, PLAIN, places(9), handler);
        self.complete(server);
        connect(bed, PLAIN, server).send(request(1, "deaf"));
        gate.awaitWaiting(1);
        var stopper = connect(bed, PLAIN, server);

        stopper.send(request(2, "stop"));

        var what =
                "the reply of a handler that calls stop, and another is stuck when grace is over:"
                        + " only that one is cut off";
        assertThat(stopper.receive(what))
                .as(what)
                .contains(frame(FrameType.RESPONSE, 2, new Shutdown(Kind.FORCED, 1).toString()));
    }

    /// Somebody who calls `stop`, on a thread of his own.
    private static final class Caller {
        private final String name;
        private final CompletableFuture<Thread> thread = new CompletableFuture<>();
        private final CompletableFuture<Boolean> wasInterrupted = new CompletableFuture<>();
        private final CompletableFuture<Shutdown> result;

        Caller(Testbed bed, String name, Callable<Shutdown> call) {
            this.name = name;
            result =
                    bed.async(
                            () -> {
                                thread.complete(Thread.currentThread());
                                try {
                                    return callStop(call);
                                } finally {
                                    wasInterrupted.complete(Thread.interrupted());
                                }
                            });
        }

        private static Shutdown callStop(Callable<Shutdown> call) throws Exception {
            return call.call();
        }

        void awaitWaiting() throws Exception {
            try {
                Parked.await(thread.get(3, TimeUnit.SECONDS), "callStop");
            } catch (AssertionError e) {
                assertThat(result.isDone())
                        .as("whether %s returns before the first caller of stop does", name)
                        .isFalse();
                throw e;
            }
        }
    }
}
