package robustnet.basics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.basics.FrameServer.Limits;
import robustnet.testkit.Exercise;
import robustnet.testkit.FullBacklog;
import robustnet.testkit.Parked;
import robustnet.testkit.PeerFailure;
import robustnet.testkit.ScriptedPeer;
import robustnet.testkit.ScriptedServer.Script;
import robustnet.testkit.Testbed;

@Exercise(
        id = "1.6",
        title = "Frame server and client",
        level = 3,
        minutes = 90,
        edit = {FrameServer.class, FrameClient.class})
class FrameServerTest {
    private static final Duration LONG = Duration.ofSeconds(4);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofMillis(500);
    private static final Limits LIMITS = new Limits(1000, LONG, LONG);

    /// More than the buffers of both sides take, so a write of it blocks until somebody reads.
    private static final int TOO_MUCH = 32 << 20;

    /// More than a pool of a few threads serves, and fewer than a backlog holds.
    private static final int MANY = 40;

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
        Handler handler =
                _ -> {
                    throw new IOException("no");
                };
        var client = bed.connect(start(bed, LIMITS, handler).port());
        var requests = new byte[10 << 20];
        ByteBuffer.wrap(requests).put(frame("Hello"));

        int sent = client.trySend(requests);

        assertThat(sent)
                .as("bytes after the failed request that the server took, and dropped")
                .isEqualTo(requests.length);
        client.expect(reply(1, "no"));
        client.expectEnd();
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
        int port = start(bed, LIMITS, FrameServerTest::upperCase).port();

        for (int length : new int[] {1001, Integer.MAX_VALUE, -1}) {
            var client = bed.connect(port);
            client.send(ByteBuffer.allocate(4).putInt(length).array());
            assertRejected(client, "maxFrame is 1000, the header says " + length);
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
        assertRejected(client, "maxFrame is 1000, the header says " + (upload.length - 4));
        client.expectEnd();
    }

