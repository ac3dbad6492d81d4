package robustnet.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.awaitility.core.ConditionTimeoutException;
import robustnet.buffers.Frame;
import robustnet.concurrency.EventLoopServer.Limits;
import robustnet.testkit.Testbed;

/// Event-loop servers for tests, and clients that do not read.
final class LoopBench {
    static final Duration LONG = Duration.ofSeconds(30);
    static final RequestHandler ECHO = (_, request) -> request;

    /// 64 KiB of reply each, 19 MB in all: more than any system keeps between two programs.
    static final int BIG = 1 << 16;

    static final int MANY = 300;

    /// Two places, and an outbox that takes all the big replies: so nothing is paused, and the end
    /// of the stream is seen while they wait.
    static final Limits ROOMY = new Limits(2, BIG, 0, 1 << 26, LONG);

    private static final Duration WATCHED = Duration.ofMillis(50);
    private static final int FEW = 50;

    private final Testbed bed;

    LoopBench(Testbed bed) {
        this.bed = bed;
    }

    static Limits limits(int maxConnections, Duration idleTimeout) {
        return new Limits(maxConnections, BIG, 1 << 17, 1 << 18, idleTimeout);
    }

    EventLoopServer start(RequestHandler handler) throws IOException {
        return start(limits(1_000, LONG), handler);
    }

    EventLoopServer start(Limits limits, RequestHandler handler) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return bed.closing(EventLoopServer.start(address, limits, handler));
    }

    LoopClient connect(EventLoopServer server) throws IOException {
        return LoopClient.connect(bed, server.port());
    }

    /// A handler whose replies are big, and that counts.
    static RequestHandler big(AtomicInteger handled) {
        return (_, request) -> {
            if (request.length > 0) {
                return request; // an echo, for those who look whether they are served
            }
            handled.incrementAndGet();
            return new byte[BIG];
        };
    }

    /// Requests for big replies, with the ids from 0.
    static Frame[] bigRequests() {
        return LongStream.range(0, MANY)
                .mapToObj(id -> LoopClient.request(id, ""))
                .toArray(Frame[]::new);
    }

    /// Waits until a count does not rise any more, while another client is served.
    static void awaitStall(AtomicInteger count, LoopClient other) throws IOException {
        for (int unchanged = 0; unchanged < 3; unchanged++) { // once may be a slow machine
            int before = count.get();
            LockSupport.parkNanos(WATCHED.toNanos() / 10);
            for (int i = 0; i < 20; i++) {
                other.echo("still there?", "while another client does not read");
            }
            if (count.get() != before) {
                unchanged = -1;
            }
        }
    }

    /// A client that asked for more than it takes, and its server can do no more for it now.
    LoopClient stalled(EventLoopServer server, AtomicInteger handled) throws IOException {
        var slow = connect(server);
        slow.send(bigRequests());
        try (var other = new LoopClient(server.port())) {
            until("a request should be handled", () -> handled.get() > 0);
            awaitStall(handled, other);
        }
        return slow;
    }

    static void awaitConnections(EventLoopServer server, int expected) {
        until("connections() should become " + expected, () -> server.connections() == expected);
    }

    /// Waits, at most 3 s, until something is so.
    static void until(String what, Callable<Boolean> isSo) {
        try {
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .atMost(Duration.ofSeconds(3))
                    .until(isSo);
        } catch (ConditionTimeoutException e) { // its message is about itself
            throw new AssertionError("not within 3 s: " + what, e);
        }
    }

    static void assertSleeps(EventLoopServer server, String when) throws InterruptedException {
        long before = server.iterations();
        for (int i = 0; i < 3; i++) {
            LockSupport.parkNanos(WATCHED.toNanos() / 3);
            var ran = new CountDownLatch(1);
            server.execute(ran::countDown); // so the loop had the processor in the meantime
            LoopTasks.await(ran, "a task, " + when);
        }
        assertThat(server.iterations() - before)
                .as("iterations in %d ms %s", WATCHED.toMillis(), when)
                .isLessThan(FEW);
    }
}
