package robustnet.basics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static robustnet.basics.FrameBench.LIMITS;
import static robustnet.basics.FrameBench.MANY;
import static robustnet.basics.FrameBench.PATIENCE;
import static robustnet.basics.FrameBench.assertRejected;
import static robustnet.basics.FrameBench.frame;
import static robustnet.basics.FrameBench.receiveFrame;
import static robustnet.basics.FrameBench.reply;
import static robustnet.basics.FrameBench.start;
import static robustnet.basics.FrameBench.upperCase;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;

@Exercise(
        id = "1.6",
        title = "Frame server and client",
        level = 3,
        minutes = 90,
        edit = {FrameServer.class, FrameClient.class})
class FrameServerTest {
    @Test
    @DisplayName("the server answers request after request while the connection stays open (B8)")
    void answersRequestAfterRequest(Testbed bed) throws Exception {
        var client = bed.connect(start(bed, LIMITS, FrameBench::upperCase).port());

        for (var word : List.of("one", "two", "")) {
            client.send(frame(word));
            client.expect(reply(0, word.toUpperCase(Locale.ROOT)));
        }
        client.halfClose();
        client.expectEnd();
    }

    @Test
    @DisplayName(
            "a handler that fails is answered with an error, and ends that connection only (B12)")
    void aFailingHandlerEndsItsConnectionOnly(Testbed bed) throws Exception {
        Handler handler =
                request ->
                        switch (new String(request, UTF_8)) {
                            case "checked" -> throw new IOException("no such key: é");
                            case "unchecked" -> throw new IllegalStateException("a bug");
                            case "silent" -> throw new IOException();
                            case "null" -> null;
                            default -> upperCase(request);
                        };
        int port = start(bed, LIMITS, handler).port();
        var bystander = bed.connect(port);

        for (var request : List.of("checked", "unchecked", "silent", "null")) {
            var client = bed.connect(port);
            client.send(frame(request));
            switch (request) {
                case "checked" -> client.expect(reply(1, "no such key: é"));
                case "unchecked" -> client.expect(reply(1, "a bug"));
                case "silent" -> client.expect(reply(1, ""));
                default -> assertRejected(client, "a handler that returned null");
            }
            client.expectEnd();
        }

        bystander.send(frame("still here"));
        bystander.expect(reply(0, "STILL HERE"));
    }

    @Test
    @DisplayName("an Error of the handler is answered like an exception (B12)")
    void anErrorOfTheHandlerIsAnswered(Testbed bed) throws Exception {
        Handler handler =
                _ -> {
                    throw new AssertionError("cannot happen");
                };
        var client = bed.connect(start(bed, LIMITS, handler).port());

        client.send(frame("Hello"));

        client.expect(reply(1, "cannot happen"));
        client.expectEnd();
    }

    @Test
    @DisplayName("a client that sends on when its request has failed gets the whole error (B16)")
    void lingersAfterAFailedRequest(Testbed bed) throws Exception {
        FrameLimitChecks.lingersAfterAFailedRequest(bed);
    }

    @Test
    @DisplayName(
            "clients are served at the same time: a slow handler keeps nobody else waiting (B12)")
    void servesClientsAtTheSameTime(Testbed bed) throws Exception {
        var release = new CountDownLatch(1);
        Handler handler =
                request -> {
                    if (new String(request, UTF_8).equals("slow")) {
                        release.await();
                    }
                    return upperCase(request);
                };
        int port = start(bed, LIMITS, handler).port();
        var slow = bed.connect(port);
        slow.send(frame("slow"));

        var quick = bed.connect(port);
        quick.send(frame("quick"));
        quick.expect(reply(0, "QUICK"));

        release.countDown();
        slow.expect(reply(0, "SLOW"));
    }

