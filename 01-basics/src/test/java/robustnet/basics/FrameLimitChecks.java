package robustnet.basics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.basics.FrameBench.LIMITS;
import static robustnet.basics.FrameBench.LONG;
import static robustnet.basics.FrameBench.SHORT;
import static robustnet.basics.FrameBench.SILENCE;
import static robustnet.basics.FrameBench.assertRejected;
import static robustnet.basics.FrameBench.frame;
import static robustnet.basics.FrameBench.receiveFrame;
import static robustnet.basics.FrameBench.reply;
import static robustnet.basics.FrameBench.start;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import robustnet.basics.FrameServer.Limits;
import robustnet.testkit.Testbed;

/// What a [FrameServer] does not put up with.
final class FrameLimitChecks {
    private FrameLimitChecks() {}

    static void lingersAfterAFailedRequest(Testbed bed) throws Exception {
        Handler handler =
                _ -> {
                    throw new IOException("no");
                };
        var client = bed.connect(start(bed, LIMITS, handler).port());
        var requests = new byte[10 << 20];
        ByteBuffer.wrap(requests).put(frame("Hello"));

        int sent = client.trySend(requests);

        assertThat(sent)
                .as("bytes after the failed request that the server took, and dropped")
                .isEqualTo(requests.length);
        client.expect(reply(1, "no"));
        client.expectEnd();
    }

    static void rejectsByTheHeader(Testbed bed) throws Exception {
        int port = start(bed, LIMITS, FrameBench::upperCase).port();

        for (int length : new int[] {1001, Integer.MAX_VALUE, -1}) {
            var client = bed.connect(port);
            client.send(ByteBuffer.allocate(4).putInt(length).array());
            assertRejected(client, "maxFrame is 1000, the header says " + length);
            client.expectEnd();
        }
    }

    static void lingersWhileTheClientUploads(Testbed bed) throws Exception {
        int port = start(bed, LIMITS, FrameBench::upperCase).port();
        var client = bed.connect(port);
        var upload = new byte[10 << 20];
        ByteBuffer.wrap(upload).putInt(upload.length - 4);

        int sent = client.trySend(upload);

        assertThat(sent)
                .as("bytes of the rejected upload that the server took, and dropped")
                .isEqualTo(upload.length);
        assertRejected(client, "maxFrame is 1000, the header says " + (upload.length - 4));
        client.expectEnd();
    }

    static void lingeringHasAnEnd(Testbed bed) throws Exception {
        var lingerTimeout = Duration.ofMillis(500);
        var limits = new Limits(1000, LONG, lingerTimeout);
        var client = bed.connect(start(bed, limits, FrameBench::upperCase).port());
        long start = System.nanoTime();
        client.sendHex("7f ff ff ff");
        receiveFrame(client);
        client.expectEnd();

        assertThatThrownBy(
                        () -> sendUntil(start + Duration.ofSeconds(2).toNanos(), client.socket()),
                        "sending without a pause for 2 s to a server that has rejected the request,"
                                + " and lingers for 500 ms in all: must throw SocketException")
                .isInstanceOf(SocketException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("how long the server lingered")
                .isGreaterThanOrEqualTo(lingerTimeout);
    }

    static void dropsSilentClients(Testbed bed) throws Exception {
        var limits = new Limits(1000, SHORT, LONG);
        int port = start(bed, limits, FrameBench::upperCase).port();
        long start = System.nanoTime();
        var silent = bed.connect(port);
        var stuck = bed.connect(port);
        stuck.sendHex("00 00 00 05 48 65");

        silent.expectClosed();
        stuck.expectClosed();

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("how long the clients were silent")
                .isGreaterThanOrEqualTo(SHORT);
    }

    static void servesASlowClient(Testbed bed) throws Exception {
        var limits = new Limits(1000, SILENCE, LONG);
        var client = bed.connect(start(bed, limits, FrameBench::upperCase).port());

        client.send(ByteBuffer.allocate(4).putInt(Pace.DOTS).array());
        Pace.drip(client);

        client.expect(reply(0, ".".repeat(Pace.DOTS)));
    }

    private static void sendUntil(long end, Socket socket) throws Exception {
        var some = new byte[1000];
        while (System.nanoTime() - end < 0) {
            socket.getOutputStream().write(some);
        }
    }
}
