package robustnet.basics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.basics.FrameServer.Limits;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;

@Exercise(
        id = "1.6",
        title = "Frame server and client",
        level = 2,
        minutes = 60,
        edit = {FrameServer.class, FrameClient.class})
class FrameServerTest extends FrameClientTests {
    private static final Duration LONG = Duration.ofSeconds(4);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Limits LIMITS = new Limits(1000, LONG, LONG);

    @Test
    @DisplayName("the server answers request after request while the connection stays open (B8)")
    void answersRequestAfterRequest(Testbed bed) throws Exception {
        var client = bed.connect(start(bed, LIMITS, FrameServerTest::upperCase).port());

        for (var word : List.of("one", "two", "")) {
            client.send(frame(word));
            client.expect(reply(0, word.toUpperCase(Locale.ROOT)));
        }
        client.halfClose();
        client.expectEnd();
    }

    @Test
    @DisplayName(
            "a handler that fails is answered with an error, and ends that connection only (B12)")
    void aFailingHandlerEndsItsConnectionOnly(Testbed bed) throws Exception {
        Handler handler =
                request ->
                        switch (new String(request, UTF_8)) {
                            case "checked" -> throw new IOException("no such key: é");
                            case "unchecked" -> throw new IllegalStateException("a bug");
                            case "null" -> null;
                            default -> upperCase(request);
                        };
        int port = start(bed, LIMITS, handler).port();
        var bystander = bed.connect(port);

        for (var request : List.of("checked", "unchecked", "null")) {
            var client = bed.connect(port);
            client.send(frame(request));
            switch (request) {
                case "checked" -> client.expect(reply(1, "no such key: é"));
                case "unchecked" -> client.expect(reply(1, "a bug"));
                default -> assertThat(receiveFrame(client)).as("an error reply").startsWith(1);
            }
            client.expectEnd();
        }

        bystander.send(frame("still here"));
        bystander.expect(reply(0, "STILL HERE"));
    }

    @Test
    @DisplayName(
            "clients are served at the same time: a slow handler keeps nobody else waiting (B12)")
    void servesClientsAtTheSameTime(Testbed bed) throws Exception {
        var release = new CountDownLatch(1);
        Handler handler =
                request -> {
                    if (new String(request, UTF_8).equals("slow")) {
                        release.await();
                    }
                    return upperCase(request);
                };
        int port = start(bed, LIMITS, handler).port();
        var slow = bed.connect(port);
        slow.send(frame("slow"));

        var quick = bed.connect(port);
        quick.send(frame("quick"));
        quick.expect(reply(0, "QUICK"));

        release.countDown();
        slow.expect(reply(0, "SLOW"));
    }

    @Test
    @DisplayName("a request that is too long is rejected by its header alone (B16)")
    void rejectsByTheHeader(Testbed bed) throws Exception {
        int port = start(bed, LIMITS, FrameServerTest::upperCase).port();

        for (var header : List.of("00 00 03 e9", "7f ff ff ff", "ff ff ff ff")) {
            var client = bed.connect(port);
            client.sendHex(header);
            assertThat(receiveFrame(client)).as("an error reply").startsWith(1);
            client.expectEnd();
        }
    }

    @Test
    @DisplayName("a client that is still uploading gets the whole rejection, not a reset (B16)")
    void lingersWhileTheClientUploads(Testbed bed) throws Exception {
        int port = start(bed, LIMITS, FrameServerTest::upperCase).port();
        var client = bed.connect(port);
        var upload = new byte[10 << 20];
        ByteBuffer.wrap(upload).putInt(upload.length - 4);

        int sent = client.trySend(upload);

        assertThat(sent)
                .as(
                        "bytes of the rejected upload that the server took: it drops them until the"
                                + " client ends; closing with unread input resets the connection")
                .isEqualTo(upload.length);
        assertThat(receiveFrame(client)).as("an error reply").startsWith(1);
        client.expectEnd();
    }

