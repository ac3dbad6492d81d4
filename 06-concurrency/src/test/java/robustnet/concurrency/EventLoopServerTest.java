package robustnet.concurrency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.buffers.FrameType.ERROR;
import static robustnet.buffers.FrameType.PING;
import static robustnet.buffers.FrameType.PONG;
import static robustnet.buffers.FrameType.RESPONSE;
import static robustnet.concurrency.LoopBench.ECHO;
import static robustnet.concurrency.LoopBench.LONG;
import static robustnet.concurrency.LoopBench.MANY;
import static robustnet.concurrency.LoopBench.assertSleeps;
import static robustnet.concurrency.LoopBench.awaitConnections;
import static robustnet.concurrency.LoopClient.encoded;
import static robustnet.concurrency.LoopClient.frame;
import static robustnet.concurrency.LoopClient.request;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.buffers.Frame;
import robustnet.concurrency.EventLoopServer.Limits;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;

@Exercise(
        id = "6.6",
        title = "Event-loop server",
        level = 4,
        minutes = 90,
        edit = {EventLoopServer.class})
class EventLoopServerTest {
    @Test
    @DisplayName("500 requests in one write are answered in their order, with their ids")
    void answersInOrder(Testbed bed) throws Exception {
        var bench = new LoopBench(bed);
        var client = bench.connect(bench.start(ECHO));
        var requests =
                LongStream.range(0, 500)
                        .mapToObj(i -> request(-i, "request " + i))
                        .toArray(Frame[]::new);

        client.send(requests);
        for (int i = 0; i < 500; i++) {
            client.expect(RESPONSE, -i, "request " + i, "reply " + i + " of 500 pipelined");
        }
    }

    @Test
    @DisplayName("frames are found however they are cut, and a ping gets what pong makes of it")
    void findsFramesInPieces(Testbed bed) throws Exception {
        var bench = new LoopBench(bed);
        var client = bench.connect(bench.start(new LoopHandlers.Pongs()));
        var bytes = encoded(request(1, "first"), frame(PING, 2, "ping"), request(3, ""));

        for (byte b : bytes) {
            client.send(new byte[] {b});
        }

        client.expect(RESPONSE, 1, "first", "the reply to a request that came byte by byte");
        client.expect(PONG, 2, "pong of ping", "the reply to a ping");
        client.expect(RESPONSE, 3, "", "the reply to an empty request");
        client.echo("again", "behind them");
    }

    @Test
    @DisplayName("what a handler throws is the answer to that request, and all others go on (C23)")
    void answersWhatAHandlerThrows(Testbed bed) throws Exception {
        var bench = new LoopBench(bed);
        var server = bench.start(LoopHandlers.SMALL, new LoopHandlers.Failing());
        var other = bench.connect(server);
        var client = bench.connect(server);
        client.send(request(1, "exception"));
        client.expect(ERROR, 1, "no exception", "the reply to a request that fails");
        client.send(request(2, "error"));
        client.expect(ERROR, 2, "no error", "the reply where the handler throws an Error");
        client.send(request(3, "silent"), request(4, "null"), request(5, "long"));
        client.expect(ERROR, 3, "", "the reply where the exception has no message");
        for (var why : List.of("null", "more than maxPayload")) {
            assertThat(client.receive("the reply where the handler returns " + why).type())
                    .as("the reply where the handler returns " + why)
                    .isEqualTo(ERROR);
        }
        client.send(request(5, "rude"));
        assertThat(client.receive("the reply where getMessage of what was thrown throws").type())
                .isEqualTo(ERROR);
        client.send(request(6, "long message"), frame(PING, 7, "x"), request(8, "echo"));
        var cut = client.receive("the reply with a long message");
        assertThat(cut.type()).as("the reply with a long message").isEqualTo(ERROR);
        assertThat(cut.payload().remaining())
                .as("the length of a message that is longer than a payload may be")
                .isBetween(1, LoopHandlers.SMALL.maxPayload());
        client.expect(ERROR, 7, "no pong", "the reply where pong throws");
        client.expect(RESPONSE, 8, "echo", "the reply behind all those that failed");
        other.echo("and you?", "of another client, after handlers have thrown");
        var empty = bench.connect(bench.start(LoopHandlers.EMPTY, (_, _) -> null));
        empty.send(request(9, ""));
        empty.expect(ERROR, 9, "", "the reply to null, where no payload may be longer than 0");
    }

