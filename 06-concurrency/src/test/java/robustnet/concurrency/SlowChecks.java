package robustnet.concurrency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static robustnet.concurrency.BoundedBench.LONG;
import static robustnet.concurrency.BoundedBench.MAX;
import static robustnet.concurrency.BoundedBench.TOO_MUCH;
import static robustnet.concurrency.BoundedBench.Transport.PLAIN;
import static robustnet.concurrency.BoundedBench.assertServed;
import static robustnet.concurrency.BoundedBench.connect;
import static robustnet.concurrency.BoundedBench.places;
import static robustnet.concurrency.BoundedBench.since;
import static robustnet.concurrency.BoundedBench.sometime;
import static robustnet.concurrency.BoundedBench.start;
import static robustnet.concurrency.FramePeer.encode;
import static robustnet.concurrency.FramePeer.frame;
import static robustnet.concurrency.FramePeer.request;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import robustnet.buffers.FrameType;
import robustnet.buffers.WireFormat;
import robustnet.concurrency.BoundedServer.Limits;
import robustnet.testkit.Testbed;

/// Clients of a [BoundedServer] that are never silent for long, and never done.
final class SlowChecks {
    private static final int STEP = 128 << 10;

    private SlowChecks() {}

    /// On a busy machine the header may come too late to tell anything; then again.
    static void boundsAllOfAFrame(Testbed bed) throws Exception {
        var timeout = Duration.ofMillis(500);
        var limits = new Limits(9, MAX, LONG, LONG, timeout, LONG);
        var server = start(bed, PLAIN, limits, BoundedBench::capitals);
        var isTold = new AtomicBoolean();
        for (int i = 0; i < 5 && !isTold.get(); i++) {
            sometime(() -> isTold.set(assertOneDeadline(connect(bed, PLAIN, server), timeout)));
        }
    }

    /// @return whether the header was sent so soon that the server had it before the deadline
    private static boolean assertOneDeadline(FramePeer client, Duration timeout) throws Exception {
        var bytes = encode(request(1, "x".repeat(MAX)));
        long start = System.nanoTime();
        client.send(Arrays.copyOf(bytes, 1));
        TimeUnit.MILLISECONDS.sleep(300);
        client.send(Arrays.copyOfRange(bytes, 1, WireFormat.HEADER_BYTES));
        boolean inTime = since(start).compareTo(Duration.ofMillis(400)) < 0;

        client.awaitEnd("at the frame's deadline of 500 ms, though its header was whole by then");

        assertThat(since(start))
                .as("time until the end, with 500 ms for a frame whose header took 300 ms of it")
                .isBetween(timeout, Duration.ofMillis(790));
        return inTime;
    }

    /// Each silence is short, and all of it takes longer than the time-out for one. On a busy
    /// machine a short silence may be long; then again, with more time.
    static void keepsWhoAsksNowAndThen(Testbed bed) throws Exception {
        var idleMillis = new AtomicInteger(240);
        sometime(() -> keepsWhoAsks(bed, idleMillis.getAndUpdate(millis -> millis * 3 / 2)));
    }

    private static void keepsWhoAsks(Testbed bed, int idleMillis) throws Exception {
        var limits = new Limits(9, MAX, LONG, Duration.ofMillis(idleMillis), LONG, LONG);
        var client = connect(bed, PLAIN, start(bed, PLAIN, limits, BoundedBench::capitals));
        var what =
                ("a reply, to a client that asks every %d ms for longer than idleTimeout, %d ms:"
                                + " each frame begins that anew")
                        .formatted(idleMillis / 6, idleMillis);
        for (int i = 0; i < 10; i++) {
            TimeUnit.MILLISECONDS.sleep(idleMillis / 6);
            client.trySend(encode(request(i, "hi")));
            assertThat(client.receive(what))
                    .as("%s", what)
                    .contains(frame(FrameType.RESPONSE, i, "HI"));
        }
    }

    /// Who has got the last word, and who was refused: what they send is dropped for half a second.
    static void boundsTheFarewell(Testbed bed) throws Exception {
        var server = start(bed, PLAIN, places(1), BoundedBench::capitals);
        var served = connect(bed, PLAIN, server);
        assertServed(served, "the reply to the only client");
        var refused = connect(bed, PLAIN, server);
        assertThat(refused.receive())
                .as("what the second client gets, of 1 allowed")
                .contains(frame(FrameType.BUSY, 0, ""));
        served.send("no frame at all, but long enough".getBytes(UTF_8));
        assertThat(served.receive()).as("the reply to what is no frame").isEmpty();

        var ends = new CompletableFuture<?>[] {drip(bed, served), drip(bed, refused)};

        assertThat(CompletableFuture.allOf(ends))
                .as("the end of 2 clients, one of them refused, that drip on behind the last reply")
                .succeedsWithin(Duration.ofSeconds(3));
    }

    private static CompletableFuture<?> drip(Testbed bed, FramePeer client) {
        return bed.async(
                () -> {
                    while (client.trySend(new byte[1])) {
                        TimeUnit.MILLISECONDS.sleep(10);
                    }
                    return null;
                });
    }

    /// Small buffers, so that each piece of the reply is taken soon, and all of it takes a second.
    static void boundsAllOfAReply(Testbed bed) throws Exception {
        var smallBuffer =
                new ServerEvents() {
                    @Override
                    public void accepted(Socket socket) throws IOException {
                        socket.setSendBufferSize(2 * STEP);
                    }
                };
        var limits = new Limits(9, MAX, LONG, LONG, LONG, Duration.ofMillis(400));
        var server = start(bed, PLAIN, limits, (_, _) -> new byte[TOO_MUCH], smallBuffer);
        var client = connect(bed, PLAIN, server);
        client.raw().setReceiveBufferSize(2 * STEP);

        client.send(request(1, "much"));

        assertThat(readSlowly(client.raw()))
                .as(
                        "bytes of a reply of 16 MiB, with a writeTimeout of 400 ms, to a client"
                                + " that reads 128 KiB every 10 ms: all of it takes 1.2 s")
                .isLessThan(TOO_MUCH);
    }

    private static int readSlowly(Socket socket) throws InterruptedException {
        int read = 0;
        try {
            var in = socket.getInputStream();
            for (int n = 0; n != -1; n = in.read(new byte[STEP])) {
                read += n;
                TimeUnit.MILLISECONDS.sleep(10);
            }
        } catch (IOException _) {
            // A reset is an end, too.
        }
        return read;
    }
}
