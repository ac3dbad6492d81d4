package robustnet.errors;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static robustnet.errors.ClientBench.LONG;
import static robustnet.errors.ClientBench.PING;
import static robustnet.errors.ClientBench.awaitWaiting;
import static robustnet.errors.ClientBench.end;
import static robustnet.errors.ClientBench.frame;
import static robustnet.errors.ClientBench.happensSoon;
import static robustnet.errors.ClientBench.in;
import static robustnet.errors.ClientBench.ping;
import static robustnet.errors.ClientBench.takePing;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import robustnet.basics.ServerUnavailableException;
import robustnet.testkit.ScriptedPeer;
import robustnet.testkit.Testbed;

/// How a [ReconnectingClient] must write to a peer that does not read.
final class WritingChecks {
    private static final Duration TIMEOUT = ofMillis(150);

    /// More than the buffers hold between [#narrow] and a peer that does not read.
    private static final int BIG = 8 << 20;

    private WritingChecks() {}

    static void forTheWriteTimeout(Testbed bed, ClientBench bench) {
        var server = bed.serve(peer -> bench.gate.await());
        var client = bench.client(narrow(server.address()), _ -> {}, TIMEOUT);
        long start = System.nanoTime();
        var call = bed.async(() -> client.call(new byte[BIG], false, in(Duration.ofSeconds(60))));

        assertThat(end(call))
                .as("a call with 8 MiB to a peer that never reads, write timeout 150 ms")
                .hasCauseInstanceOf(ServerUnavailableException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(ofMillis(149));
    }

    static void againIfItIsIdempotent(Testbed bed, ClientBench bench) throws Exception {
        var deaf = bed.serve(peer -> bench.gate.await());
        var good = bench.server((_, body) -> PING);
        var deafOnes = new AtomicInteger(1);
        ReconnectingClient.Opener opener =
                () ->
                        narrow(deafOnes.getAndDecrement() > 0 ? deaf.address() : good.address())
                                .open();
        var client = bench.client(opener, _ -> {}, TIMEOUT);

        assertThatCode(() -> client.call(new byte[BIG], true, in(LONG)))
                .as("an idempotent call, whose first write took too long, but not the second")
                .doesNotThrowAnyException();
    }

    static void untilTheDeadline(Testbed bed, ClientBench bench) throws Exception {
        var server = bed.serve(peer -> bench.gate.await(), peer -> peer.send(takePing(peer)));
        var client = bench.client(narrow(server.address()));
        var call = bed.async(() -> client.call(new byte[BIG], true, in(TIMEOUT)));

        assertThat(end(call))
                .as("a call whose deadline is 150 ms away, and whose write timeout 10 s")
                .hasCauseInstanceOf(SocketTimeoutException.class);
        assertThatCode(() -> ping(client, true))
                .as("the next call, on a connection on which no frame was cut off")
                .doesNotThrowAnyException();
    }

    static void inTurn(Testbed bed, ClientBench bench) throws Exception {
        var begun = new CountDownLatch(1);
        var begunAgain = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        var server =
                bed.serve(
                        peer -> {
                            long id = takeHead(peer);
                            begun.countDown();
                            bench.gate.await();
                            peer.receive(BIG);
                            peer.send(frame(Messages.reply(id, PING)));
                            takeHead(peer);
                            begunAgain.countDown();
                            over.await();
                        },
                        peer -> peer.send(takePing(peer)));
        var client = bench.client(narrow(server.address()));
        var writing = bed.async(() -> client.call(new byte[BIG], false, in(LONG)));
        begun.await();

        assertThat(end(bed.async(() -> client.call(PING, false, in(TIMEOUT)))))
                .as("how a call ended whose deadline passed while it waited for its turn to write")
                .hasCauseInstanceOf(SocketTimeoutException.class);
        assertThat(happensSoon(writing::isDone))
                .as("how a call ended that was writing when the others ended: whether it has ended")
                .isFalse();
        assertThat(bench.interrupted(client, () -> true))
                .as("how a call ended that was interrupted while it waited for its turn to write")
                .hasCauseInstanceOf(InterruptedIOException.class);
        bench.gate.countDown();
        assertThat(end(writing))
                .as("how a call ended that was writing when the others ended: they end alone")
                .isNull();

        var lost = bed.async(() -> client.call(new byte[BIG], false, in(LONG)));
        begunAgain.await();
        var waiter = new CompletableFuture<Thread>();
        var waiting =
                bed.async(
                        () -> {
                            waiter.complete(Thread.currentThread());
                            return ping(client, false);
                        });
        awaitWaiting(waiter.get());
        over.countDown(); // closes the socket with unread input: a reset
        assertThat(end(lost))
                .as("how a call ended that was writing when the connection was lost")
                .hasCauseInstanceOf(ServerUnavailableException.class);
        assertThat(end(waiting))
                .as("how a call ended that waited for its turn then: nothing of it was sent")
                .isNull();
    }

    /// Takes the first 12 bytes of a request's frame, and returns its id.
    private static long takeHead(ScriptedPeer peer) {
        return ByteBuffer.wrap(peer.receive(4 + Long.BYTES)).getLong(4);
    }

    /// Connects with a small send buffer.
    private static ReconnectingClient.Opener narrow(InetSocketAddress server) {
        return () -> {
            var socket = new Socket();
            try {
                socket.setSendBufferSize(1 << 16);
                socket.connect(server);
                return socket;
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        };
    }
}