    @Test
    @DisplayName("a handler that leaves the thread interrupted harms nobody")
    void clearsTheInterruptStatus(Testbed bed) throws Exception {
        var bench = new LoopBench(bed);
        var found = new ConcurrentLinkedQueue<Boolean>();
        var server = bench.start(new LoopHandlers.Interrupting(found));
        var other = bench.connect(server);
        var client = bench.connect(server);
        client.echo("interrupts", "whose handler leaves the thread interrupted");
        client.echo("again", "behind it");
        other.echo("and you?", "of another client");
        client.send(frame(PING, 1, ""));
        client.expect(PONG, 1, "", "the reply to a ping that leaves the thread interrupted");
        client.echo("again", "behind a ping");
        server.execute(() -> Thread.currentThread().interrupt());
        other.echo("and now?", "after a task has left the thread interrupted");
        assertThat(found)
                .as("whether the thread was interrupted when it came to the handler")
                .hasSize(5)
                .containsOnly(false);
        assertSleeps(server, "after a handler has left the thread interrupted");
    }

    @Test
    @DisplayName("480 connections from 8 threads at a time are served by one thread (C22)")
    void servesManyWithOneThread(Testbed bed) throws Exception {
        var bench = new LoopBench(bed);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        var server =
                bench.start(
                        (_, request) -> {
                            threads.add(Thread.currentThread());
                            return request;
                        });

        BalancerBench.inThreads(
                bed,
                8,
                () -> {
                    for (int i = 0; i < 60; i++) {
                        bench.connect(server).echo("hello", "of one of 480");
                    }
                });

        assertThat(server.connections()).as("connections that are open").isEqualTo(480);
        assertThat(threads).as("threads that have run the handler").hasSize(1);
        assertThat(threads.iterator().next().isVirtual()).as("it is virtual").isFalse();
    }

    @Test
    @DisplayName("who does not read is not answered on, and loses nothing when he reads (F17)")
    void pushesBack(Testbed bed) throws Exception {
        var bench = new LoopBench(bed);
        var handled = new AtomicInteger();
        var server = bench.start(LoopBench.big(handled));

        var slow = bench.stalled(server, handled);

        assertThat(handled.get())
                .as("of %d requests for 64 KiB each, those begun for who does not read", MANY)
                .isLessThan(MANY);
        for (int id = 0; id < MANY; id++) {
            var reply = slow.receive("reply " + id + " when the client reads at last");
            assertThat(reply.requestId()).as("the id of reply " + id).isEqualTo(id);
            assertThat(reply.payload().remaining()).isEqualTo(LoopBench.BIG);
        }
    }

    @Test
    @DisplayName("the requests of who did not read go on at the low watermark, not before")
    void goesOnAtTheLowWatermark(Testbed bed) throws Exception {
        WatermarkChecks.goesOnAtTheLowWatermark(new LoopBench(bed));
        WatermarkChecks.waitsForTheLowWatermark(new LoopBench(bed));
    }

    @Test
    @DisplayName("from who does not read is not read either, so he cannot fill the memory (F17)")
    void stopsReading(Testbed bed) throws Exception {
        var bench = new LoopBench(bed);
        var handled = new AtomicInteger();
        var server = bench.start(LoopBench.big(handled));
        var slow = bench.stalled(server, handled);
        var other = bench.connect(server);
        var sent = new AtomicInteger();
        var part = encoded(request(1, "x".repeat(50_000)));

        var sending =
                bed.async(
                        () -> {
                            while (sent.get() < 30_000_000) {
                                slow.send(part);
                                sent.addAndGet(part.length);
                            }
                            return sent;
                        });

        LoopBench.awaitStall(sent, other);
        assertThat(sending).as("sending 30 MB more, and reading nothing").isNotDone();
        slow.close();
    }

    @Test
    @DisplayName("the end of the stream ends what is asked: all of it is answered, then closed")
    void drainsBehindAHalfClose(Testbed bed) throws Exception {
        var bench = new LoopBench(bed);
        var handled = new AtomicInteger();
        var server = bench.start(LoopBench.ROOMY, LoopBench.big(handled));
        var client = bench.connect(server);

        client.send(LoopBench.bigRequests());
        client.send(Arrays.copyOf(encoded(request(9, "half a frame")), 25));
        client.halfClose();
        LoopBench.until("all requests should be handled", () -> handled.get() == MANY);
        bench.connect(server).echo("and I?", "of another client");

        for (int id = 0; id < MANY; id++) {
            assertThat(client.receive("reply " + id + " behind a half-close").requestId())
                    .isEqualTo(id);
        }
        client.expectEnd("when all is answered behind a half-close");
        bench.connect(server).halfClose();
        awaitConnections(server, 1);
    }

