package robustnet.concurrency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static robustnet.concurrency.BoundedBench.LONG;
import static robustnet.concurrency.BoundedBench.MAX;
import static robustnet.concurrency.BoundedBench.SHORT;
import static robustnet.concurrency.BoundedBench.Transport.PLAIN;
import static robustnet.concurrency.BoundedBench.Transport.TLS;
import static robustnet.concurrency.BoundedBench.assertServed;
import static robustnet.concurrency.BoundedBench.connect;
import static robustnet.concurrency.BoundedBench.connectSilently;
import static robustnet.concurrency.BoundedBench.eventually;
import static robustnet.concurrency.BoundedBench.places;
import static robustnet.concurrency.BoundedBench.since;
import static robustnet.concurrency.BoundedBench.start;
import static robustnet.concurrency.FramePeer.encode;
import static robustnet.concurrency.FramePeer.frame;
import static robustnet.concurrency.FramePeer.request;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import robustnet.buffers.FrameType;
import robustnet.concurrency.BoundedBench.Transport;
import robustnet.concurrency.BoundedServer.Limits;
import robustnet.testkit.SocketPair;
import robustnet.testkit.Testbed;

/// The limit of a [BoundedServer], and who comes above it.
final class RefusalChecks {
    private RefusalChecks() {}

    static void refuses(Testbed bed) throws Exception {
        for (var transport : Transport.values()) {
            var tally = new EventTally();
            var server = start(bed, transport, places(2), BoundedBench::capitals, tally);
            var first = connect(bed, transport, server);
            var second = connect(bed, transport, server);
            assertServed(first, "the reply to the first of 2");
            assertServed(second, "the reply to the second of 2");

            var third = connect(bed, transport, server);

            assertThatCode(() -> assertBusy(third, 50))
                    .as("a BUSY frame and the end, where more was sent than read, %s", transport)
                    .doesNotThrowAnyException();
            assertThat(tally.refused).as("refusals told").hasValue(1);
            assertThat(server.active()).as("places taken").isEqualTo(2);
            assertServed(first, "the reply to who has a place, beside a refusal");
            second.close();
            eventually("places taken, when one of 2 has gone", server::active, 1);
            assertServed(connect(bed, transport, server), "the reply to who takes a free place");
        }
    }

    private static void assertBusy(FramePeer client, int requests) throws IOException {
        var bytes = encode(request(3, "x".repeat(900)));
        for (int i = 0; i < requests; i++) {
            client.send(bytes);
        }
        assertThat(client.receive()).contains(frame(FrameType.BUSY, 0, ""));
        assertThat(client.receive()).isEmpty();
    }

    /// On a TLS server, where a refusal waits for a handshake that does not come.
    static void boundsRefusals(Testbed bed) throws Exception {
        var tally = new EventTally();
        var server = start(bed, TLS, places(1), BoundedBench::capitals, tally);
        var first = connect(bed, TLS, server);
        var silent = FramePeer.plain(bed, server.port());
        for (int i = 1; i < 64; i++) {
            FramePeer.plain(bed, server.port());
        }
        eventually("refusals told", tally.refused::get, 64);

        assertClosedWithoutAWord(server);
        assertServed(first, "the reply, while 64 clients that are refused say nothing");
        first.close();
        eventually("places taken, when the only one has gone", server::active, 0);
        assertServed(connect(bed, TLS, server), "the reply to who takes the free place");
        server.stop(BoundedBench.LONG);
        silent.awaitEnd("when the server had stopped, though it was only being refused");
    }

    /// The end may be a reset, and may come before the connect has returned.
    private static void assertClosedWithoutAWord(BoundedServer server) {
        try (var onTop = FramePeer.plain(server.port())) {
            onTop.awaitEnd("without a word: 64 are being refused already, and say nothing");
        } catch (IOException _) {
            // It has ended.
        }
    }

    /// A listener holds the only place, so nobody needs to be quick with a handshake.
    static void boundsHandshakes(Testbed bed) throws Exception {
        var gate = new CountDownLatch(1);
        var holds =
                new ServerEvents() {
                    @Override
                    public void accepted(Socket socket) throws IOException {
                        try {
                            gate.await();
                        } catch (InterruptedException e) {
                            throw new InterruptedIOException(e.getMessage());
                        }
                    }
                };
        var limits = new Limits(1, MAX, SHORT, LONG, LONG, LONG);
        var server = start(bed, TLS, limits, BoundedBench::capitals, holds);
        FramePeer.plain(bed, server.port());
        eventually("places taken", server::active, 1);
        long start = System.nanoTime();
        var refused = connectSilently(bed, server);

        refused.awaitEnd("at the handshake's deadline of 60 ms, also of who is refused");

        assertThat(since(start)).as("time until it was sent away").isGreaterThan(SHORT);
        gate.countDown();
    }

