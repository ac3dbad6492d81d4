package robustnet.basics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.basics.FrameServer.Limits;
import robustnet.testkit.Exercise;
import robustnet.testkit.Parked;
import robustnet.testkit.ScriptedPeer;
import robustnet.testkit.ScriptedServer.Script;
import robustnet.testkit.Testbed;

@Exercise(
        id = "1.6",
        title = "Frame server and client",
        level = 2,
        minutes = 60,
        edit = {FrameServer.class, FrameClient.class})
class FrameServerTest {
    private static final Duration LONG = Duration.ofSeconds(4);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Limits LIMITS = new Limits(1000, LONG, LONG);

    /// More than the buffers of both sides take, so a write of it blocks until somebody reads.
    private static final int TOO_MUCH = 32 << 20;

    @Test
    @DisplayName("the server answers request after request while the connection stays open (B8)")
    void answersRequestAfterRequest(Testbed bed) throws Exception {
        var client = bed.connect(start(bed, LIMITS, FrameServerTest::upperCase).port());

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
                            case "null" -> null;
                            default -> upperCase(request);
                        };
        int port = start(bed, LIMITS, handler).port();
        var bystander = bed.connect(port);

        for (var request : List.of("checked", "unchecked", "null")) {
            var client = bed.connect(port);
            client.send(frame(request));
            switch (request) {
                case "checked" -> client.expect(reply(1, "no such key: é"));
                case "unchecked" -> client.expect(reply(1, "a bug"));
                default -> assertThat(receiveFrame(client)).as("an error reply").startsWith(1);
            }
            client.expectEnd();
        }

        bystander.send(frame("still here"));
        bystander.expect(reply(0, "STILL HERE"));
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
    @DisplayName("a request that is too long is rejected by its header alone (B16)")
    void rejectsByTheHeader(Testbed bed) throws Exception {
        int port = start(bed, LIMITS, FrameServerTest::upperCase).port();

        for (var header : List.of("00 00 03 e9", "7f ff ff ff", "ff ff ff ff")) {
            var client = bed.connect(port);
            client.sendHex(header);
            assertThat(receiveFrame(client)).as("an error reply").startsWith(1);
            client.expectEnd();
        }
    }

    @Test
    @DisplayName("a client that is still uploading gets the whole rejection, not a reset (B16)")
    void lingersWhileTheClientUploads(Testbed bed) throws Exception {
        int port = start(bed, LIMITS, FrameServerTest::upperCase).port();
        var client = bed.connect(port);
        var upload = new byte[10 << 20];
        ByteBuffer.wrap(upload).putInt(upload.length - 4);

        int sent = client.trySend(upload);

        assertThat(sent)
                .as("bytes of the rejected upload that the server took, and dropped")
                .isEqualTo(upload.length);
        assertThat(receiveFrame(client)).as("an error reply").startsWith(1);
        client.expectEnd();
    }