    @Test
    @DisplayName("a violation ends its connection, and no other")
    void endsOnAViolation(Testbed bed) throws Exception {
        var bench = new LoopBench(bed);
        var server = bench.start(ECHO);
        var other = bench.connect(server);
        var tooLong = frame(PING, 1, "x".repeat(LoopBench.BIG + 1));
        for (byte[] violation :
                List.of(
                        "GET / HTTP/1.1\r\n\r\n\r\n\r\n".getBytes(UTF_8),
                        encoded(frame(RESPONSE, 1, "")),
                        Arrays.copyOf(encoded(tooLong), 30))) {
            var client = bench.connect(server);
            client.echo("well", "before a violation");
            client.send(violation);
            client.expectClosed("after a violation");
        }
        bench.connect(server).reset();
        other.echo("and you?", "of another client, after three violations and a reset");
        awaitConnections(server, 1);
    }

    @Test
    @DisplayName("while nothing happens the loop sleeps, with idle and with half-closed ones (C21)")
    void sleepsWhileNothingHappens(Testbed bed) throws Exception {
        SleepChecks.sleepsWhileNothingHappens(bed);
    }

    @Test
    @DisplayName("the loop sleeps behind a half-close, and while it is full (C21)")
    void sleepsWhileItIsFull(Testbed bed) throws Exception {
        SleepChecks.sleepsWhileItIsFull(bed);
    }

    @Test
    @DisplayName("a connection on which nothing moves is closed, not before its time")
    void closesWhatIsQuiet(Testbed bed) throws Exception {
        IdleChecks.countsFromTheLastByte(new LoopBench(bed));
    }

    @Test
    @DisplayName("who takes no reply, or never says anything, is closed, half-closed or not")
    void closesWhoDoesNothing(Testbed bed) throws Exception {
        IdleChecks.closesWhoDoesNothing(new LoopBench(bed));
    }

    @Test
    @DisplayName("bytes count, not frames, and when they came, not when they were read")
    void countsWhatHasCome(Testbed bed) throws Exception {
        IdleChecks.countsBytesNotFrames(new LoopBench(bed));
        IdleChecks.blamesNobodyForASlowHandler(new LoopBench(bed));
    }

    @Test
    @DisplayName("who takes his replies slowly, but does take them, is not idle")
    void keepsWhoReadsSlowly(Testbed bed) throws Exception {
        IdleChecks.keepsWhoReadsSlowly(new LoopBench(bed));
    }

    @Test
    @DisplayName("tasks of many threads run at once on the loop's thread, in order (C22)")
    void runsTasks(Testbed bed) throws Exception {
        TaskChecks.runsTasks(bed);
    }

    @Test
    @DisplayName("a task that throws, or that repeats itself for ever, keeps nobody waiting (C23)")
    void survivesItsTasks(Testbed bed) throws Exception {
        TaskChecks.survivesItsTasks(bed);
    }

    @Test
    @DisplayName("close ends the connections, the listener and the thread, once and for all")
    void closes(Testbed bed) throws Exception {
        CloseChecks.closes(bed);
    }

    @Test
    @DisplayName("close interrupts a handler that is running, and waits for it")
    void interruptsTheHandler(Testbed bed) throws Exception {
        CloseChecks.interruptsTheHandler(bed);
        CloseChecks.waitsEachTime(bed);
    }

    @Test
    @DisplayName("a handler and a task can close the server they run on")
    void isClosedFromWithin(Testbed bed) throws Exception {
        CloseChecks.isClosedFromWithin(bed);
    }

    @Test
    @DisplayName("a port that is taken leaves nothing open, and limits are checked")
    void checksWhatItGets(Testbed bed) throws Exception {
        var loopback = InetAddress.getLoopbackAddress();
        try (var taken = new ServerSocket(0, 1, loopback)) {
            var address = new InetSocketAddress(loopback, taken.getLocalPort());
            long before = CloseChecks.openFiles();
            for (int i = 0; i < 50; i++) {
                assertThatThrownBy(() -> EventLoopServer.start(address, Limits.defaults(), ECHO))
                        .isInstanceOf(IOException.class);
            }
            assertThat(CloseChecks.openFiles() - before)
                    .as("files that stay open after 50 starts on a port that is taken")
                    .isLessThan(25);
        }
        assertThat(new Limits(1, 976, 0, 1_000, LONG)).as("limits that just fit").isNotNull();
        IdleChecks.assertRejected(0, 10, 0, 1_000, LONG);
        IdleChecks.assertRejected(1, -1, 0, 1_000, LONG);
        IdleChecks.assertRejected(1, 10, -1, 1_000, LONG);
        IdleChecks.assertRejected(1, 10, 1_000, 1_000, LONG);
        IdleChecks.assertRejected(1, 977, 0, 1_000, LONG);
        IdleChecks.assertRejected(1, 10, 0, 1_000, Duration.ZERO);
    }
}
