package robustnet.basics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.basics.FrameBench.LIMITS;
import static robustnet.basics.FrameBench.MANY;
import static robustnet.basics.FrameBench.SHORT;
import static robustnet.basics.FrameBench.frame;
import static robustnet.basics.FrameBench.start;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import robustnet.testkit.Parked;
import robustnet.testkit.Testbed;

/// How a [FrameServer] ends, and how it fails to start.
final class FrameStopChecks {
    private FrameStopChecks() {}

    static void closeEndsEverything(Testbed bed) throws Exception {
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

    static void closeKeepsTheInterruptStatus(Testbed bed) throws Exception {
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

    static void reportsAnAddressInUse(Testbed bed) throws Exception {
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
                                                    FrameBench::upperCase)),
                            "starting on a port that is in use: must throw IOException")
                    .isInstanceOf(IOException.class);
        }

        assertThat(OpenFiles.count() - before)
                .as("files and sockets that %d failed starts left open", MANY)
                .isLessThan(MANY / 2);
    }
}
