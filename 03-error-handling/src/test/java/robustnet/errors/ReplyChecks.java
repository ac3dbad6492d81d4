package robustnet.errors;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;
import static robustnet.errors.ClientBench.LONG;
import static robustnet.errors.ClientBench.PING;
import static robustnet.errors.ClientBench.awaitUntil;
import static robustnet.errors.ClientBench.in;
import static robustnet.errors.ClientBench.ping;
import static robustnet.errors.ClientBench.takePing;
import static robustnet.errors.ClientBench.thrown;

import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import robustnet.testkit.Testbed;

/// What a [ReconnectingClient] must make of replies that are late, broken, or none.
final class ReplyChecks {
    private ReplyChecks() {}

    static void stuckInAFrame(Testbed bed, ClientBench bench) throws Exception {
        var server =
                bed.serve(
                        peer -> {
                            peer.send(takePing(peer));
                            peer.send(Arrays.copyOf(takePing(peer), 3));
                            peer.expectEnd();
                        },
                        peer -> peer.send(takePing(peer)));
        var client = bench.client(server.address());

        assertThat(ping(client, true)).as("the reply to a first call").isEqualTo(PING);
        assertThat(thrown(client, ofMillis(200)))
                .as("what a call threw that got 3 bytes of its reply")
                .isInstanceOf(SocketTimeoutException.class);
        assertThat(ping(client, true)).as("the reply on a new connection").isEqualTo(PING);
        assertThat(bench.connects.get()).as("connects").isEqualTo(2);
    }

    static void lateAmongOthers(Testbed bed, ClientBench bench) throws Exception {
        var server = bench.server((_, body) -> body.length == 1 ? bench.held(body) : body);
        var opened = new CompletableFuture<Socket>();
        var opener = ClientBench.opener(server.address());
        var client =
                bench.client(
                        () -> {
                            var socket = opener.open();
                            socket.setSoTimeout(10_000);
                            opened.complete(socket);
                            return socket;
                        });
        var late = bed.async(() -> client.call(new byte[1], true, in(ofMillis(300))));
        awaitUntil("the late request arrives", () -> server.receipts() == 1);
        awaitUntil("the late call ends", () -> ping(client, true) != null && late.isDone());

        assertThat(late.exceptionNow()).isInstanceOf(SocketTimeoutException.class);
        bench.gate.countDown();
        assertThat(ping(client, true)).as("a reply behind the late one").isEqualTo(PING);
        assertThat(bench.connects.get()).as("connects: the first was good").isEqualTo(1);
        assertThat(opened.join().getSoTimeout())
                .as("SO_TIMEOUT of the socket, which the opener had set to 10 s")
                .isZero();
    }

    /// The replies to a call that was interrupted keep the connection alive for the next one.
    static void forACallThatHasEnded(Testbed bed, ClientBench bench) throws Exception {
        var taken = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        var server =
                bed.serve(
                        peer -> {
                            var dropped = takePing(peer);
                            taken.countDown();
                            var second = takePing(peer);
                            do {
                                peer.send(dropped);
                            } while (!over.await(50, TimeUnit.MILLISECONDS));
                            peer.send(second);
                            peer.send(takePing(peer));
                        },
                        peer -> peer.send(takePing(peer)));
        var client = bench.client(server.address());

        assertThat(bench.interrupted(client, () -> taken.getCount() == 0))
                .as("how a call ended that was interrupted while it waited for its reply")
                .hasCauseInstanceOf(InterruptedIOException.class);
        var late = thrown(client, ofMillis(600));
        assertThat(bench.connects.get())
                .as("connects: an interrupt ends its call alone")
                .isEqualTo(1);
        assertThat(late)
                .as("what a call threw whose deadline passed")
                .isInstanceOf(SocketTimeoutException.class);
        over.countDown();
        assertThat(ping(client, true)).as("the reply to the next call").isEqualTo(PING);
        assertThat(bench.connects.get()).as("connects: a dropped reply is a reply").isEqualTo(1);
    }

    static void none(Testbed bed, ClientBench bench) throws Exception {
        var closed = new CountDownLatch(1);
        var server =
                bed.serve(
                        peer -> {
                            takePing(peer);
                            peer.sendHex("00 00 00 09  00 00 00 00 00 00 00 00  07");
                            peer.expectClosed();
                            closed.countDown();
                        });
        var client = bench.client(server.address());

        assertThat(thrown(client, LONG))
                .as("what a call threw whose reply has the status 7")
                .isInstanceOf(ProtocolException.class);
        assertThat(closed.await(2, TimeUnit.SECONDS))
                .as("whether the connection was closed on which nonsense came")
                .isTrue();
    }

    static void tooLong(ClientBench bench) throws Exception {
        var server = bench.server((_, body) -> new byte[991 + body.length]);
        var client = bench.client(server.address());

        assertThatCode(() -> client.call(new byte[0], true, in(LONG)))
                .as("a reply of 991 bytes, whose payload is 1,000: the longest frame")
                .doesNotThrowAnyException();
        assertThat(catchThrowable(() -> client.call(new byte[1], true, in(LONG))))
                .as("what a call threw whose reply is a byte longer than the longest frame")
                .isInstanceOf(ProtocolException.class);
    }
}
