package robustnet.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static robustnet.buffers.FrameType.RESPONSE;
import static robustnet.concurrency.LoopBench.LONG;
import static robustnet.concurrency.LoopBench.MANY;
import static robustnet.concurrency.LoopBench.assertSleeps;
import static robustnet.concurrency.LoopBench.awaitConnections;
import static robustnet.concurrency.LoopBench.limits;
import static robustnet.concurrency.LoopClient.request;

import java.util.concurrent.atomic.AtomicInteger;
import robustnet.testkit.Testbed;

/// That an event loop sleeps while it has nothing to do.
final class SleepChecks {
    private SleepChecks() {}

    static void sleepsWhileNothingHappens(Testbed bed) throws Exception {
        var bench = new LoopBench(bed);
        var handled = new AtomicInteger();
        var server = bench.start(limits(12, LONG), LoopBench.big(handled));
        for (int i = 0; i < 10; i++) {
            bench.connect(server).echo("hello", "of one of ten");
        }
        assertSleeps(server, "with 10 idle connections");
        bench.stalled(server, handled);
        awaitConnections(server, 11);
        assertSleeps(server, "with a client that has asked for more than it reads");
    }

    static void sleepsWhileItIsFull(Testbed bed) throws Exception {
        var bench = new LoopBench(bed);
        var handled = new AtomicInteger();
        var server = bench.start(LoopBench.ROOMY, LoopBench.big(handled));
        var slow = bench.connect(server);
        slow.send(LoopBench.bigRequests());
        slow.halfClose();
        var one = bench.connect(server);
        LoopBench.until("all requests should be handled", () -> handled.get() == MANY);
        one.echo("one", "of another client, while a half-closed one does not read");
        assertSleeps(server, "with a half-closed client that does not read its replies");

        var waiting = bench.connect(server);
        waiting.send(request(1, "who waits"));
        one.echo("one", "of who is served");
        one.echo("two", "of who is served");
        assertThat(server.connections()).as("connections, of 2 allowed and 3 made").isEqualTo(2);
        assertSleeps(server, "while it is full and somebody waits to be accepted");

        one.close();
        waiting.expect(RESPONSE, 1, "who waits", "the reply when a place is free");
    }
}
