package robustnet.concurrency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static robustnet.concurrency.FramePeer.frame;
import static robustnet.concurrency.FramePeer.request;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.IntSupplier;
import org.awaitility.core.ConditionTimeoutException;
import robustnet.buffers.FrameType;
import robustnet.concurrency.BoundedServer.Limits;
import robustnet.testkit.Testbed;

/// What the tests of a [BoundedServer] have in common.
final class BoundedBench {
    static final Duration LONG = Duration.ofSeconds(30);
    static final Duration SHORT = Duration.ofMillis(60);
    static final int MAX = 1000;

    /// More than the buffers of both sides take, so a write of it blocks until somebody reads.
    static final int TOO_MUCH = 16 << 20;

    /// What a test runs over, one after the other.
    enum Transport {
        PLAIN,
        TLS
    }

    private BoundedBench() {}

    /// Limits that nobody reaches but by number.
    static Limits places(int maxConnections) {
        return new Limits(maxConnections, MAX, LONG, LONG, LONG, LONG);
    }

    static ServerSocket listen(Transport transport) throws IOException {
        var loopback = InetAddress.getLoopbackAddress();
        return switch (transport) {
            case PLAIN -> new ServerSocket(0, 2_000, loopback);
            case TLS ->
                    Certificates.server()
                            .getServerSocketFactory()
                            .createServerSocket(0, 500, loopback);
        };
    }

    static BoundedServer start(
            Testbed bed,
            Transport transport,
            Limits limits,
            RequestHandler handler,
            ServerEvents events)
            throws IOException {
        var listener = bed.closing(listen(transport));
        return bed.closing(BoundedServer.start(listener, limits, handler, events));
    }

    static BoundedServer start(
            Testbed bed, Transport transport, Limits limits, RequestHandler handler)
            throws IOException {
        return start(bed, transport, limits, handler, ServerEvents.NONE);
    }

    static FramePeer connect(Testbed bed, Transport transport, BoundedServer server)
            throws IOException {
        return switch (transport) {
            case PLAIN -> FramePeer.plain(bed, server.port());
            case TLS -> FramePeer.tls(bed, server.port());
        };
    }

    /// Connects, and says nothing, to a server that may send it away before it is connected, as far
    /// as this end knows: on a busy machine a connect takes longer than a short time-out.
    static FramePeer connectSilently(Testbed bed, BoundedServer server) throws IOException {
        for (int i = 0; ; i++) {
            try {
                return FramePeer.plain(bed, server.port());
            } catch (IOException e) {
                if (i == 4) {
                    throw e;
                }
            }
        }
    }

    /// The answer of most of the tests' servers: the request in capitals.
    static byte[] capitals(long id, byte[] request) {
        return new String(request, UTF_8).toUpperCase(Locale.ROOT).getBytes(UTF_8);
    }

    static void assertServed(FramePeer client, String what) throws IOException {
        client.send(request(7, "hi"));
        assertThat(client.receive()).as(what).contains(frame(FrameType.RESPONSE, 7, "HI"));
    }

    /// Waits for a number that other threads change.
    static void eventually(String what, IntSupplier actual, int expected) {
        try {
            await().pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .atMost(Duration.ofSeconds(3))
                    .until(() -> actual.getAsInt() == expected);
        } catch (ConditionTimeoutException _) { // its message is about itself
            assertThat(actual.getAsInt()).as("%s, within 3 s", what).isEqualTo(expected);
        }
    }

    /// Runs a step up to five times, because a slow machine may let a short time-out pass between
    /// two things that a client does.
    static void sometime(Step step) throws Exception {
        for (int i = 0; ; i++) {
            try {
                step.run();
                return;
            } catch (IOException | AssertionError e) {
                if (i == 4) {
                    throw e;
                }
            }
        }
    }

    /// Runs the first step, and the others beside it, and throws what one of them has thrown.
    static void sideBySide(Testbed bed, Step first, Step... others) throws Exception {
        var beside = new ArrayList<CompletableFuture<Void>>();
        for (var step : others) {
            beside.add(
                    bed.async(
                            () -> {
                                step.run();
                                return null;
                            }));
        }
        first.run();
        for (var end : beside) {
            try {
                end.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw (Exception) e.getCause();
            }
        }
    }

    /// A part of a test.
    interface Step {
        void run() throws Exception;
    }

    static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
