package robustnet.concurrency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static robustnet.concurrency.BoundedBench.Transport.PLAIN;
import static robustnet.concurrency.BoundedBench.Transport.TLS;
import static robustnet.concurrency.BoundedBench.assertServed;
import static robustnet.concurrency.BoundedBench.connect;
import static robustnet.concurrency.BoundedBench.eventually;
import static robustnet.concurrency.BoundedBench.places;
import static robustnet.concurrency.BoundedBench.start;
import static robustnet.concurrency.FramePeer.frame;
import static robustnet.concurrency.FramePeer.request;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import robustnet.buffers.FrameType;
import robustnet.testkit.Testbed;

/// What a [BoundedServer] tells its listener.
final class EventChecks {
    private EventChecks() {}

    static void tellsWhatWasDone(Testbed bed) throws Exception {
        var tally = new EventTally();
        var client = connect(bed, PLAIN, start(bed, PLAIN, places(9), failing("no"), tally));
        client.send(frame(FrameType.PING, 1, ""), request(2, "hi"), request(3, "no"));
        for (int i = 0; i < 3; i++) {
            client.receive();
        }
        eventually("answers told, to 2 requests and a ping", tally.answers::size, 2);
        assertThat(tally.answers)
                .extracting("bytesIn", "bytesOut", "failed")
                .as("bytes of the frames, in and out, and failures")
                .containsExactly(tuple(26, 26, false), tuple(26, 29, true));
        assertThat(tally.answers).allMatch(answer -> answer.took().isPositive());
    }

    static void tellsHowLongItTook(Testbed bed) throws Exception {
        var tally = new EventTally();
        var spent = new AtomicLong();
        RequestHandler slow =
                (_, request) -> {
                    long start = System.nanoTime();
                    LockSupport.parkNanos(20_000_000);
                    spent.set(System.nanoTime() - start);
                    return request;
                };
        var client = connect(bed, PLAIN, start(bed, PLAIN, places(9), slow, tally));
        client.send(request(1, "hi"));
        eventually("answers told", tally.answers::size, 1);
        assertThat(tally.answers.getFirst().took())
                .as("the time told of a request, with what its handler has spent in it")
                .isGreaterThanOrEqualTo(Duration.ofNanos(spent.get()));
    }

    static void outlivesListeners(Testbed bed) throws Exception {
        var calls = new AtomicInteger();
        var server = start(bed, TLS, places(1), BoundedBench::capitals, throwing(calls));
        assertThatThrownBy(() -> FramePeer.tls(server.port()), "a handshake, after accepted threw")
                .isInstanceOf(IOException.class);
        eventually("calls of closed, when accepted threw", calls::get, 1);
        eventually("places taken, when accepted threw", server::active, 0);
        var next = connect(bed, TLS, server);
        assertServed(next, "the reply, though answered throws");
        assertServed(next, "the reply, after answered threw");
        next.close();
        eventually("places taken, when closed threw", server::active, 0);
    }

    static void tellsBeforeStopReturns(Testbed bed) throws Exception {
        var told = new AtomicInteger();
        var slow =
                new ServerEvents() {
                    @Override
                    public void closed() {
                        LockSupport.parkNanos(30_000_000);
                        told.incrementAndGet();
                    }
                };
        var server = start(bed, PLAIN, places(9), BoundedBench::capitals, slow);
        assertServed(connect(bed, PLAIN, server), "the reply, before stop");

        server.stop(BoundedBench.LONG);

        assertThat(told).as("closed, told before stop returns, where that takes 30 ms").hasValue(1);
    }

    private static RequestHandler failing(String word) {
        return (_, request) -> {
            if (new String(request, UTF_8).equals(word)) {
                throw new IOException("sorry");
            }
            return request;
        };
    }

    /// Lets the second connection in, and throws from everything else.
    private static ServerEvents throwing(AtomicInteger closed) {
        return new ServerEvents() {
            private final Set<Socket> seen = new HashSet<>();

            @Override
            public synchronized void accepted(Socket socket) {
                seen.add(socket);
                if (seen.size() == 1) {
                    throw new IllegalStateException("a bug");
                }
            }

            @Override
            public void answered(Duration took, int bytesIn, int bytesOut, boolean failed) {
                throw new AssertionError("a bug");
            }

            @Override
            public void closed() {
                closed.incrementAndGet();
                throw new IllegalStateException("a bug");
            }
        };
    }
}
