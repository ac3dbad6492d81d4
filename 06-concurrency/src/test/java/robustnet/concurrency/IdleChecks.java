package robustnet.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import robustnet.concurrency.EventLoopServer.Limits;

/// What closes an idle connection of an event loop, and what does not. Where a test must act before
/// the time is over and the machine was too slow for that, it tries again.
final class IdleChecks {
    private static final Duration IDLE = Duration.ofMillis(100);

    /// Two of these are less than the idle timeout: in each of them something moves.
    private static final Duration LONGEST_STEP = Duration.ofMillis(45);

    private static final Duration ENOUGH = Duration.ofSeconds(3);
    private static final int ATTEMPTS = 20;

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

    static void closesWhoDoesNotRead(LoopBench bench) throws IOException {
        var handled = new AtomicInteger();
        var server = bench.start(LoopBench.limits(10, IDLE), LoopBench.big(handled));
        bench.connect(server).send(LoopBench.bigRequests());
        LoopBench.until("a request should be handled", () -> handled.get() > 0);
        LoopBench.awaitConnections(server, 0);
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