    @Test
    @DisplayName("a rejected client that never ends is dropped after the linger timeout (B16)")
    void lingeringHasAnEnd(Testbed bed) throws Exception {
        var lingerTimeout = Duration.ofMillis(500);
        var limits = new Limits(1000, LONG, lingerTimeout);
        var client = bed.connect(start(bed, limits, FrameServerTest::upperCase).port());
        long start = System.nanoTime();
        client.sendHex("7f ff ff ff");
        receiveFrame(client);
        client.expectEnd();

        assertThatThrownBy(
                        () -> sendUntil(start + Duration.ofSeconds(2).toNanos(), client.socket()),
                        "sending without a pause for 2 s to a server that has rejected the request,"
                                + " and lingers for 500 ms in all: must throw SocketException")
                .isInstanceOf(SocketException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("how long the server lingered")
                .isGreaterThanOrEqualTo(lingerTimeout);
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
    @DisplayName("a slow client that never pauses for as long as the read timeout is served")
    void servesASlowClient(Testbed bed) throws Exception {
        var limits = new Limits(1000, SILENCE, LONG);
        var client = bed.connect(start(bed, limits, FrameServerTest::upperCase).port());

        client.send(ByteBuffer.allocate(4).putInt(Pace.DOTS).array());
        Pace.drip(client);

        client.expect(reply(0, ".".repeat(Pace.DOTS)));
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
        int port = server.port();
        var idle = bed.connect(port);
        var busy = bed.connect(port);
        busy.send(frame("work"));
        handling.await();

        server.close();
        boolean hadEnded = ended.get(); // now, not when AssertJ has been loaded

        assertThat(hadEnded).as("whether the handler had ended when close returned").isTrue();
        idle.expectClosed();
        assertThatThrownBy(
                        () -> new Socket(bed.loopback(), port).close(),
                        "connecting after close() has returned: must throw IOException")
                .isInstanceOf(IOException.class);
        assertThat(server.port()).as("port() after close(): the same as before").isEqualTo(port);
        server.close();
        assertThat(bed.log())
                .as("a stack trace was printed in a normal stop")
                .doesNotContain("\tat ");
        assertThat(bed.log())
                .as("something was logged as WARN or ERROR in a normal stop")
                .doesNotContain(" ERROR ", " WARN ");
    }

    @Test
    @DisplayName("close that is interrupted closes everything and keeps the interrupt status")
    void closeKeepsTheInterruptStatus(Testbed bed) throws Exception {
        var handling = new CountDownLatch(1);
        var release = new CompletableFuture<Void>();
        Handler handler =
                request -> {
                    handling.countDown();
                    release.join(); // which no interrupt ends
                    return request;
                };
        var server = start(bed, LIMITS, handler);
        bed.connect(server.port()).send(frame("work"));
        handling.await();
        var status =
                new FutureTask<>(
                        () -> {
                            server.close();
                            return Thread.interrupted();
                        });
        var closing = Thread.ofVirtual().start(status);
        Parked.await(closing, "close");

        closing.interrupt();
        assertThatThrownBy(
                        () -> status.get(SHORT.toMillis(), TimeUnit.MILLISECONDS),
                        "close() that was interrupted: must wait for the handler all the same")
                .isInstanceOf(TimeoutException.class);
        release.complete(null);

        assertThat(status.get()).as("the interrupt status after close() has returned").isTrue();
    }

    @Test
    @DisplayName("an address that cannot be bound is an IOException, and nothing stays open (B13)")
    void reportsAnAddressInUse(Testbed bed) throws Exception {
        var taken = bed.closing(new ServerSocket(0, 1, bed.loopback())).getLocalSocketAddress();
        System.gc(); // so that it need not run again below, and close a socket that was forgotten
        long before = OpenFiles.count();

        for (int i = 0; i < MANY; i++) {
            assertThatThrownBy(
                            () ->
                                    bed.closing(
                                            FrameServer.start(
                                                    (InetSocketAddress) taken,
                                                    LIMITS,
                                                    FrameServerTest::upperCase)),
                            "starting on a port that is in use: must throw IOException")
                    .isInstanceOf(IOException.class);
        }

        assertThat(OpenFiles.count() - before)
                .as("files and sockets that %d failed starts left open", MANY)
                .isLessThan(MANY / 2);
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

        assertThatThrownBy(
                        () -> client.call("no".getBytes(UTF_8)),
                        "a reply with status 1: must throw RequestFailedException")
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
                                    + " could be written proves nothing, so the call must throw"
                                    + " ServerUnavailableException",
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
        var call = startCall(client);

        listener.close(); // resets what waits in its backlog

        assertThatThrownBy(
                        call::get,
                        "a call on a connection that nobody accepted:"
                                + " must throw ServerUnavailableException")
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(ServerUnavailableException.class);
        assertThatThrownBy(
                        () -> bed.closing(connect(address, PATIENCE)),
                        "connecting: nobody listens: must throw ServerUnavailableException")
                .isInstanceOf(ServerUnavailableException.class);
    }

    @Test
    @DisplayName("a server whose host is unknown is unavailable")
    void anUnknownHostIsUnavailable(Testbed bed) {
        var unknown = InetSocketAddress.createUnresolved("nobody.invalid", 7);

        assertThatThrownBy(
                        () -> bed.closing(connect(unknown, PATIENCE)),
                        "connecting to an unresolved address:"
                                + " must throw ServerUnavailableException")
                .isInstanceOf(ServerUnavailableException.class);
    }

    @Test
    @DisplayName("a connect that hangs is given up after its timeout, and a timeout of 0 is none")
    void boundsTheConnect(Testbed bed) throws Exception {
        var server = new InetSocketAddress(bed.loopback(), 1);
        for (var none : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
            assertThatThrownBy(
                            () -> FrameClient.connect(server, none, PATIENCE, 1000),
                            "a connect timeout of %s: must throw IllegalArgumentException",
                            none)
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(
                            () -> FrameClient.connect(server, PATIENCE, none, 1000),
                            "a read timeout of %s: must throw IllegalArgumentException",
                            none)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        if (FullBacklog.supported()) { // elsewhere nothing on this machine lets a connect hang
            var full = bed.closing(FullBacklog.open());
            assertThatThrownBy(
                            () ->
                                    bed.closing(
                                            FrameClient.connect(
                                                    full.address(), SHORT, PATIENCE, 1000)),
                            "a server whose backlog is full:"
                                    + " must throw ServerUnavailableException")
                    .isInstanceOf(ServerUnavailableException.class);
        }
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
        assertThatThrownBy(
                        () -> client.call("Hello".getBytes(UTF_8)),
                        "only half a reply: must throw SocketTimeoutException")
                .isInstanceOf(SocketTimeoutException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("how long the server had to answer")
                .isGreaterThanOrEqualTo(SHORT);
        assertClosed(client);
        assertThat(server.awaitDone(PATIENCE)).as("the server saw the connection end").isTrue();
    }

    @Test
    @DisplayName("a server that never pauses for as long as the read timeout may take its time")
    void waitsForASlowReply(Testbed bed) throws Exception {
        var server =
                bed.serve(
                        peer -> {
                            peer.expect(frame("Hello"));
                            peer.send(ByteBuffer.allocate(5).putInt(1 + Pace.DOTS).array());
                            Pace.drip(peer);
                            peer.expectEnd();
                        });

        try (var client = connect(server.address(), SILENCE)) {
            assertThatCode(() -> client.call("Hello".getBytes(UTF_8)))
                    .as("a reply that takes 650 ms, a byte every 50 ms; the timeout is 500 ms")
                    .doesNotThrowAnyException();
        }
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

            assertThatThrownBy(
                            () -> client.call("Hello".getBytes(UTF_8)),
                            "the reply %s: must throw ProtocolException",
                            hex)
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
        var first = startCall(client);
        received.await();
        var second = startCall(client);

        client.close();

        for (var call : List.of(first, second)) {
            assertThatThrownBy(
                            call::get,
                            "a call whose client was closed:"
                                    + " must throw ServerUnavailableException")
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

    /// Expects an error reply with a message; `why` it is due.
    private static void assertRejected(ScriptedPeer client, String why) {
        byte[] reply;
        try {
            reply = receiveFrame(client);
        } catch (PeerFailure e) {
            throw new AssertionError(
                    why + ": must be answered with an error. " + e.getMessage(), e);
        }
        assertThat(reply).as("%s: the reply's status byte, 1 is an error", why).startsWith(1);
        assertThat(reply.length).as("%s: the reply says so", why).isGreaterThan(1);
    }

    private static byte[] upperCase(byte[] request) {
        return new String(request, UTF_8).toUpperCase(Locale.ROOT).getBytes(UTF_8);
    }

    private static void sendUntil(long end, Socket socket) throws Exception {
        var some = new byte[1000];
        while (System.nanoTime() - end < 0) {
            socket.getOutputStream().write(some);
        }
    }

    private static FrameClient connect(InetSocketAddress server, Duration readTimeout)
            throws IOException {
        return FrameClient.connect(server, PATIENCE, readTimeout, 1000);
    }

    /// Starts a call that waits when this method returns: for its reply, or for its turn.
    private static FutureTask<byte[]> startCall(FrameClient client) {
        var call = new FutureTask<>(() -> client.call("call".getBytes(UTF_8)));
        Parked.await(Thread.ofVirtual().start(call), "call");
        return call;
    }

    private static void assertClosed(FrameClient client) {
        assertThatThrownBy(
                        () -> client.call("once more".getBytes(UTF_8)),
                        "a call after a failed one: the client is closed, for the rest of an old"
                                + " reply may still be on its way: must throw"
                                + " ServerUnavailableException")
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