    @Test
    @DisplayName("a rejected client that never ends is dropped after the linger timeout (B16)")
    void lingeringHasAnEnd(Testbed bed) throws Exception {
        var limits = new Limits(1000, LONG, SHORT);
        var client = bed.connect(start(bed, limits, FrameServerTest::upperCase).port());
        long start = System.nanoTime();
        client.sendHex("7f ff ff ff");
        receiveFrame(client);
        client.expectEnd();

        assertThatThrownBy(
                        () -> dripUntil(start + Duration.ofSeconds(2).toNanos(), client.socket()),
                        "sending a byte every 5 ms for 2 s to a server that has rejected the"
                                + " request, and lingers for 100 ms in all")
                .isInstanceOf(SocketException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("how long the server lingered")
                .isGreaterThanOrEqualTo(SHORT);
    }

    @Test
    @DisplayName(
            "a client that sends nothing for the read timeout is dropped, inside a request too")
    void dropsSilentClients(Testbed bed) throws Exception {
        var limits = new Limits(1000, SHORT, LONG);
        int port = start(bed, limits, FrameServerTest::upperCase).port();
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

    @Test
    @DisplayName("clients that reset their connections, at whatever moment, harm nobody (B12)")
    void aResetHarmsNobody(Testbed bed) throws Exception {
        var handling = new CountDownLatch(1);
        var gone = new CountDownLatch(1);
        Handler handler =
                request -> {
                    if (new String(request, UTF_8).equals("wait")) {
                        handling.countDown();
                        gone.await();
                    }
                    return upperCase(request);
                };
        int port = start(bed, LIMITS, handler).port();
        bed.connect(port).reset();
        var inside = bed.connect(port);
        inside.sendHex("00 00 00 05 48 65");
        inside.reset();
        var waiting = bed.connect(port);
        waiting.send(frame("wait"));
        handling.await();
        waiting.reset();
        gone.countDown();

        var next = bed.connect(port);
        next.send(frame("me too"));
        next.expect(reply(0, "ME TOO"));
    }

    @Test
    @DisplayName(
            "close ends every connection and every handler before it returns, and is quiet (B14)")
    void closeEndsEverything(Testbed bed) throws Exception {
        var handling = new CountDownLatch(1);
        var ended = new AtomicBoolean();
        Handler handler =
                request -> {
                    handling.countDown();
                    try {
                        new CountDownLatch(1).await(); // until it is interrupted
                        return request;
                    } finally {
                        Thread.sleep(50); // what a handler tidies up may take a while
                        ended.set(true);
                    }
                };
        var server = start(bed, LIMITS, handler);
        var idle = bed.connect(server.port());
        var busy = bed.connect(server.port());
        busy.send(frame("work"));
        handling.await();

        server.close();

        assertThat(ended)
                .as("whether the interrupted handler had ended when close returned")
                .isTrue();
        idle.expectClosed();
        assertThatThrownBy(
                        () -> new Socket(bed.loopback(), server.port()).close(),
                        "connecting after close() has returned")
                .isInstanceOf(IOException.class);
        server.close();
        assertThat(bed.log())
                .as("what was logged in a normal stop")
                .doesNotContain(" ERROR ", " WARN ", "\tat ");
    }

    private static FrameServer start(Testbed bed, Limits limits, Handler handler)
            throws IOException {
        var anyPort = new InetSocketAddress(bed.loopback(), 0);
        return bed.closing(FrameServer.start(anyPort, limits, handler));
    }

    private static byte[] upperCase(byte[] request) {
        return new String(request, UTF_8).toUpperCase(Locale.ROOT).getBytes(UTF_8);
    }

    private static void dripUntil(long end, Socket socket) throws Exception {
        while (System.nanoTime() - end < 0) {
            socket.getOutputStream().write(0);
            Thread.sleep(5); // the pace of a client that drips
        }
    }
}
