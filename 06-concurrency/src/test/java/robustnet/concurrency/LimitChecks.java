package robustnet.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static robustnet.concurrency.BoundedBench.LONG;
import static robustnet.concurrency.BoundedBench.MAX;
import static robustnet.concurrency.BoundedBench.SHORT;
import static robustnet.concurrency.BoundedBench.TOO_MUCH;
import static robustnet.concurrency.BoundedBench.Transport.PLAIN;
import static robustnet.concurrency.BoundedBench.Transport.TLS;
import static robustnet.concurrency.BoundedBench.assertServed;
import static robustnet.concurrency.BoundedBench.connect;
import static robustnet.concurrency.BoundedBench.connectSilently;
import static robustnet.concurrency.BoundedBench.eventually;
import static robustnet.concurrency.BoundedBench.places;
import static robustnet.concurrency.BoundedBench.since;
import static robustnet.concurrency.BoundedBench.sometime;
import static robustnet.concurrency.BoundedBench.start;
import static robustnet.concurrency.FramePeer.encode;
import static robustnet.concurrency.FramePeer.frame;
import static robustnet.concurrency.FramePeer.request;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import robustnet.buffers.FrameType;
import robustnet.concurrency.BoundedBench.Transport;
import robustnet.concurrency.BoundedServer.Limits;
import robustnet.testkit.FlakyServerSocket;
import robustnet.testkit.Testbed;

/// What a [BoundedServer] endures, and for how long.
final class LimitChecks {
    private static final Duration DRIP_LIMIT = Duration.ofMillis(300);

    private LimitChecks() {}