    @Test
    @DisplayName("a rejected client that never ends is dropped after the linger timeout (B16)")
    void lingeringHasAnEnd(Testbed bed) throws Exception {
        var limits = new Limits(1000, LONG, SHORT);
        var client = bed.connect(start(bed, limits, FrameServerTest::upperCase).port());
        long start = System.nanoTime();
        client.sendHex("7f ff ff ff");
        receiveFrame(client);
        client.expectEnd();

        assertThatThrownBy(
                        () -> dripUntil(start + Duration.ofSeconds(2).toNanos(), client.socket()),
                        "sending a byte every 5 ms for 2 s to a server that has rejected the"
                                + " request, and lingers for 100 ms in all")
                .isInstanceOf(SocketException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("how long the server lingered")
                .isGreaterThanOrEqualTo(SHORT);
    }

    @Test
    @DisplayName("a client that is silent for the read timeout is dropped, inside a request too")
    void dropsSilentClients(Testbed bed) throws Exception {
        var limits = new Limits(1000, SHORT, LONG);
        int port = start(bed, limits, FrameServerTest::upperCase).port();
        long start = System.nanoTime();
        var silent = bed.connect(port);
        var stuck = bed.connect(port);
        stuck.sendHex("00 00 00 05 48 65");

        silent.expectClosed();
        stuck.expectClosed();

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("how long the clients were silent")
                .isGreaterThanOrEqualTo(SHORT);
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
        var handling = new CountDownLatch(1);
        var ended = new AtomicBoolean();
        Handler handler =
                request -> {
                    handling.countDown();
                    try {
                        new CountDownLatch(1).await(); // until it is interrupted
                        return request;
                    } finally {
                        Thread.sleep(100); // what a handler tidies up may take a while
                        ended.set(true);
                    }
                };
        var server = start(bed, LIMITS, handler);
        var idle = bed.connect(server.port());
        var busy = bed.connect(server.port());
        busy.send(frame("work"));
        handling.await();

        server.close();

        assertThat(ended).as("whether the handler had ended when close returned").isTrue();
        idle.expectClosed();
        assertThatThrownBy(
                        () -> new Socket(bed.loopback(), server.port()).close(),
                        "connecting after close() has returned")
                .isInstanceOf(IOException.class);
        server.close();
        assertThat(bed.log())
                .as("what was logged in a normal stop")
                .doesNotContain(" ERROR ", " WARN ", "\tat ");
    }

    @Test
    @DisplayName("the client makes call after call on one connection (B8)")
    void callsOnOneConnection(Testbed bed) throws Exception {
        var server =
                bed.serve(
                        peer -> {
                            for (int i = 1; i <= 3; i++) {
                                peer.expect(frame("call " + i));
                                peer.send(reply(0, "answer " + i));
                            }
                            peer.expectEnd();
                        });

        try (var client = connect(server.address(), PATIENCE)) {
            for (int i = 1; i <= 3; i++) {
                assertThat(client.call(("call " + i).getBytes(UTF_8)))
                        .asString(UTF_8)
                        .as("what follows the status byte of the reply")
                        .isEqualTo("answer " + i);
            }
        }
        assertThat(server.awaitDone(PATIENCE)).as("the server saw the connection end").isTrue();
    }

    @Test
    @DisplayName("an error reply fails the call with the server's message, and closes the client")
    void anErrorReplyIsAFailedRequest(Testbed bed) throws Exception {
        var server =
                bed.serve(
                        peer -> {
                            peer.expect(frame("no"));
                            peer.send(reply(1, "nö"));
                            peer.expectEnd();
                        });
        var client = bed.closing(connect(server.address(), PATIENCE));

        assertThatThrownBy(() -> client.call("no".getBytes(UTF_8)), "a reply with status 1")
                .isInstanceOf(RequestFailedException.class)
                .hasMessage("nö");
        assertClosed(client);
        assertThat(server.awaitDone(PATIENCE)).as("the server saw the connection end").isTrue();
    }

    @Test
    @DisplayName(
            "a server that ends or resets the connection before a whole reply is unavailable (B17)")
    void aServerThatGoesAwayIsUnavailable(Testbed bed) throws Exception {
        var ways =
                List.<Script>of(
                        peer -> {
                            peer.halfClose();
                            peer.expect(frame("Hello"));
                        },
                        peer -> {
                            peer.expect(frame("Hello"));
                            peer.reset();
                        },
                        peer -> {
                            peer.expect(frame("Hello"));
                            peer.sendHex("00 00");
                        },
                        peer -> {
                            peer.expect(frame("Hello"));
                            peer.sendHex("00 00 00 05 00 48");
                        });
        var server = bed.serve(ways.toArray(Script[]::new));

        for (int way = 1; way <= ways.size(); way++) {
            var client = bed.closing(connect(server.address(), PATIENCE));
            assertThatThrownBy(
                            () -> client.call("Hello".getBytes(UTF_8)),
                            "the server went away without a whole reply, way %d: that the request"
                                    + " could be written proves nothing",
                            way)
                    .isInstanceOf(ServerUnavailableException.class);
            assertClosed(client);
        }
    }

    @Test
    @DisplayName("a refused connection is unavailable, and so is one reset in the backlog (B15)")
    void aConnectionThatIsNeverServedIsUnavailable(Testbed bed) throws Exception {
        var listener = bed.closing(new ServerSocket(0, 5, bed.loopback()));
        var address = new InetSocketAddress(bed.loopback(), listener.getLocalPort());
        var client = bed.closing(connect(address, PATIENCE));
        var call = bed.async(() -> client.call("Hello".getBytes(UTF_8)));

        listener.close(); // resets what waits in its backlog

        assertThatThrownBy(call::get, "a call on a connection that nobody accepted")
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(ServerUnavailableException.class);
        assertThatThrownBy(
                        () -> bed.closing(connect(address, PATIENCE)), "connecting: nobody listens")
                .isInstanceOf(ServerUnavailableException.class);
    }

    @Test
    @DisplayName(
            "when writing the request fails, the reply that is already there is still read (B16)")
    void readsTheReplyToARejectedUpload(Testbed bed) throws Exception {
        var server =
                bed.serve(
                        peer -> {
                            peer.receive(4);
                            peer.send(reply(1, "too long"));
                            peer.halfClose();
                            peer.reset();
                        });
        var client = bed.closing(connect(server.address(), PATIENCE));

        assertThatThrownBy(
                        () -> client.call(new byte[TOO_MUCH]),
                        "an upload that the server rejected, and then cut off")
                .as("the server had said why: read the reply even after a failed write")
                .isInstanceOf(RequestFailedException.class)
                .hasMessage("too long");
    }

    @Test
    @DisplayName("a server that stays silent for the read timeout is given up, and not sooner")
    void timesOutOnASilentServer(Testbed bed) throws Exception {
        var server =
                bed.serve(
                        peer -> {
                            peer.expect(frame("Hello"));
                            peer.sendHex("00 00 00 05 00");
                            peer.expectEnd();
                        });
        var client = bed.closing(connect(server.address(), SHORT));

        long start = System.nanoTime();
        assertThatThrownBy(() -> client.call("Hello".getBytes(UTF_8)), "only half a reply")
                .isInstanceOf(SocketTimeoutException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("how long the server had to answer")
                .isGreaterThanOrEqualTo(SHORT);
        assertClosed(client);
        assertThat(server.awaitDone(PATIENCE)).as("the server saw the connection end").isTrue();
    }

    @Test
    @DisplayName(
            "a reply that is too long, empty, or of an unknown status breaks the protocol (F2)")
    void rejectsRepliesThatBreakTheRules(Testbed bed) throws Exception {
        for (var hex :
                List.of("00 00 03 e9 00", "7f ff ff ff 00", "00 00 00 00", "00 00 00 01 02")) {
            var server =
                    bed.serve(
                            peer -> {
                                peer.expect(frame("Hello"));
                                peer.sendHex(hex);
                                peer.expectClosed();
                            });
            var client = bed.closing(connect(server.address(), PATIENCE));

            assertThatThrownBy(() -> client.call("Hello".getBytes(UTF_8)), "the reply %s", hex)
                    .isInstanceOf(ProtocolException.class);
            assertClosed(client);
        }
    }

    @Test
    @DisplayName("calls of several threads take turns, and close ends the one that is under way")
    void callsTakeTurnsAndCloseEndsThem(Testbed bed) throws Exception {
        var received = new CountDownLatch(1);
        var server =
                bed.serve(
                        peer -> {
                            peer.expect(frame("call"));
                            received.countDown();
                            peer.expectEnd(); // not a byte of the second call
                        });
        var client = bed.closing(connect(server.address(), PATIENCE));
        var first = bed.async(() -> client.call("call".getBytes(UTF_8)));
        received.await();
        var second = new FutureTask<>(() -> client.call("call".getBytes(UTF_8)));
        Parked.await(Thread.ofVirtual().start(second), "call"); // in the queue, or in its read

        client.close();

        for (var call : List.<Future<byte[]>>of(first, second)) {
            assertThatThrownBy(call::get, "a call whose client was closed")
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(ServerUnavailableException.class);
        }
        assertThat(server.awaitDone(PATIENCE)).as("the server saw the connection end").isTrue();
    }

    private static FrameServer start(Testbed bed, Limits limits, Handler handler)
            throws IOException {
        var anyPort = new InetSocketAddress(bed.loopback(), 0);
        return bed.closing(FrameServer.start(anyPort, limits, handler));
    }

    private static byte[] upperCase(byte[] request) {
        return new String(request, UTF_8).toUpperCase(Locale.ROOT).getBytes(UTF_8);
    }

    private static void dripUntil(long end, Socket socket) throws Exception {
        while (System.nanoTime() - end < 0) {
            socket.getOutputStream().write(0);
            Thread.sleep(5); // the pace of a client that drips
        }
    }

    private static FrameClient connect(InetSocketAddress server, Duration readTimeout)
            throws IOException {
        return FrameClient.connect(server, PATIENCE, readTimeout, 1000);
    }

    private static void assertClosed(FrameClient client) {
        assertThatThrownBy(
                        () -> client.call("once more".getBytes(UTF_8)),
                        "a call after a failed one: the client is closed, for the rest of an old reply"
                                + " may still be on its way")
                .isInstanceOf(ServerUnavailableException.class);
    }

    private static byte[] frame(String payload) {
        return frame(payload.getBytes(UTF_8));
    }

    private static byte[] reply(int status, String body) {
        var bytes = body.getBytes(UTF_8);
        var payload = ByteBuffer.allocate(1 + bytes.length).put((byte) status).put(bytes);
        return frame(payload.array());
    }

    private static byte[] frame(byte[] payload) {
        return ByteBuffer.allocate(4 + payload.length).putInt(payload.length).put(payload).array();
    }

    /// Receives a frame and returns its payload.
    private static byte[] receiveFrame(ScriptedPeer peer) {
        return peer.receive(ByteBuffer.wrap(peer.receive(4)).getInt());
    }
}