    static void servesAThousand(Testbed bed) throws Exception {
        int limit = limit();
        var tally = new EventTally();
        var server = start(bed, PLAIN, places(limit), BoundedBench::capitals, tally);
        var clients = new ArrayList<FramePeer>();
        for (int i = 0; i < 2 * limit; i++) {
            var client = connect(bed, PLAIN, server);
            client.send(frame(FrameType.PING, i, ""));
            clients.add(client);
        }
        int pongs = 0;
        int busy = 0;
        for (var client : clients) {
            var first = client.receive();
            assertThat(first).as("PONG or BUSY, to client %d", pongs + busy + 1).isPresent();
            switch (first.get().type()) {
                case PONG -> pongs++;
                case BUSY -> busy++;
                default -> throw new AssertionError("neither PONG nor BUSY");
            }
        }
        assertThat(pongs).as("clients served, at a limit of %d", limit).isEqualTo(limit);
        assertThat(busy).as("clients told that the server is busy").isEqualTo(limit);
        assertThat(server.active()).as("places taken").isEqualTo(limit);
        assertThat(tally.accepted).as("accepted, told").hasValue(limit);
        for (var client : clients) {
            client.close();
        }
        eventually("places taken, when all have gone", server::active, 0);
        eventually("closed, told", tally.closed::get, limit);
        assertServed(connect(bed, PLAIN, server), "the reply to who comes afterwards");
    }

    /// 1,000, or fewer on a system that gives a process few files: each connection takes two here.
    private static int limit() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof UnixOperatingSystemMXBean unix
                ? (int) Math.min(1_000, unix.getMaxFileDescriptorCount() / 5)
                : 1_000;
    }

    static void givesEachPlaceBack(Testbed bed) throws Exception {
        int limit = 10;
        var gauge = new Gauge();
        var server = start(bed, PLAIN, places(limit), RefusalChecks::moody, gauge);
        var work = new ArrayList<CompletableFuture<Void>>();
        for (int thread = 0; thread < 4; thread++) {
            long seed = bed.random().nextLong();
            work.add(bed.async(() -> misbehave(server, 100, new Random(seed))));
        }
        for (var one : work) {
            one.get(10, TimeUnit.SECONDS);
        }
        awaitTurn(server);

        eventually("places taken, after 400 clients of all kinds", server::active, 0);
        eventually("accepted and not closed, as told", gauge.now::get, 0);
        assertThat(gauge.highest.get())
                .as("the most connections at a time, of %d allowed", limit)
                .isBetween(1, limit);
        for (int i = 0; i < limit; i++) {
            assertServed(connect(bed, PLAIN, server), "the reply to client " + i + " of 10");
        }
        assertThat(connect(bed, PLAIN, server).receive())
                .as("what the eleventh client gets, at a limit of 10")
                .contains(frame(FrameType.BUSY, 0, ""));
    }

    /// Some of the clients may have gone before the server accepted them. Connections are accepted
    /// in their order, so that all have been when a later one is answered or told to go.
    private static void awaitTurn(BoundedServer server) throws IOException {
        try (var last = FramePeer.plain(server.port())) {
            last.send(frame(FrameType.PING, 1, ""));
            assertThat(last.receive()).as("PONG or BUSY, after 400 clients").isPresent();
        }
    }

    private static byte[] moody(long id, byte[] request) throws Exception {
        if (id == 13) {
            throw new IOException("a bad day");
        }
        return BoundedBench.capitals(id, request);
    }

    private static Void misbehave(BoundedServer server, int times, Random random)
            throws IOException {
        for (int i = 0; i < times; i++) {
            try (var client = FramePeer.plain(server.port())) {
                switch (random.nextInt(6)) {
                    case 0 -> SocketPair.reset(client.raw());
                    case 1 -> client.trySend(new byte[] {0x52});
                    case 2 -> client.trySend("no frame at all, but long enough".getBytes(UTF_8));
                    case 3 -> client.trySend(encode(request(13, "x")));
                    case 4 -> {
                        client.trySend(encode(request(1, "x"), request(13, "y")));
                        client.raw().shutdownOutput();
                        client.awaitEnd("when the client had ended its stream");
                    }
                    default -> client.trySend(encode(request(2, "x")));
                }
            }
        }
        return null;
    }

    private static final class Gauge implements ServerEvents {
        final AtomicInteger now = new AtomicInteger();
        final AtomicInteger highest = new AtomicInteger();

        @Override
        public void accepted(Socket socket) {
            highest.accumulateAndGet(now.incrementAndGet(), Math::max);
        }

        @Override
        public void closed() {
            now.decrementAndGet();
        }
    }
}
