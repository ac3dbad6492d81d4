package robustnet.concurrency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.concurrency.BoundedBench.MAX;
import static robustnet.concurrency.BoundedBench.Transport.PLAIN;
import static robustnet.concurrency.BoundedBench.assertServed;
import static robustnet.concurrency.BoundedBench.connect;
import static robustnet.concurrency.BoundedBench.eventually;
import static robustnet.concurrency.BoundedBench.places;
import static robustnet.concurrency.BoundedBench.sideBySide;
import static robustnet.concurrency.BoundedBench.sometime;
import static robustnet.concurrency.BoundedBench.start;
import static robustnet.concurrency.FramePeer.encode;
import static robustnet.concurrency.FramePeer.frame;
import static robustnet.concurrency.FramePeer.request;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameType;
import robustnet.concurrency.BoundedBench.Transport;
import robustnet.concurrency.BoundedServer.Limits;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;
import robustnet.testkit.TimeLimit;

@Exercise(id = "6.1", title = "Bounded server", level = 3, minutes = 90, edit = BoundedServer.class)
class BoundedServerTest {
    private static final RequestHandler CAPITALS = BoundedBench::capitals;

    @BeforeAll
    static void warmUp() {
        Certificates.server();
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("requests and pings are answered in their order, plain and over TLS")
    void answers(Testbed bed) throws Exception {
        var handler =
                new RequestHandler() {
                    @Override
                    public byte[] handle(long requestId, byte[] request) {
                        return (Long.toUnsignedString(requestId) + new String(request, UTF_8))
                                .getBytes(UTF_8);
                    }

                    @Override
                    public byte[] pong(byte[] ping) {
                        return "here".getBytes(UTF_8);
                    }
                };
        for (var transport : Transport.values()) {
            var client = connect(bed, transport, start(bed, transport, places(9), handler));

            client.send(request(-1, "a"), frame(FrameType.PING, 8, "?"), request(9, ""));

            assertThat(List.of(client.receive().get(), client.receive().get()))
                    .as("the first replies to three frames in one write, %s", transport)
                    .containsExactly(
                            frame(FrameType.RESPONSE, -1, "18446744073709551615a"),
                            frame(FrameType.PONG, 8, "here"));
            assertThat(client.receive()).contains(frame(FrameType.RESPONSE, 9, "9"));
            client.send(request(1, "x".repeat(MAX)));
            assertThat(client.receive())
                    .as("the reply to the longest payload")
                    .contains(frame(FrameType.RESPONSE, 1, "1" + "x".repeat(MAX)));
            client.raw().shutdownOutput();
            client.awaitEnd("when the client had ended its stream");
        }
    }

    @Test
    @DisplayName("what the handler throws is answered, and the connection goes on")
    void answersFailures(Testbed bed) throws Exception {
        RequestHandler handler =
                (_, request) ->
                        switch (new String(request, UTF_8)) {
                            case "checked" -> throw new IOException("no such key: é");
                            case "error" -> throw new AssertionError("a bug");
                            case "silent" -> throw new IOException();
                            case "null" -> null;
                            case "rude" -> throw new RudeException();
                            case "interrupted" -> {
                                Thread.currentThread().interrupt();
                                yield request;
                            }
                            case "status" ->
                                    ("" + Thread.currentThread().isInterrupted()).getBytes(UTF_8);
                            case "virtual" ->
                                    ("" + Thread.currentThread().isVirtual()).getBytes(UTF_8);
                            default -> request;
                        };
        var client = connect(bed, PLAIN, start(bed, PLAIN, places(9), handler));

        client.send(request(1, "checked"), request(2, "error"), request(3, "silent"));
        assertThat(client.receive()).contains(frame(FrameType.ERROR, 1, "no such key: é"));
        assertThat(client.receive())
                .as("the reply to a request whose handler threw an Error")
                .contains(frame(FrameType.ERROR, 2, "a bug"));
        assertThat(client.receive()).contains(frame(FrameType.ERROR, 3, ""));
        client.send(request(4, "null"));
        assertThat(client.receive().map(Frame::type))
                .as("the reply when the handler returned null")
                .contains(FrameType.ERROR);
        client.send(request(4, "rude"));
        assertThat(client.receive().map(Frame::type))
                .as("the reply when getMessage of what was thrown throws, too")
                .contains(FrameType.ERROR);
        client.send(request(5, "virtual"));
        assertThat(client.receive())
                .as("whether a handler runs on a virtual thread")
                .contains(frame(FrameType.RESPONSE, 5, "true"));
        client.send(request(6, "interrupted"), request(7, "status"));
        assertThat(client.receive())
                .as("the reply of a handler that left its thread interrupted")
                .contains(frame(FrameType.RESPONSE, 6, "interrupted"));
        assertThat(client.receive())
                .as("the interrupt status behind a handler that left its thread interrupted (C5)")
                .contains(frame(FrameType.RESPONSE, 7, "false"));
        EndChecks.goesOnBehindARudePong(bed);
    }

    @Test
    @DisplayName("what is no request ends the connection, behind the replies to what came before")
    void endsOnViolations(Testbed bed) throws Exception {
        var server = start(bed, PLAIN, places(9), CAPITALS);
        var corrupt = encode(request(1, "x"));
        corrupt[corrupt.length - 1] ^= 1;
        for (var bytes :
                List.of(
                        "no frame at all, but long enough".getBytes(UTF_8),
                        corrupt,
                        encode(request(1, "x".repeat(MAX + 1))),
                        encode(frame(FrameType.RESPONSE, 1, "")),
                        encode(frame(FrameType.BUSY, 1, "")))) {
            var client = connect(bed, PLAIN, server);

            client.send(request(7, "hi"));
            client.send(bytes);

            assertThat(client.receive()).contains(frame(FrameType.RESPONSE, 7, "HI"));
            assertThat(client.receive()).as("the reply to what is no request").isEmpty();
            client.close();
        }
        eventually("places taken, when all have gone", server::active, 0);
        sometime(() -> EndChecks.keepsTheLastReply(bed));
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("clients that say nothing keep nobody waiting (C1)")
    void servesBesideSilentClients(Testbed bed) throws Exception {
        for (var transport : Transport.values()) {
            var server = start(bed, transport, places(301), CAPITALS);
            for (int i = 0; i < 300; i++) {
                FramePeer.plain(bed, server.port());
            }

            assertServed(
                    connect(bed, transport, server),
                    "the reply, while 300 clients have said nothing, " + transport);
        }
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("who comes too many gets BUSY and the end, whatever he has sent already (B16)")
    void refuses(Testbed bed) throws Exception {
        RefusalChecks.refuses(bed);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("who is refused and never goes keeps nobody waiting, and there is a limit to them")
    void boundsRefusals(Testbed bed) throws Exception {
        RefusalChecks.boundsRefusals(bed);
        RefusalChecks.boundsHandshakes(bed);
    }

    @Test
    @TimeLimit(seconds = 20)
    @DisplayName("2,000 clients at a limit of 1,000: half are served, half are told, all go (C4)")
    void servesAThousand(Testbed bed) throws Exception {
        RefusalChecks.servesAThousand(bed);
    }

    @Test
    @TimeLimit(seconds = 20)
    @DisplayName("clients that fail at any stage take no place with them (C4)")
    void givesEachPlaceBack(Testbed bed) throws Exception {
        RefusalChecks.givesEachPlaceBack(bed);
    }

    @Test
    @DisplayName("accept fails, and the server goes on, slowly and without noise (C2)")
    void survivesFailuresOfAccept(Testbed bed) throws Exception {
        LimitChecks.survivesFailuresOfAccept(bed);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("who sends nothing is sent away after idleTimeout, in order")
    void endsIdleConnections(Testbed bed) throws Exception {
        sideBySide(
                bed,
                () -> LimitChecks.endsIdleConnections(bed),
                () -> SlowChecks.keepsWhoAsksNowAndThen(bed));
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("the deadline is for the whole frame, not for each byte of it (C26)")
    void endsWhoDrips(Testbed bed) throws Exception {
        sideBySide(
                bed,
                () -> SlowChecks.boundsTheFarewell(bed),
                () -> LimitChecks.endsWhoDrips(bed),
                () -> SlowChecks.boundsAllOfAFrame(bed));
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("who shakes no hands, or reads no reply, loses his place in time (E4)")
    void endsWhoStalls(Testbed bed) throws Exception {
        sideBySide(
                bed, () -> LimitChecks.endsWhoStalls(bed), () -> SlowChecks.boundsAllOfAReply(bed));
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("stop: nobody new, the idle go at once, the busy finish one request (C25)")
    void stopsInOrder(Testbed bed) throws Exception {
        StopChecks.stopsInOrder(bed);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("stop: who asks nothing is sent away at once, in order, and does not count (C25)")
    void sendsAwayWhoAsksNothing(Testbed bed) throws Exception {
        EndChecks.waitsForNoHandshake(bed);
        EndChecks.countsRequestsOnly(bed);
        EndChecks.saysGoodbye(bed);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("stop: what is stuck is forced when grace is over, and counted (C6, C7)")
    void forcesWhatIsStuck(Testbed bed) throws Exception {
        StopChecks.forcesWhatIsStuck(bed);
        EndChecks.forcesStuckWrites(bed);
        sometime(() -> StopChecks.forcesHalfAFrame(bed));
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("stop twice: one result, for whoever asks and whenever")
    void stopsOnce(Testbed bed) throws Exception {
        StopChecks.stopsOnce(bed);
        FurtherChecks.waitWithTheFirst(bed);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("stop in a handler waits for all the others, and its reply is written")
    void stopsInAHandler(Testbed bed) throws Exception {
        StopChecks.stopsInAHandler(bed);
        EndChecks.stopsInAPong(bed);
        FurtherChecks.keepsTheStopper(bed);
    }

    @Test
    @DisplayName("an interrupted stop gives no more grace, and keeps the interrupt")
    void hurriesWhenInterrupted(Testbed bed) throws Exception {
        StopChecks.hurriesWhenInterrupted(bed);
    }

    @Test
    @DisplayName("events tell what was done, and a listener that throws harms nobody")
    void tellsEvents(Testbed bed) throws Exception {
        EventChecks.tellsWhatWasDone(bed);
        EventChecks.tellsHowLongItTook(bed);
        EventChecks.outlivesListeners(bed);
        EventChecks.tellsBeforeStopReturns(bed);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("a server keeps its process alive, and wants a listener that is bound (C5)")
    void keepsTheProcessAlive(Testbed bed) throws Exception {
        LifeChecks.livesUntilStopped(bed);
        var server = start(bed, PLAIN, places(9), CAPITALS);
        int port = server.port();
        server.close();
        assertThat(server.port()).as("the port, after close").isEqualTo(port);
        try (var unbound = new ServerSocket()) {
            assertThatThrownBy(
                            () ->
                                    BoundedServer.start(
                                            unbound,
                                            Limits.defaults(),
                                            CAPITALS,
                                            ServerEvents.NONE),
                            "a listener that is not bound")
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
