package robustnet.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import robustnet.buffers.FrameType;
import robustnet.concurrency.EventLoopServer.Limits;

/// What closes an idle connection of an event loop, and what does not. Where a test must act before
/// the time is over and the machine was too slow for that, it tries again.
final class IdleChecks {
    private static final Duration IDLE = Duration.ofMillis(100);

    /// Two of these are less than the idle timeout: in each of them something moves.
    private static final Duration LONGEST_STEP = Duration.ofMillis(45);

    private static final Duration ENOUGH = Duration.ofSeconds(3);
    private static final int ATTEMPTS = 20;
    private static final long SLOW = 99;

    private IdleChecks() {}

    static void countsFromTheLastByte(LoopBench bench) throws IOException {
        var server = bench.start(LoopBench.limits(10, IDLE), LoopBench.ECHO);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long connected = System.nanoTime();
            var client = bench.connect(server);
            LockSupport.parkNanos(IDLE.toNanos() * 6 / 10);
            long sent = System.nanoTime();
            try {
                client.echo("not quiet", "after 60 of 100 ms");
            } catch (IOException | AssertionError e) {
                if (since(connected).compareTo(IDLE) >= 0) {
                    continue; // it was too late
                }
                throw e;
            }
            client.expectEnd("when it has been quiet for 100 ms");
            assertThat(since(sent))
                    .as("the silence when it was closed")
                    .isGreaterThanOrEqualTo(IDLE);
            return;
        }
    }

    /// One that is WRITING, one that is DRAINING, and one that never said anything.
    static void closesWhoDoesNothing(LoopBench bench) throws IOException {
        var handled = new AtomicInteger();
        var server = bench.start(LoopBench.limits(10, IDLE), LoopBench.big(handled));
        bench.connect(server).send(LoopBench.bigRequests());
        var silent = bench.connect(server);
        var drained = new AtomicInteger();
        var roomy = new Limits(10, LoopBench.BIG, 0, 1 << 26, IDLE);
        var other = bench.start(roomy, LoopBench.big(drained));
        var client = bench.connect(other);
        client.send(LoopBench.bigRequests());
        client.halfClose();

        LoopBench.until("a request should be handled", () -> handled.get() > 0);
        LoopBench.until("requests should be handled", () -> drained.get() == LoopBench.MANY);
        silent.expectEnd("of who has never said anything");
        LoopBench.awaitConnections(server, 0);
        LoopBench.awaitConnections(other, 0);
    }

    /// Half a frame is no silence.
    static void countsBytesNotFrames(LoopBench bench) throws IOException {
        var server = bench.start(LoopBench.limits(10, IDLE), LoopBench.ECHO);
        var bytes = LoopClient.encoded(LoopClient.request(1, "in three parts"));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long moved = System.nanoTime();
            var longest = Duration.ZERO;
            try (var client = bench.connect(server)) {
                for (int part = 0; part < 3; part++) {
                    LockSupport.parkNanos(part == 0 ? 0 : IDLE.toNanos() * 6 / 10);
                    longest = max(longest, since(moved));
                    moved = System.nanoTime();
                    client.send(Arrays.copyOfRange(bytes, part * 10, end(part, bytes.length)));
                }
                client.expect(FrameType.RESPONSE, 1, "in three parts", "the reply to a slow frame");
                return;
            } catch (IOException | AssertionError e) {
                if (max(longest, since(moved)).compareTo(IDLE) < 0) {
                    throw new AssertionError("sends part of a frame each 60 of 100 ms", e);
                }
            }
        }
    }

    private static int end(int part, int length) {
        return part < 2 ? part * 10 + 10 : length;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /// What has come is no silence either, while a handler keeps the thread from reading it.
    static void blamesNobodyForASlowHandler(LoopBench bench) throws Exception {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var began = new CountDownLatch(1);
            RequestHandler slow =
                    (id, request) -> {
                        if (id == SLOW) {
                            began.countDown();
                            LockSupport.parkNanos(IDLE.toNanos() * 6 / 5);
                        }
                        return request;
                    };
            try (var server = bench.start(LoopBench.limits(10, IDLE), slow);
                    var other = bench.connect(server);
                    var client = bench.connect(server)) {
                long moved = System.nanoTime();
                client.echo("early", "before a slow one");
                other.send(LoopClient.request(SLOW, "slow"));
                LoopTasks.await(began, "a slow handler");
                client.send(LoopClient.request(2, "meanwhile"));
                if (since(moved).compareTo(IDLE) >= 0) {
                    continue; // it was too late
                }
                client.expect(
                        FrameType.RESPONSE,
                        2,
                        "meanwhile",
                        "the reply to what came in time, while another's handler took 120 ms");
                return;
            }
        }
    }

    /// Reads 19 MB in 10 steps with pauses that are all shorter than the idle timeout, but together
    /// are longer.
    static void keepsWhoReadsSlowly(LoopBench bench) throws IOException {
        var server = bench.start(LoopBench.limits(10, IDLE), LoopBench.big(new AtomicInteger()));
        long start = System.nanoTime();
        while (since(start).compareTo(ENOUGH) < 0) {
            var client = bench.connect(server);
            client.send(LoopBench.bigRequests());
            long step = System.nanoTime();
            try {
                for (int i = 0; i < LoopBench.MANY; i++) {
                    if (i % 30 == 0) { // 2 MB: so much that the server surely has room again
                        if (since(step).compareTo(LONGEST_STEP) > 0) {
                            break;
                        }
                        step = System.nanoTime();
                        LockSupport.parkNanos(IDLE.toNanos() / 5);
                    }
                    client.receive("reply " + i + " of a client that reads slowly, but does read");
                    if (i == LoopBench.MANY - 1) {
                        return;
                    }
                }
            } catch (IOException | AssertionError e) {
                if (since(step).compareTo(LONGEST_STEP) < 0) {
                    throw new AssertionError(
                            "reads 2 MB each 20 ms, and the idle timeout is 100 ms", e);
                }
            }
            client.close();
        }
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    static void assertRejected(
            int maxConnections, int maxPayload, int low, int high, Duration idleTimeout) {
        assertThatThrownBy(() -> new Limits(maxConnections, maxPayload, low, high, idleTimeout))
                .as("limits %d, %d, %d, %d, %s", maxConnections, maxPayload, low, high, idleTimeout)
                .isInstanceOf(IllegalArgumentException.class);
    }
}
