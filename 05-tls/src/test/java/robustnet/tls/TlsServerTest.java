package robustnet.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.tls.ServerBench.MAX;
import static robustnet.tls.ServerBench.PATIENT;
import static robustnet.tls.ServerBench.TOO_MUCH;
import static robustnet.tls.ServerBench.assertServed;
import static robustnet.tls.ServerBench.connect;
import static robustnet.tls.ServerBench.drain;
import static robustnet.tls.ServerBench.frame;
import static robustnet.tls.ServerBench.request;
import static robustnet.tls.ServerBench.stall;
import static robustnet.tls.ServerBench.start;
import static robustnet.tls.ServerBench.startWith;
import static robustnet.tls.TlsPeer.VERSIONS;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.basics.Handler;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameType;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;
import robustnet.testkit.TimeLimit;
import robustnet.tls.ServerBench.Stalled;

@Exercise(id = "5.2", title = "TLS server", level = 3, minutes = 70, edit = TlsServer.class)
class TlsServerTest {
    private static final Handler BACKWARDS = ServerBench::backwards;

    @BeforeAll
    static void warmUp() throws IOException {
        Pki.warmUp();
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("requests are answered in their order, and pings, in TLS 1.3 and 1.2")
    void answers(Testbed bed) throws Exception {
        for (var version : VERSIONS) {
            var client = connect(bed, start(bed, version, PATIENT, BACKWARDS));
            assertThat(client.tls().getSession().getProtocol())
                    .as("the version, where the server's tuning allows one only")
                    .isEqualTo(version);

            client.send(request(-1, "stressed"), frame(FrameType.PING, 8, "?"), request(9, ""));

            assertThat(List.of(client.receive().get(), client.receive().get()))
                    .as("the replies to three frames in one write, in %s", version)
                    .containsExactly(
                            frame(FrameType.RESPONSE, -1, "desserts"),
                            frame(FrameType.PONG, 8, "?"));
            assertThat(client.receive()).contains(frame(FrameType.RESPONSE, 9, ""));
            client.send(request(1L << 40, "x".repeat(MAX)));
            assertThat(client.receive())
                    .as("the reply to request 2^40, of the longest payload, in %s", version)
                    .contains(frame(FrameType.RESPONSE, 1L << 40, "x".repeat(MAX)));
        }
    }

    @Test
    @DisplayName("what the handler throws is answered, and the connection goes on (B12)")
    void answersFailures(Testbed bed) throws Exception {
        Handler handler =
                request ->
                        switch (new String(request, UTF_8)) {
                            case "checked" -> throw new IOException("no such key: é");
                            case "error" -> throw new AssertionError("a bug");
                            case "silent" -> throw new IOException();
                            case "null" -> null;
                            case "interrupted" -> {
                                Thread.currentThread().interrupt();
                                yield request;
                            }
                            case "status" -> status().getBytes(UTF_8);
                            case "virtual" -> virtual().getBytes(UTF_8);
                            default -> request;
                        };
        var client = connect(bed, start(bed, "TLSv1.3", PATIENT, handler));

        client.send(request(1, "checked"), request(2, "error"), request(3, "silent"));
        assertThat(client.receive()).contains(frame(FrameType.ERROR, 1, "no such key: é"));
        assertThat(client.receive())
                .as("the reply to a request whose handler threw an Error")
                .contains(frame(FrameType.ERROR, 2, "a bug"));
        assertThat(client.receive()).contains(frame(FrameType.ERROR, 3, ""));
        client.send(request(4, "null"));
        assertThat(client.receive().map(Frame::type))
                .as("the reply when the handler returned null")
                .contains(FrameType.ERROR);
        client.send(request(5, "virtual"));
        assertThat(client.receive())
                .as("whether the client's thread is a virtual one")
                .contains(frame(FrameType.RESPONSE, 5, "true"));
        client.send(request(6, "interrupted"), request(7, "status"));
        assertThat(client.receive())
                .as("the reply of a handler that left its thread interrupted")
                .contains(frame(FrameType.RESPONSE, 6, "interrupted"));
        assertThat(client.receive())
                .as("the interrupt status behind a handler that left its thread interrupted")
                .contains(frame(FrameType.RESPONSE, 7, "false"));
    }

    private static String virtual() {
        return String.valueOf(Thread.currentThread().isVirtual());
    }

    private static String status() {
        return String.valueOf(Thread.currentThread().isInterrupted());
    }

    @Test
    @DisplayName("a client that says nothing keeps nobody waiting (T6)")
    void servesBesideASilentClient(Testbed bed) throws Exception {
        for (var version : VERSIONS) {
            var server = start(bed, version, PATIENT, BACKWARDS);
            stall(bed, server, Stalled.SILENT, version);

            assertServed(server, "the reply, while another client has not begun a handshake");
        }
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("200 clients that stall at once keep nobody waiting (T6, T7)")
    void servesBesideManyStalledClients(Testbed bed) throws Exception {
        var server = start(bed, "TLSv1.3", PATIENT, BACKWARDS);
        for (int i = 0; i < 200; i++) {
            stall(bed, server, Stalled.values()[i % Stalled.values().length], "TLSv1.3");
        }

        for (int i = 0; i < 5; i++) {
            assertServed(server, "the reply, while 200 clients hang in their handshakes");
        }
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("a handshake that is not done at its deadline ends the connection (T6)")
    void dropsWhoStalls(Testbed bed) throws Exception {
        DroppingChecks.dropsWhoStalls(bed);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("the deadline is for the whole handshake, not for each byte of it (T6)")
    void dropsWhoDrips(Testbed bed) throws Exception {
        DroppingChecks.dropsWhoDrips(bed);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("the handshake's deadline ends with the handshake, and idle begins behind it")
    void callsTheDeadlineOff(Testbed bed) throws Exception {
        DroppingChecks.callsTheDeadlineOff(bed);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("a client that sends nothing, or half a frame, is dropped after idleTimeout")
    void dropsWhoIsIdle(Testbed bed) throws Exception {
        DroppingChecks.dropsWhoIsIdle(bed);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("plain text ends one connection, and its client is told by an alert (T7)")
    void survivesPlaintext(Testbed bed) throws Exception {
        var server = start(bed, "TLSv1.3", PATIENT, BACKWARDS);
        var client = bed.connect(server.port());

        client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(3_000));

        assertThat(client.receive(1))
                .as("the first byte of the answer to plain text: 21 is the record of an alert")
                .containsExactly(21);
        client.receive(6);
        client.expectEnd();
        assertServed(server, "the reply to the next client");
        DroppingChecks.lingersBehindAFailedHandshake(bed, server);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("what breaks the wire format ends the connection without a reply")
    void endsOnViolations(Testbed bed) throws Exception {
        var server = start(bed, "TLSv1.3", PATIENT, BACKWARDS);
        var corrupt = TlsPeer.encode(request(1, "x"));
        corrupt[corrupt.length - 1] ^= 1;
        for (var bytes :
                List.of(
                        "no frame at all, but long enough".getBytes(UTF_8),
                        corrupt,
                        TlsPeer.encode(request(1, "x".repeat(MAX + 1))),
                        TlsPeer.encode(frame(FrameType.RESPONSE, 1, "")),
                        TlsPeer.encode(frame(FrameType.PONG, 1, "")))) {
            var client = connect(bed, server);

            client.send(bytes);

            assertThat(client.receive()).as("the reply to what is no request").isEmpty();
        }
        assertServed(server, "the reply to the next client");
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("a client that does not read its reply is dropped after writeTimeout (E4)")
    void dropsWhoDoesNotRead(Testbed bed) throws Exception {
        DroppingChecks.dropsWhoDoesNotRead(bed);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("close returns although a write is stuck, in TLS 1.3 and 1.2 (T10)")
    void closesBehindAStuckWrite(Testbed bed) throws Exception {
        ClosingChecks.closesBehindAStuckWrite(bed);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("close ends every connection, interrupts handlers and logs no trouble (B14)")
    void closes(Testbed bed) throws Exception {
        ClosingChecks.closes(bed);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName(
            "admission is asked once a connection; who is refused gets an error and no handler")
    void asksForAdmission(Testbed bed) throws Exception {
        var asked = new AtomicInteger();
        Admission admission =
                session -> {
                    assertThat(session.isValid()).isTrue();
                    switch (asked.incrementAndGet()) {
                        case 1 -> {
                            return request -> request;
                        }
                        case 2, 3 -> throw new AuthenticationException("not on Tuesdays");
                        default -> throw new IllegalStateException("a bug");
                    }
                };
        var server = startWith(bed, "TLSv1.3", PATIENT, admission);
        var admitted = connect(bed, server);
        for (int id = 1; id <= 2; id++) {
            admitted.send(request(id, "hi"));
            assertThat(admitted.receive()).contains(frame(FrameType.RESPONSE, id, "hi"));
        }

        for (var first : List.of(request(3, "hi"), frame(FrameType.PING, 4, ""))) {
            var refused = connect(bed, server);
            refused.send(first, request(5, "x".repeat(MAX)));
            assertThat(refused.receive())
                    .as("the reply to the first frame of a client that is refused")
                    .contains(frame(FrameType.ERROR, first.requestId(), "not on Tuesdays"));
            assertThat(refused.receive()).as("what came behind it").isEmpty();
        }
        var unlucky = connect(bed, server);
        unlucky.send(request(6, "hi"));
        assertThat(unlucky.receive()).as("the reply when admission has a bug").isEmpty();
        assertThat(asked.get()).as("times that admission was asked, by 4 clients").isEqualTo(4);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("the last reply arrives although the client has sent more than was read (B16)")
    void lingers(Testbed bed) throws Exception {
        Admission refusing =
                _ -> {
                    throw new AuthenticationException("no");
                };
        var client = connect(bed, startWith(bed, "TLSv1.3", PATIENT, refusing));
        var frame = TlsPeer.encode(request(1, "x".repeat(MAX)));
        var frames = ByteBuffer.allocate(TOO_MUCH);
        while (frames.remaining() >= frame.length) {
            frames.put(frame);
        }

        assertThatCode(() -> client.send(frames.array()))
                .as("sending on, where the first frame is refused already")
                .doesNotThrowAnyException();
        assertThat(client.receive())
                .as("the last reply, where nearly all was left unread")
                .contains(frame(FrameType.ERROR, 1, "no"));
        assertThat(client.receive()).as("what came behind it").isEmpty();
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("lingering ends after writeTimeout, however the client goes on sending (E2)")
    void endsLingering(Testbed bed) throws Exception {
        DroppingChecks.endsLingering(bed);
    }

    @Test
    @DisplayName("the tuning gets a server's parameters, and one that throws ends its connection")
    void tunes(Testbed bed) throws Exception {
        TuningChecks.serverGoesOnWhereItThrows(bed);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("a client that ends its stream gets the rest of its replies and a close_notify")
    void saysGoodbye(Testbed bed) throws Exception {
        var client = connect(bed, start(bed, "TLSv1.3", PATIENT, BACKWARDS));
        client.send(request(1, "ab"));
        assertThat(client.receive()).contains(frame(FrameType.RESPONSE, 1, "ba"));

        client.tls().shutdownOutput();

        assertThat(drain(client.raw(), "when the client had ended its stream"))
                .as("bytes behind the last reply: the record of close_notify")
                .isPositive();
    }

    @Test
    @DisplayName("a port that is taken is an IOException, and limits must be in their range")
    void checksWhatItGets(Testbed bed) throws Exception {
        var taken = bed.closing(new ServerSocket(0, 1, bed.loopback()));
        var address = (InetSocketAddress) taken.getLocalSocketAddress();
        assertThatThrownBy(
                        () ->
                                TlsServer.start(
                                        address,
                                        Pki.server(),
                                        _ -> {},
                                        PATIENT,
                                        Admission.everyone(BACKWARDS)),
                        "a server on a port that is taken")
                .isInstanceOf(IOException.class);
        var server = start(bed, "TLSv1.3", PATIENT, BACKWARDS);
        assertThat(server.port()).as("the port").isPositive();
    }
}
