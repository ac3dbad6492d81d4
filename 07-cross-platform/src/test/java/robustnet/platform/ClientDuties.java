package robustnet.platform;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static robustnet.platform.ClientBench.call;
import static robustnet.platform.ClientBench.circuit;
import static robustnet.platform.ClientBench.client;
import static robustnet.platform.ClientBench.in;
import static robustnet.platform.ClientBench.nervous;
import static robustnet.platform.Track.soon;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import robustnet.concurrency.ConnectionPool;
import robustnet.errors.CircuitBreaker;
import robustnet.testkit.Testbed;

/// Tests of what a [RobustClient] does beside its calls: it counts them, keeps its connections, and
/// is closed.
final class ClientDuties {
    private ClientDuties() {}

    static void counts(Testbed bed) throws Exception {
        var first = bed.closing(Backend.start());
        var second = bed.closing(Backend.start());
        first.loseReplies();
        var client = bed.closing(client(first, second).build());
        call(client, "go");
        first.handler =
                _ -> {
                    throw new IOException("no");
                };
        second.handler = first.handler;
        catchThrowable(() -> call(client, "go"));

        var now = client.metrics().snapshot();
        assertThat(now.requests()).as("calls").isEqualTo(2);
        assertThat(now.failedRequests()).as("calls that failed").isEqualTo(1);
        assertThat(now.bytesIn()).as("bytes of the reply").isEqualTo(2);
        assertThat(now.bytesOut()).as("bytes of its request").isEqualTo(2);
        assertThat(now.attempts()).as("connections begun").isEqualTo(now.successes());
        client.close();
        assertThat(client.metrics().snapshot().active()).as("open connections").isZero();
    }

    /// The second attempt gets the reply of the first one's run, at once.
    static void timesCalls(Testbed bed) throws Exception {
        var server = bed.closing(Backend.start());
        server.handler =
                request -> {
                    TimeUnit.MILLISECONDS.sleep(80);
                    server.cut();
                    return request;
                };
        var client = bed.closing(client(server).build());
        long start = System.nanoTime();
        call(client, "go");
        var took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(client.metrics().snapshot().latencies().max())
                .as("the latency of a call that took %s, 80 ms of it its first attempt", took)
                .isBetween(ofMillis(79), took.plus(took.dividedBy(10)));

        server.handler =
                _ -> {
                    TimeUnit.MILLISECONDS.sleep(80);
                    throw new IOException("no");
                };
        catchThrowable(() -> call(client, "go"));
        assertThat(client.metrics().snapshot().latencies().percentile(0))
                .as("the latency of a call that failed after 80 ms, beside one of 80 ms and more")
                .isGreaterThanOrEqualTo(ofMillis(79));
    }

    static void keepsConnectionsReady(Testbed bed) throws Exception {
        var server = bed.closing(Backend.start());
        var other = bed.closing(Backend.start());
        var settings = new ConnectionPool.Settings(4, 2, ZERO, ofSeconds(60), ofSeconds(60));
        var client = bed.closing(client(server, other).pool(settings).build());

        soon("two connections are there to each server before the first call")
                .until(() -> client.pools().values().stream().allMatch(pool -> pool.idle() == 2));
        assertThat(server.accepted).as("connections that the server has seen").hasValue(2);
        assertThat(other.accepted).as("connections that the other one has seen").hasValue(2);
    }

    /// One connection: the first call has it, and the others wait.
    static void blamesNobodyElse(Testbed bed) throws Exception {
        var server = bed.closing(Backend.start());
        var go = new CountDownLatch(1);
        server.handler =
                request -> {
                    go.await();
                    return request;
                };
        var one = new ConnectionPool.Settings(1, 0, ZERO, ofSeconds(60), ofSeconds(60));
        var client = bed.closing(client(server).pool(one).breaker(nervous()).build());
        var first = bed.async(() -> call(client, "first"));
        soon("the first call is sent").until(() -> server.ids.size() == 1);

        assertThat(catchThrowable(() -> client.call(new byte[1], in(ofMillis(60)))))
                .as("thrown where no connection was free in time")
                .isInstanceOf(SocketTimeoutException.class);
        assertThat(circuit(client, server))
                .as("the circuit of a server whose pool was full, at the client")
                .isEqualTo(CircuitBreaker.State.CLOSED);

        var second = bed.async(() -> catchThrowable(() -> call(client, "second")));
        soon("the second call waits for a connection")
                .until(() -> client.pools().get(server.endpoint()).waiting() == 1);
        client.close();
        assertThat(second.get(2, TimeUnit.SECONDS))
                .as("thrown where the client was closed before there was a connection")
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(UnknownOutcomeException.class);

        go.countDown();
        assertThat(first)
                .as("the reply of a call that was under way when the client was closed")
                .succeedsWithin(ofSeconds(2))
                .isEqualTo("first");
        assertThat(circuit(client, server))
                .as("the circuit of a server whose client was closed, and nothing was sent")
                .isEqualTo(CircuitBreaker.State.CLOSED);
        soon("its connection is closed, too").until(() -> server.active() == 0);
    }
}
