package robustnet.concurrency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static robustnet.concurrency.BoundedBench.LONG;
import static robustnet.concurrency.BoundedBench.Transport.PLAIN;
import static robustnet.concurrency.BoundedBench.connect;
import static robustnet.concurrency.BoundedBench.eventually;
import static robustnet.concurrency.BoundedBench.places;
import static robustnet.concurrency.BoundedBench.start;
import static robustnet.concurrency.FramePeer.frame;
import static robustnet.concurrency.FramePeer.request;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import robustnet.buffers.FrameType;
import robustnet.testkit.Testbed;

/// How long a [BoundedServer] keeps its process alive.
final class LifeChecks {
    private LifeChecks() {}

    /// A handler stops the server, as a server that is told to stop from outside does: no other
    /// thread of the program may be left then.
    static void livesUntilStopped(Testbed bed) throws Exception {
        var before = nonDaemons();
        var gate = bed.closing(new GateHandler());
        var self = new CompletableFuture<BoundedServer>();
        var stopped = new CountDownLatch(1);
        var last = new CountDownLatch(1);
        bed.closing(last::countDown);
        RequestHandler handler =
                (id, request) -> {
                    if (new String(request, UTF_8).equals("stop")) {
                        self.get().stop(LONG);
                        stopped.countDown();
                        last.await();
                    }
                    return gate.handle(id, request);
                };
        var server = start(bed, PLAIN, places(9), handler);
        self.complete(server);
        assertStays(before, "threads of the server that are no daemons; virtual ones always are");
        var idle = connect(bed, PLAIN, server);
        var busy = connect(bed, PLAIN, server);
        busy.send(request(1, "wait"));
        gate.awaitWaiting(1);
        var stopper = connect(bed, PLAIN, server);
        stopper.send(request(2, "stop"));
        idle.awaitEnd("when a handler had called stop");

        assertStays(
                before,
                "threads of the server that are no daemons, while stop waits for a request: the"
                        + " process may end with the last of them");
        gate.open();
        assertThat(busy.receive("the reply in flight when a handler called stop"))
                .contains(frame(FrameType.RESPONSE, 1, "wait"));
        busy.close();
        assertThat(stopped.await(3, TimeUnit.SECONDS))
                .as("whether stop has returned in a handler, when all others had ended")
                .isTrue();
        assertStays(
                before,
                "threads of the server that are no daemons, while the handler that has called stop"
                        + " has not replied: the process may end with the last of them");
        last.countDown();
        assertThat(stopper.receive("the reply of the handler that has called stop"))
                .contains(frame(FrameType.RESPONSE, 2, "stop"));
        stopper.close();
        eventually(
                "threads of the server that are no daemons, when all is over",
                () -> since(before).size(),
                0);
    }

    /// Waits a little, for the end of a thread is told nowhere.
    private static void assertStays(Set<Thread> before, String what) throws InterruptedException {
        for (var thread : since(before)) {
            thread.join(Duration.ofMillis(60));
        }
        assertThat(since(before)).as(what).isNotEmpty();
    }

    private static Set<Thread> since(Set<Thread> before) {
        var now = nonDaemons();
        now.removeAll(before);
        return now;
    }

    private static Set<Thread> nonDaemons() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon())
                .collect(Collectors.toCollection(HashSet::new));
    }
}
