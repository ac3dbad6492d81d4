package robustnet.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.tls.ClientSide.LONG;
import static robustnet.tls.ClientSide.SOON;
import static robustnet.tls.ClientSide.assertClosed;
import static robustnet.tls.ClientSide.assertFails;
import static robustnet.tls.ClientSide.call;
import static robustnet.tls.ClientSide.in;
import static robustnet.tls.ClientSide.reply;
import static robustnet.tls.TlsPeer.VERSIONS;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import robustnet.basics.Endpoint;
import robustnet.buffers.FrameType;
import robustnet.testkit.ScriptedPeer;
import robustnet.testkit.ScriptedServer;
import robustnet.testkit.Testbed;
import robustnet.tls.ClientSide.Script;

/// For how long the methods of a [TlsClient] may take.
final class WaitingChecks {
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final int TOO_MUCH = 24 << 20;

    private WaitingChecks() {}

    static void boundsTheHandshake(Testbed bed, ClientSide side) throws Exception {
        boundsTheHandshake(bed, side, SHORT, "is silent", ScriptedPeer::receiveToEnd);
        boundsTheHandshake(
                bed,
                side,
                // No pause between two drips may be as long, on a busy machine either
                SHORT.multipliedBy(4),
                "drips",
                peer -> {
                    peer.socket().getOutputStream().write(new byte[] {22, 3, 3, 63, 0});
                    while (!hasEnded(peer)) {
                        peer.trySend(new byte[] {2});
                    }
                });
    }

    /// Whether the client's stream ends within 10 ms. That is what a close shows for sure. Data
    /// that comes later need not be reset: on Linux, the poll of a virtual thread that was reading
    /// can hold the kernel's end of a closed socket until its poller has other work.
    private static boolean hasEnded(ScriptedPeer peer) throws IOException {
        peer.socket().setSoTimeout(10);
        try {
            while (peer.socket().getInputStream().read() != -1) {
                // The handshake's first flight.
            }
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (SocketException _) {
            return true; // reset
        }
    }

    private static void boundsTheHandshake(
            Testbed bed, ClientSide side, Duration limit, String how, ScriptedServer.Script script)
            throws Exception {
        var gone = new CountDownLatch(1);
        ScriptedServer.Script counted =
                peer -> {
                    script.play(peer);
                    gone.countDown();
                };
        var server =
                bed.serve(Collections.nCopies(5, counted).toArray(ScriptedServer.Script[]::new));
        var endpoint = new Endpoint("localhost", server.port());
        var sockets = new ConcurrentLinkedQueue<Socket>();
        var settings = side.settings(() -> remembered(sockets));
        // On a busy machine the deadline can pass before there is a TCP connection at all
        for (int i = 0; i < 5 && sockets.stream().noneMatch(Socket::isConnected); i++) {
            long start = System.nanoTime();
            assertFails(
                    bed.async(() -> TlsClient.connect(endpoint, settings, in(limit))),
                    SocketTimeoutException.class,
                    "a connect with a deadline of %d ms to a server that %s",
                    limit.toMillis(),
                    how);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("time until it failed")
                    .isGreaterThanOrEqualTo(limit);
        }
        assertThat(gone.await(8, TimeUnit.SECONDS))
                .as("the connection to a server that %s was closed", how)
                .isTrue();
    }

    private static Socket remembered(Queue<Socket> sockets) {
        var socket = new Socket();
        sockets.add(socket);
        return socket;
    }

    static void boundsCalls(Testbed bed, ClientSide side) throws Exception {
        assertLate(bed, side, "whose server says nothing", new byte[200], ClientSide::untilGone);
        assertLate(
                bed,
                side,
                "whose reply drips",
                new byte[200],
                peer -> {
                    var request = peer.receive();
                    if (request.isEmpty()) {
                        return; // a slow machine has missed the deadline before it began
                    }
                    for (byte b : TlsPeer.encode(reply(request.get(), FrameType.RESPONSE))) {
                        peer.trySend(new byte[] {b});
                        TimeUnit.MILLISECONDS.sleep(20);
                    }
                });
    }

    static void boundsWrites(Testbed bed, ClientSide side) throws Exception {
        var over = new CountDownLatch(1);

        assertLate(bed, side, "whose server does not read", new byte[TOO_MUCH], _ -> over.await());

        over.countDown();
    }

    static void closesBehindACall(Testbed bed, ClientSide side) throws Exception {
        for (var version : VERSIONS) {
            var reading = new CountDownLatch(1);
            var over = new CountDownLatch(1);
            int port =
                    side.server(
                            version,
                            peer -> {
                                peer.tls().getInputStream().read();
                                reading.countDown();
                                over.await();
                            });
            var client = side.connect(port);
            var call = bed.async(() -> client.call(new byte[TOO_MUCH], in(LONG)));
            // It is inside its write now, and stays there: so much fits into no buffer
            assertThat(reading.await(3, TimeUnit.SECONDS)).as("the request begins").isTrue();

            assertThat(bed.async(() -> closed(client)))
                    .as("close, while a write is stuck in %s", version)
                    .succeedsWithin(SOON);
            assertFails(call, IOException.class, "the call that was under way");
            over.countDown();
        }
    }

    static void takesTurns(Testbed bed, ClientSide side) throws Exception {
        var first = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        int port =
                side.server(
                        "TLSv1.3",
                        peer -> {
                            var request = peer.receive().get();
                            first.countDown();
                            gate.await();
                            peer.send(reply(request, FrameType.RESPONSE));
                            ClientSide.echo(peer);
                        });
        var client = side.connect(port);
        var slow = bed.async(() -> call(client, "slow"));
        assertThat(first.await(3, TimeUnit.SECONDS)).as("the first request arrives").isTrue();

        var waiting = bed.async(() -> client.call(new byte[1], in(SHORT)));
        assertFails(
                waiting,
                SocketTimeoutException.class,
                "a call whose deadline passes while another call is under way");
        var interrupted =
                bed.async(
                        () -> {
                            Thread.currentThread().interrupt();
                            assertThatThrownBy(() -> call(client, "x"), "an interrupted call")
                                    .isInstanceOf(InterruptedIOException.class);
                            return Thread.interrupted();
                        });
        assertThat(interrupted)
                .as("the interrupt status behind it")
                .succeedsWithin(SOON)
                .isEqualTo(true);
        gate.countDown();

        assertThat(slow).as("the slow call").succeedsWithin(SOON);
        assertThat(call(client, "next")).as("the next reply").asString().isEqualTo("next");

        assertThatThrownBy(
                        () -> client.call(new byte[1], in(Duration.ZERO)),
                        "a call whose deadline has passed before it began")
                .isInstanceOf(SocketTimeoutException.class);
        assertThatCode(() -> client.ping(in(SOON)))
                .as("a ping behind a call for which nothing was written")
                .doesNotThrowAnyException();
    }

    private static void assertLate(
            Testbed bed, ClientSide side, String what, byte[] request, Script script)
            throws Exception {
        var client = side.connect(side.server("TLSv1.3", script));
        long start = System.nanoTime();

        var call = bed.async(() -> client.call(request, in(SHORT)));

        assertFails(
                call, SocketTimeoutException.class, "a call with a deadline of 100 ms %s", what);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("time until it failed")
                .isGreaterThanOrEqualTo(SHORT);
        assertClosed(client);
    }

    private static boolean closed(TlsClient client) {
        client.close();
        client.close();
        return true;
    }
}