    @Test
    @DisplayName("many clients are served at the same time, not only a few")
    void servesManyClientsAtTheSameTime(Testbed bed) throws Exception {
        var together = new CountDownLatch(MANY);
        Handler handler =
                request -> {
                    together.countDown();
                    together.await(); // for all the others
                    return request;
                };
        int port = start(bed, LIMITS, handler).port();

        for (int i = 0; i < MANY; i++) {
            var socket = bed.closing(new Socket(bed.loopback(), port));
            socket.getOutputStream().write(frame("wait"));
        }

        assertThat(together.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .as(
                        "whether the requests of %d clients are handled at the same time; missing: %d",
                        MANY, together.getCount())
                .isTrue();
    }

    @Test
    @DisplayName("each client is served on a virtual thread of its own")
    void servesEachClientOnAVirtualThread(Testbed bed) throws Exception {
        Handler handler =
                _ -> (Thread.currentThread().isVirtual() ? "virtual" : "platform").getBytes(UTF_8);
        var client = bed.connect(start(bed, LIMITS, handler).port());

        client.send(frame("on what thread?"));

        assertThat(receiveFrame(client))
                .asString(UTF_8)
                .as("the kind of thread that runs the handler")
                .endsWith("virtual");
    }

    @Test
    @DisplayName("a request that is too long is rejected by its header alone (B16)")
    void rejectsByTheHeader(Testbed bed) throws Exception {
        FrameLimitChecks.rejectsByTheHeader(bed);
    }

    @Test
    @DisplayName("a client that is still uploading gets the whole rejection, not a reset (B16)")
    void lingersWhileTheClientUploads(Testbed bed) throws Exception {
        FrameLimitChecks.lingersWhileTheClientUploads(bed);
    }

    @Test
    @DisplayName("a rejected client that never ends is dropped after the linger timeout (B16)")
    void lingeringHasAnEnd(Testbed bed) throws Exception {
        FrameLimitChecks.lingeringHasAnEnd(bed);
    }

    @Test
    @DisplayName("a client that is silent for the read timeout is dropped, inside a request too")
    void dropsSilentClients(Testbed bed) throws Exception {
        FrameLimitChecks.dropsSilentClients(bed);
    }

    @Test
    @DisplayName("a slow client that never pauses for as long as the read timeout is served")
    void servesASlowClient(Testbed bed) throws Exception {
        FrameLimitChecks.servesASlowClient(bed);
    }

    @Test
    @DisplayName("clients that reset their connections, at whatever moment, harm nobody (B12)")
    void aResetHarmsNobody(Testbed bed) throws Exception {
        var handling = new CountDownLatch(1);
        var gone = new CountDownLatch(1);
        Handler handler =
                request -> {
                    if (new String(request, UTF_8).equals("wait")) {
                        handling.countDown();
                        gone.await();
                    }
                    return upperCase(request);
                };
        int port = start(bed, LIMITS, handler).port();
        bed.connect(port).reset();
        var inside = bed.connect(port);
        inside.sendHex("00 00 00 05 48 65");
        inside.reset();
        var waiting = bed.connect(port);
        waiting.send(frame("wait"));
        handling.await();
        waiting.reset();
        gone.countDown();

        var next = bed.connect(port);
        next.send(frame("me too"));
        next.expect(reply(0, "ME TOO"));
    }

    @Test
    @DisplayName("close ends every connection and handler before it returns, quietly (B14)")
    void closeEndsEverything(Testbed bed) throws Exception {
        FrameStopChecks.closeEndsEverything(bed);
    }

    @Test
    @DisplayName("close that is interrupted closes everything and keeps the interrupt status")
    void closeKeepsTheInterruptStatus(Testbed bed) throws Exception {
        FrameStopChecks.closeKeepsTheInterruptStatus(bed);
    }

    @Test
    @DisplayName("an address that cannot be bound is an IOException, and nothing stays open (B13)")
    void reportsAnAddressInUse(Testbed bed) throws Exception {
        FrameStopChecks.reportsAnAddressInUse(bed);
    }

    @Test
    @DisplayName("the client makes call after call on one connection (B8)")
    void callsOnOneConnection(Testbed bed) throws Exception {
        FrameClientChecks.callsOnOneConnection(bed);
    }

    @Test
    @DisplayName("an error reply fails the call with the server's message, and closes the client")
    void anErrorReplyIsAFailedRequest(Testbed bed) throws Exception {
        FrameClientChecks.anErrorReplyIsAFailedRequest(bed);
    }

    @Test
    @DisplayName(
            "a server that ends or resets the connection before a whole reply is unavailable (B17)")
    void aServerThatGoesAwayIsUnavailable(Testbed bed) throws Exception {
        FrameClientChecks.aServerThatGoesAwayIsUnavailable(bed);
    }

    @Test
    @DisplayName("a refused connection is unavailable, and so is one reset in the backlog (B15)")
    void aConnectionThatIsNeverServedIsUnavailable(Testbed bed) throws Exception {
        FrameClientChecks.aConnectionThatIsNeverServedIsUnavailable(bed);
    }

    @Test
    @DisplayName("a server whose host is unknown is unavailable")
    void anUnknownHostIsUnavailable(Testbed bed) {
        FrameClientChecks.anUnknownHostIsUnavailable(bed);
    }

    @Test
    @DisplayName("a connect that hangs is given up after its timeout, and a timeout of 0 is none")
    void boundsTheConnect(Testbed bed) throws Exception {
        FrameClientChecks.boundsTheConnect(bed);
    }

    @Test
    @DisplayName(
            "when writing the request fails, the reply that is already there is still read (B16)")
    void readsTheReplyToARejectedUpload(Testbed bed) throws Exception {
        FrameClientChecks.readsTheReplyToARejectedUpload(bed);
    }

    @Test
    @DisplayName("a server that stays silent for the read timeout is given up, and not sooner")
    void timesOutOnASilentServer(Testbed bed) throws Exception {
        FrameClientChecks.timesOutOnASilentServer(bed);
    }

    @Test
    @DisplayName("a server that never pauses for as long as the read timeout may take its time")
    void waitsForASlowReply(Testbed bed) throws Exception {
        FrameClientChecks.waitsForASlowReply(bed);
    }

    @Test
    @DisplayName(
            "a reply that is too long, empty, or of an unknown status breaks the protocol (F2)")
    void rejectsRepliesThatBreakTheRules(Testbed bed) throws Exception {
        FrameClientChecks.rejectsRepliesThatBreakTheRules(bed);
    }

    @Test
    @DisplayName("calls of several threads take turns, and close ends the one that is under way")
    void callsTakeTurnsAndCloseEndsThem(Testbed bed) throws Exception {
        FrameClientChecks.callsTakeTurnsAndCloseEndsThem(bed);
    }
}