    static void survivesFailuresOfAccept(Testbed bed) throws Exception {
        var flaky = bed.closing(new FlakyServerSocket(5));
        var tally = new EventTally();
        var server =
                bed.closing(BoundedServer.start(flaky, places(9), BoundedBench::capitals, tally));

        assertServed(connect(bed, PLAIN, server), "the reply, after 5 failures of accept");

        assertThat(tally.acceptFailures).as("failures told").hasValue(5);
        for (int i = 1; i < 5; i++) {
            long pause = tally.acceptFailureTimes.get(i) - tally.acceptFailureTimes.get(i - 1);
            assertThat(Duration.ofNanos(pause))
                    .as("the pause between two failures of accept, number %d", i)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(5L << (i - 1)));
        }
        assertThat(flaky.accepts()).as("calls of accept, 5 of which failed").isBetween(6, 7);
        assertThat(warnings(bed))
                .as("warnings about 5 failures of accept within seconds")
                .isEqualTo(1);
        stopsWhereAcceptFails(bed);
        warnsOnceForTwoSeries(bed);
    }

    private static void warnsOnceForTwoSeries(Testbed bed) throws Exception {
        var listener =
                new ServerSocket(0, 50, InetAddress.getLoopbackAddress()) {
                    private final AtomicInteger accepts = new AtomicInteger();

                    @Override
                    public Socket accept() throws IOException {
                        int number = accepts.incrementAndGet();
                        if (number == 1 || number == 3) {
                            throw new IOException("Too many open files");
                        }
                        return super.accept();
                    }
                };
        long before = warnings(bed);
        var server =
                bed.closing(
                        BoundedServer.start(
                                bed.closing(listener),
                                places(9),
                                BoundedBench::capitals,
                                ServerEvents.NONE));
        assertServed(connect(bed, PLAIN, server), "the reply, after one failure of accept");
        assertServed(connect(bed, PLAIN, server), "the reply, after another one");
        assertThat(warnings(bed) - before)
                .as("warnings, where accept fails, works, and fails again, within 10 s")
                .isEqualTo(1);
    }

    private static long warnings(Testbed bed) {
        return bed.log().lines().filter(line -> line.contains("WARN")).count();
    }

    private static void stopsWhereAcceptFails(Testbed bed) throws Exception {
        var broken = bed.closing(new FlakyServerSocket(Integer.MAX_VALUE));
        var tally = new EventTally();
        var server =
                bed.closing(BoundedServer.start(broken, places(9), BoundedBench::capitals, tally));
        eventually("whether accept has failed", () -> Math.min(tally.acceptFailures.get(), 3), 3);
        assertThat(server.stop(LONG).kind())
                .as("how a server stops whose accept always fails")
                .isEqualTo(BoundedServer.Shutdown.Kind.GRACEFUL);
        int told = tally.acceptFailures.get();
        assertThat(broken.accepts())
                .as("calls of accept: none more after stop, and its end is no failure")
                .isBetween(told, told + 1);
    }

    static void endsIdleConnections(Testbed bed) throws Exception {
        RequestHandler slow =
                (id, request) -> {
                    TimeUnit.MILLISECONDS.sleep(2 * SHORT.toMillis());
                    return BoundedBench.capitals(id, request);
                };
        for (var transport : Transport.values()) {
            var limits = new Limits(9, MAX, LONG, SHORT, LONG, LONG);
            var server = start(bed, transport, limits, slow);
            long start = System.nanoTime();
            var client = connect(bed, transport, server);

            assertThat(client.receive())
                    .as("what a client gets that says nothing for an idleTimeout of 60 ms")
                    .isEmpty();

            assertThat(since(start)).as("time until it was sent away").isGreaterThan(SHORT);
            sometime(() -> assertServed(connect(bed, transport, server), "the slow reply"));
            sometime(() -> assertFrameDoesNotIdle(connect(bed, transport, server)));
        }
    }

    private static void assertFrameDoesNotIdle(FramePeer client) throws Exception {
        var request = encode(request(1, "hi"));
        client.send(Arrays.copyOf(request, 1));
        TimeUnit.MILLISECONDS.sleep(2 * SHORT.toMillis());
        client.send(Arrays.copyOfRange(request, 1, request.length));
        assertThat(client.receive())
                .as("the reply, where a frame took longer than idleTimeout to arrive")
                .contains(frame(FrameType.RESPONSE, 1, "HI"));
    }

    static void endsWhoDrips(Testbed bed) throws Exception {
        for (var transport : Transport.values()) {
            var limits = new Limits(9, MAX, LONG, LONG, DRIP_LIMIT, LONG);
            var server = start(bed, transport, limits, BoundedBench::capitals);
            var patient = connect(bed, transport, server);
            boolean isTold = false;
            for (int i = 0; i < 5 && !isTold; i++) {
                isTold = assertDripEnds(bed, connect(bed, transport, server));
            }
            eventually("places taken, by one that idles", server::active, 1);
            assertServed(patient, "the reply to who has idled for longer than frameTimeout");
        }
    }

    /// On a busy machine a byte may be so late that a time-out for each one ends it, too.
    ///
    /// @return whether none was
    private static boolean assertDripEnds(Testbed bed, FramePeer client) throws Exception {
        var longestPause = new AtomicLong();
        long start = System.nanoTime();
        var drips =
                bed.async(
                        () -> {
                            long last = System.nanoTime();
                            for (byte b : encode(request(1, "x".repeat(MAX)))) {
                                boolean isTaken = client.trySend(new byte[] {b});
                                long now = System.nanoTime();
                                longestPause.accumulateAndGet(now - last, Math::max);
                                last = now;
                                if (!isTaken) {
                                    break;
                                }
                                TimeUnit.MILLISECONDS.sleep(10);
                            }
                            return null;
                        });

        client.awaitEnd("at the frame's deadline of 300 ms, though a byte came every 10 ms");

        assertThat(since(start))
                .as("time until the frame's deadline was over")
                .isGreaterThanOrEqualTo(DRIP_LIMIT);
        client.close();
        drips.get(3, TimeUnit.SECONDS);
        return longestPause.get() < DRIP_LIMIT.toNanos() / 2;
    }

    static void endsWhoStalls(Testbed bed) throws Exception {
        var hasty = new Limits(9, MAX, SHORT, LONG, LONG, LONG);
        var server = start(bed, TLS, hasty, BoundedBench::capitals);
        long start = System.nanoTime();
        var silent = connectSilently(bed, server);
        silent.awaitEnd("at the handshake's deadline of 60 ms");
        assertThat(since(start)).as("time until it was sent away").isGreaterThan(SHORT);
        var patience = new AtomicInteger((int) SHORT.toMillis());
        sometime(() -> assertOutlivesHandshake(bed, patience.getAndUpdate(millis -> 2 * millis)));

        var limits = new Limits(9, MAX, LONG, LONG, LONG, SHORT);
        for (var transport : Transport.values()) {
            var calls = new AtomicInteger();
            RequestHandler much =
                    (_, _) -> {
                        calls.incrementAndGet();
                        return new byte[TOO_MUCH];
                    };
            var full = start(bed, transport, limits, much);
            connect(bed, transport, full).send(request(1, "much"));
            eventually("calls of the handler", calls::get, 1);
            eventually(
                    "places taken, after a writeTimeout of 60 ms, by a client that does not read",
                    full::active,
                    0);
        }
    }

    private static void assertOutlivesHandshake(Testbed bed, int patience) throws Exception {
        var hasty = new Limits(9, MAX, Duration.ofMillis(patience), LONG, LONG, LONG);
        var client = connect(bed, TLS, start(bed, TLS, hasty, BoundedBench::capitals));
        TimeUnit.MILLISECONDS.sleep(patience + SHORT.toMillis());
        assertServed(client, "the reply, behind the handshake's deadline");
    }
}
