package robustnet.concurrency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;
import static robustnet.concurrency.BoundedBench.LONG;
import static robustnet.concurrency.BoundedBench.TOO_MUCH;
import static robustnet.concurrency.BoundedBench.Transport.PLAIN;
import static robustnet.concurrency.BoundedBench.Transport.TLS;
import static robustnet.concurrency.BoundedBench.assertServed;
import static robustnet.concurrency.BoundedBench.connect;
import static robustnet.concurrency.BoundedBench.eventually;
import static robustnet.concurrency.BoundedBench.places;
import static robustnet.concurrency.BoundedBench.start;
import static robustnet.concurrency.FramePeer.encode;
import static robustnet.concurrency.FramePeer.frame;
import static robustnet.concurrency.FramePeer.request;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import robustnet.buffers.FrameType;
import robustnet.concurrency.BoundedBench.Transport;
import robustnet.concurrency.BoundedServer.Shutdown;
import robustnet.concurrency.BoundedServer.Shutdown.Kind;
import robustnet.testkit.Testbed;

/// How single connections of a [BoundedServer] end.
final class EndChecks {
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final Shutdown IN_ORDER = new Shutdown(Kind.GRACEFUL, 0);

    private EndChecks() {}

    static void waitsForNoHandshake(Testbed bed) throws Exception {
        var server = start(bed, TLS, places(9), BoundedBench::capitals);
        var silent = FramePeer.plain(bed, server.port());
        eventually("places taken, by a client in its handshake", server::active, 1);

        assertThat(bed.async(() -> server.stop(LONG)))
                .as("stop, with a grace of 30 s and a client that shakes no hands")
                .succeedsWithin(SOON)
                .isEqualTo(IN_ORDER);

        silent.awaitEnd("when the server was stopped");
    }

    static void countsRequestsOnly(Testbed bed) throws Exception {
        var server = start(bed, PLAIN, places(9), BoundedBench::capitals);
        var client = connect(bed, PLAIN, server);
        assertServed(client, "the reply, before what is no frame");
        client.send("no frame at all, but long enough".getBytes(UTF_8));
        assertThat(client.receive()).as("the reply to what is no frame").isEmpty();

        assertThat(server.stop(Duration.ofMillis(50)))
                .as("the result, where a client was told the end and does not go")
                .isEqualTo(IN_ORDER);
    }

    static void saysGoodbye(Testbed bed) throws Exception {
        var server = start(bed, TLS, places(9), BoundedBench::capitals);
        var client = connect(bed, TLS, server);
        assertServed(client, "the reply, behind which nothing is on its way");

        var stop = bed.async(() -> server.stop(LONG));

        assertThat(client.raw().getInputStream().read())
                .as("the first byte of close_notify, to an idle client; -1 is the bare end of TCP")
                .isNotEqualTo(-1);
        client.close();
        assertThat(stop).succeedsWithin(SOON).isEqualTo(IN_ORDER);
    }

    static void keepsTheLastReply(Testbed bed) throws Exception {
        var server = start(bed, PLAIN, places(9), BoundedBench::capitals);
        var client = connect(bed, PLAIN, server);
        var request = encode(request(7, "hi"));
        var bytes = Arrays.copyOf(request, request.length + (8 << 20));
        Arrays.fill(bytes, request.length, bytes.length, (byte) '?');

        boolean tookAll = client.trySend(bytes);
        try {
            client.raw().shutdownOutput();
        } catch (IOException _) {
            // It was reset, and that shows below.
        }
        eventually("places taken, by a client that broke the format", server::active, 0);

        assertThat(tookAll)
                .as("whether a request was taken, and 8 MiB of what is no frame behind it (B16)")
                .isTrue();
        assertThatCode(() -> assertEndsInOrder(client))
                .as("the reply to a request, with 8 MiB of what is no frame behind it (B16)")
                .doesNotThrowAnyException();
    }

    private static void assertEndsInOrder(FramePeer client) throws IOException {
        assertThat(client.receive()).contains(frame(FrameType.RESPONSE, 7, "HI"));
        assertThat(client.receive()).isEmpty();
    }

    static void forcesStuckWrites(Testbed bed) throws Exception {
        for (var transport : Transport.values()) {
            var tally = new EventTally();
            RequestHandler much = (_, _) -> new byte[TOO_MUCH];
            var server = start(bed, transport, places(9), much, tally);
            var client = connect(bed, transport, server);
            client.send(request(1, "much"));
            client.awaitArrived(100_000);

            var grace = Duration.ofMillis(50);
            assertThat(bed.async(() -> server.stop(grace)))
                    .as("the result, with a client that does not read its reply, %s", transport)
                    .succeedsWithin(SOON)
                    .isEqualTo(new Shutdown(Kind.FORCED, 1));
            client.awaitEnd("when grace was over, in the middle of a reply");
            eventually("places taken", server::active, 0);
            eventually("answers told, though it was not written", tally.answers::size, 1);
            assertThat(tally.answers)
                    .extracting("bytesOut", "failed")
                    .as("what was told of a reply that could not be written")
                    .containsExactly(tuple(0, true));
            assertThat(tally.answers.getFirst().took())
                    .as("the time told of a reply that was being written for 50 ms and more")
                    .isGreaterThanOrEqualTo(grace);
        }
    }

    static void goesOnBehindARudePong(Testbed bed) throws Exception {
        var handler =
                new RequestHandler() {
                    @Override
                    public byte[] handle(long requestId, byte[] request) {
                        return ("" + Thread.currentThread().isInterrupted()).getBytes(UTF_8);
                    }

                    @Override
                    public byte[] pong(byte[] ping) {
                        Thread.currentThread().interrupt();
                        return ping;
                    }
                };
        var client = connect(bed, PLAIN, start(bed, PLAIN, places(9), handler));
        client.send(frame(FrameType.PING, 1, "?"), request(2, ""));

        assertThat(client.receive("the PONG, where pong left its thread interrupted (C5)"))
                .contains(frame(FrameType.PONG, 1, "?"));
        assertThat(client.receive("the reply behind a pong that left its thread interrupted (C5)"))
                .as("the interrupt status behind a pong that left its thread interrupted (C5)")
                .contains(frame(FrameType.RESPONSE, 2, "false"));
    }

    static void stopsInAPong(Testbed bed) throws Exception {
        var self = new CompletableFuture<BoundedServer>();
        var handler =
                new RequestHandler() {
                    @Override
                    public byte[] handle(long requestId, byte[] request) {
                        return request;
                    }

                    @Override
                    public byte[] pong(byte[] ping) {
                        return self.join().stop(LONG).toString().getBytes(UTF_8);
                    }
                };
        self.complete(start(bed, PLAIN, places(9), handler));
        var client = connect(bed, PLAIN, self.join());

        client.send(frame(FrameType.PING, 1, ""));

        assertThat(client.receive("the PONG, where pong has called stop"))
                .as("the PONG, where pong has called stop")
                .contains(frame(FrameType.PONG, 1, IN_ORDER.toString()));
    }
}
