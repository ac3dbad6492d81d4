package robustnet.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.tls.ServerBench.LONG;
import static robustnet.tls.ServerBench.PATIENT;
import static robustnet.tls.ServerBench.TOO_MUCH;
import static robustnet.tls.ServerBench.connect;
import static robustnet.tls.ServerBench.drain;
import static robustnet.tls.ServerBench.request;
import static robustnet.tls.ServerBench.stall;
import static robustnet.tls.ServerBench.start;
import static robustnet.tls.TlsPeer.VERSIONS;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import robustnet.basics.Handler;
import robustnet.buffers.WireFormat;
import robustnet.testkit.Testbed;
import robustnet.tls.ServerBench.Stalled;

/// How a [TlsServer] closes.
final class ClosingChecks {
    private ClosingChecks() {}

    static void closesBehindAStuckWrite(Testbed bed) throws Exception {
        for (var version : VERSIONS) {
            var server = start(bed, version, PATIENT, _ -> new byte[TOO_MUCH]);
            var client = connect(bed, server);
            client.send(request(1, "much"));
            // It is inside its write now, and stays there: the whole reply fits into no buffer
            assertThat(client.tls().getInputStream().read())
                    .as("the first byte of a long reply in %s (-1: there is none)", version)
                    .isEqualTo(WireFormat.MAGIC >> 8);

            boolean interrupted = version.equals("TLSv1.2");
            var closing = bed.async(() -> close(server, interrupted));

            assertThat(closing)
                    .as("close, while a client does not read its reply in %s", version)
                    .succeedsWithin(Duration.ofSeconds(3));
            assertThat(closing.get())
                    .as("the interrupt status of who has called close, in %s", version)
                    .isEqualTo(interrupted);
        }
    }

    private static boolean close(TlsServer server, boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        server.close();
        return Thread.interrupted();
    }

    static void closes(Testbed bed) throws Exception {
        var running = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        Handler handler =
                _ -> {
                    running.countDown();
                    try {
                        Thread.sleep(LONG);
                    } finally {
                        cleanUp(interrupted);
                    }
                    return new byte[0];
                };
        var server = start(bed, "TLSv1.3", PATIENT, handler);
        var ends = new ArrayList<Socket>();
        ends.add(stall(bed, server, Stalled.SILENT, "TLSv1.3"));
        ends.add(connect(bed, server).raw());
        var busy = connect(bed, server);
        busy.send(request(1, "long work"));
        ends.add(busy.raw());
        assertThat(running.await(3, TimeUnit.SECONDS)).as("the handler runs").isTrue();

        var closing =
                bed.async(
                        () -> {
                            server.close();
                            return interrupted.getCount();
                        });

        assertThat(closing).as("close").succeedsWithin(ServerBench.SOON);
        assertThat(closing.get()).as("handlers that run on behind close").isZero();
        for (var end : ends) {
            drain(end, "with the server");
        }
        assertThatThrownBy(() -> new Socket(bed.loopback(), server.port()).close(), "a connect")
                .isInstanceOf(IOException.class);
        server.close();
        assertThat(bed.log()).as("the log of a normal stop").doesNotContain("WARN", "ERROR");
    }

    /// A handler that takes its time to stop.
    private static void cleanUp(CountDownLatch done) throws InterruptedException {
        try {
            Thread.sleep(100);
        } finally {
            done.countDown();
        }
    }
}
