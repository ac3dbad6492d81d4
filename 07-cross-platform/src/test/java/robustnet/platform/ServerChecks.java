package robustnet.platform;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;
import static robustnet.platform.Track.soon;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import robustnet.basics.Handler;
import robustnet.buffers.FrameType;
import robustnet.testkit.Testbed;

/// Tests of a [RobustServer] that take more lines than others.
final class ServerChecks {
    private static final Duration MINUTES = Duration.ofMinutes(10);

    private ServerChecks() {}

    /// What counts up begins at 1 again with the process, and the time can be met again.
    static void drawsAllBits(Testbed bed, RobustServerBuilder builder) throws IOException {
        var upper = new HashSet<Long>();
        for (int i = 0; i < 4; i++) {
            upper.add(bed.closing(builder.start()).instanceId() >>> 32);
        }
        assertThat(upper)
                .as("the upper 32 bits of the instance ids of four servers, all 64 at random")
                .hasSize(4);
    }

    static void timesRequests(Testbed bed) throws Exception {
        Handler slow =
                request -> {
                    TimeUnit.MILLISECONDS.sleep(30);
                    if (request.length == 4) {
                        throw new IOException("sorry");
                    }
                    return request;
                };
        var server = bed.closing(RobustServer.builder().handler(slow).start());
        var peer = FramePeer.connect(bed, server.port());
        for (var text : List.of("go", "fail")) {
            var before = server.metrics().snapshot();
            peer.request(text.length(), text);
            soon("the request is counted")
                    .until(() -> server.metrics().snapshot().requests() > before.requests());
            assertThat(server.metrics().snapshot().since(before).latencies().max())
                    .as("the time of the request \"%s\", 30 ms of it in the handler", text)
                    .isBetween(ofMillis(29), ofSeconds(3));
        }
    }

    static void keepsAlive(Testbed bed, RobustServerBuilder builder) throws Exception {
        var hour = new KeepAlive(ofHours(1), ofSeconds(10), 5);
        var server = bed.closing(builder.keepAlive(hour).start());
        FramePeer.connect(bed, server.port()).ping("");

        keepsAliveWhereLinuxTells(server.port());
        assertThat(KernelTimers.keepAliveIn(server.port()))
                .as("the time until the timer asks, with an hour in the settings")
                .isGreaterThan(MINUTES);
    }

    static void keepsAliveWhereLinuxTells(int port) {
        if (KernelTimers.supported()) {
            soon("a keep-alive timer runs at the server's end of the connection")
                    .atMost(ofSeconds(4)) // the kernel's table is long where much was closed lately
                    .until(() -> KernelTimers.keepAliveRuns(port));
        }
    }

    static void closesAtOnce(Testbed bed, RobustServerBuilder builder, CountDownLatch begun)
            throws Exception {
        var server = bed.closing(builder.start());
        FramePeer.connect(bed, server.port()).send(FrameType.REQUEST, 1, "go");
        begun.await();

        var close =
                bed.async(
                        () -> {
                            server.close();
                            return true;
                        });
        assertThatCode(() -> close.get(3, TimeUnit.SECONDS))
                .as("close, which has no grace for a request that is stuck")
                .doesNotThrowAnyException();
    }

    static void listensOnLoopback(Testbed bed, RobustServerBuilder builder) throws Exception {
        var server = bed.closing(builder.start());

        var elsewhere = new InetSocketAddress(InetAddress.getByName("127.0.0.2"), server.port());
        assertThat(
                        catchThrowable(
                                () -> {
                                    try (var socket = new Socket()) {
                                        socket.connect(elsewhere, 1_000);
                                    }
                                }))
                .as("a connect to another address of this machine than the loopback address")
                .isInstanceOf(IOException.class);
        if (KernelTimers.supported()) { // on Linux all of 127/8 is this machine
            var second = InetAddress.getByName("127.0.0.2");
            var asTold = bed.closing(builder.address(new InetSocketAddress(second, 0)).start());
            assertThatCode(() -> new Socket(second, asTold.port()).close())
                    .as("a connect to the address that the builder was given")
                    .doesNotThrowAnyException();
        }
    }
}
