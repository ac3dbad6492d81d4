package robustnet.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static robustnet.tls.ServerBench.LONG;
import static robustnet.tls.ServerBench.MAX;
import static robustnet.tls.ServerBench.SHORT;
import static robustnet.tls.ServerBench.TOO_MUCH;
import static robustnet.tls.ServerBench.connect;
import static robustnet.tls.ServerBench.drain;
import static robustnet.tls.ServerBench.frame;
import static robustnet.tls.ServerBench.request;
import static robustnet.tls.ServerBench.stall;
import static robustnet.tls.ServerBench.start;
import static robustnet.tls.TlsPeer.VERSIONS;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameType;
import robustnet.buffers.WireFormat;
import robustnet.testkit.Testbed;
import robustnet.tls.ServerBench.Stalled;
import robustnet.tls.TlsServer.Limits;

/// Whom a [TlsServer] must drop, and when.
final class DroppingChecks {
    private DroppingChecks() {}

    static void dropsWhoStalls(Testbed bed) throws Exception {
        var limits = new Limits(SHORT, LONG, LONG, MAX);
        for (var version : VERSIONS) {
            var server = start(bed, version, limits, ServerBench::backwards);
            for (var how : List.of(Stalled.SILENT, Stalled.IN_THE_MIDDLE)) {
                long start = System.nanoTime();
                var socket = stall(bed, server, how, version);

                drain(socket, "at the handshake's deadline of 50 ms (client: " + how + ")");

                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .as("time until a client that is %s was dropped", how)
                        .isGreaterThanOrEqualTo(SHORT);
            }
        }
    }

    static void dropsWhoDrips(Testbed bed) throws Exception {
        var limits = new Limits(Duration.ofMillis(150), LONG, LONG, MAX);
        var server = start(bed, "TLSv1.3", limits, ServerBench::backwards);
        var socket = bed.closing(new Socket(bed.loopback(), server.port()));
        socket.setSoTimeout((int) ServerBench.SOON.toMillis());

        bed.async(
                () -> {
                    for (byte b : ServerBench.clientHello("TLSv1.3")) {
                        socket.getOutputStream().write(b);
                        TimeUnit.MILLISECONDS.sleep(30);
                    }
                    return null;
                });

        drain(socket, "at the handshake's deadline of 150 ms, though a byte came every 30 ms");
    }

    static void callsTheDeadlineOff(Testbed bed) throws Exception {
        var limits = new Limits(Duration.ofMillis(250), LONG, LONG, MAX);
        var server = start(bed, "TLSv1.3", limits, ServerBench::backwards);
        Optional<Frame> reply = Optional.empty();
        for (int i = 0; i < 5 && reply.isEmpty(); i++) { // a slow machine may miss the deadline
            reply = replyAfter(Duration.ofMillis(300), server);
        }
        assertThat(reply)
                .as("the reply to a request behind the handshake's deadline of 250 ms")
                .contains(frame(FrameType.RESPONSE, 1, "ba"));

        var hasty = new Limits(LONG, SHORT, LONG, MAX);
        var raw =
                new Socket(
                        bed.loopback(),
                        start(bed, "TLSv1.2", hasty, ServerBench::backwards).port());
        bed.closing(raw);
        TimeUnit.MILLISECONDS.sleep(100);
        assertThat(bed.closing(TlsPeer.over(raw, Pki.client())).tls().getSession().getProtocol())
                .as("the handshake of a client that paused for longer than idleTimeout before it")
                .isEqualTo("TLSv1.2");
    }

    static void dropsWhoIsIdle(Testbed bed) throws Exception {
        var limits = new Limits(LONG, SHORT, LONG, MAX);
        for (int sent : List.of(0, WireFormat.HEADER_BYTES + 1)) {
            long start = System.nanoTime();
            // In TLS 1.2, where nothing else follows the handshake
            var client = connect(bed, start(bed, "TLSv1.2", limits, ServerBench::backwards));
            var whole = TlsPeer.encode(request(1, "a request"));

            if (sent > 0) {
                client.trySend(Arrays.copyOf(whole, sent));
            }

            long goodbye =
                    drain(
                            client.raw(),
                            "after an idleTimeout of 50 ms, with " + sent + " bytes sent");
            assertThat(goodbye)
                    .as("bytes that an idle client got in the end: the record of close_notify")
                    .isPositive();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("time until an idle client was dropped")
                    .isGreaterThanOrEqualTo(SHORT);
        }
    }

    static void dropsWhoDoesNotRead(Testbed bed) throws Exception {
        var limits = new Limits(LONG, LONG, SHORT, MAX);
        var client = connect(bed, start(bed, "TLSv1.3", limits, _ -> new byte[TOO_MUCH]));

        client.send(request(1, "much"));

        // A server that still waits for its write takes the bytes, one that has closed rejects them
        assertThat(rejects(client.raw()))
                .as("whether the connection ended, after a writeTimeout of 50 ms")
                .isTrue();
    }

    /// The client sends until its stream ends, and never ends its own.
    static void endsLingering(Testbed bed) throws Exception {
        var limits = new Limits(LONG, LONG, Duration.ofMillis(150), MAX);
        var client = connect(bed, start(bed, "TLSv1.3", limits, ServerBench::backwards));

        client.send("no frame at all, but long enough".getBytes(UTF_8));

        assertThat(client.receive()).as("the reply to what is no request").isEmpty();
        assertThat(rejects(client.raw()))
                .as(
                        "whether lingering ended after a writeTimeout of 150 ms, with a byte each 10 ms")
                .isTrue();
    }

    static void lingersBehindAFailedHandshake(Testbed bed, TlsServer server) throws Exception {
        var socket = stall(bed, server, Stalled.PLAINTEXT, "TLSv1.3");
        assertThat(socket.getInputStream().read()).as("the first byte of an alert").isEqualTo(21);
        assertThatCode(() -> socket.getOutputStream().write(new byte[TOO_MUCH]))
                .as("sending on, where the handshake has failed already")
                .doesNotThrowAnyException();
    }

    private static Optional<Frame> replyAfter(Duration pause, TlsServer server)
            throws InterruptedException {
        try (var client = TlsPeer.connect(server.port(), Pki.client())) {
            Thread.sleep(pause);
            client.send(request(1, "ab"));
            return client.receive();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static boolean rejects(Socket socket) throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            try {
                socket.getOutputStream().write(0);
            } catch (IOException _) {
                return true;
            }
            Thread.sleep(10);
        }
        return false;
    }
}
