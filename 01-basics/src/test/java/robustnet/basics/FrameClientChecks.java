package robustnet.basics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.basics.FrameBench.PATIENCE;
import static robustnet.basics.FrameBench.SHORT;
import static robustnet.basics.FrameBench.SILENCE;
import static robustnet.basics.FrameBench.frame;
import static robustnet.basics.FrameBench.reply;
import static robustnet.basics.FrameBench.start;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import robustnet.testkit.FullBacklog;
import robustnet.testkit.Parked;
import robustnet.testkit.ScriptedServer.Script;
import robustnet.testkit.Testbed;

/// What a [FrameClient] makes of its server.
final class FrameClientChecks {
    /// More than the buffers of both sides take, so a write of it blocks until somebody reads.
    private static final int TOO_MUCH = 32 << 20;

    private FrameClientChecks() {}

    static void callsOnOneConnection(Testbed bed) throws Exception {
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

    static void anErrorReplyIsAFailedRequest(Testbed bed) throws Exception {
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

    static void aServerThatGoesAwayIsUnavailable(Testbed bed) throws Exception {
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

    static void aConnectionThatIsNeverServedIsUnavailable(Testbed bed) throws Exception {
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

    static void anUnknownHostIsUnavailable(Testbed bed) {
        var unknown = InetSocketAddress.createUnresolved("nobody.invalid", 7);

        assertThatThrownBy(
                        () -> bed.closing(connect(unknown, PATIENCE)),
                        "connecting to an unresolved address:"
                                + " must throw ServerUnavailableException")
                .isInstanceOf(ServerUnavailableException.class);
    }

    static void boundsTheConnect(Testbed bed) throws Exception {
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

    static void readsTheReplyToARejectedUpload(Testbed bed) throws Exception {
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

    static void timesOutOnASilentServer(Testbed bed) throws Exception {
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

    static void waitsForASlowReply(Testbed bed) throws Exception {
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

    static void rejectsRepliesThatBreakTheRules(Testbed bed) throws Exception {
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

    static void callsTakeTurnsAndCloseEndsThem(Testbed bed) throws Exception {
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
}
