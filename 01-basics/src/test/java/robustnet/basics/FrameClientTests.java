package robustnet.basics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.ScriptedPeer;
import robustnet.testkit.ScriptedServer.Script;
import robustnet.testkit.Testbed;

/// The client's half of exercise 1.6. The server's, [FrameServerTest], takes it in.
abstract class FrameClientTests {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration SHORT = Duration.ofMillis(100);

    /// More than the buffers of both sides take, so a write of it blocks until somebody reads.
    private static final int TOO_MUCH = 32 << 20;

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
                        .as("what follows the status byte of the reply")
                        .asString(UTF_8)
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
                        ScriptedPeer::halfClose,
                        ScriptedPeer::reset,
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
        var second = bed.async(() -> client.call("call".getBytes(UTF_8)));
        Thread.sleep(50); // time for a second call that does not wait for its turn

        client.close();

        for (var call : List.of(first, second)) {
            assertThatThrownBy(call::get, "a call whose client was closed")
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(ServerUnavailableException.class);
        }
        assertThat(server.awaitDone(PATIENCE)).as("the server saw the connection end").isTrue();
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

    static byte[] frame(String payload) {
        return frame(payload.getBytes(UTF_8));
    }

    static byte[] reply(int status, String body) {
        var bytes = body.getBytes(UTF_8);
        var payload = ByteBuffer.allocate(1 + bytes.length).put((byte) status).put(bytes);
        return frame(payload.array());
    }

    private static byte[] frame(byte[] payload) {
        return ByteBuffer.allocate(4 + payload.length).putInt(payload.length).put(payload).array();
    }

    /// Receives a frame and returns its payload.
    static byte[] receiveFrame(ScriptedPeer peer) {
        return peer.receive(ByteBuffer.wrap(peer.receive(4)).getInt());
    }
}
