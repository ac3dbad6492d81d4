package robustnet.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import robustnet.basics.Handler;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameType;
import robustnet.testkit.Testbed;

/// What the tests of a [TlsServer] have in common.
final class ServerBench {
    static final Duration LONG = Duration.ofSeconds(30);
    static final Duration SHORT = Duration.ofMillis(50);
    static final Duration SOON = Duration.ofSeconds(3);
    static final int MAX = 1000;
    static final TlsServer.Limits PATIENT = new TlsServer.Limits(LONG, LONG, LONG, MAX);

    /// More than the buffers of both sides take, so a write of it blocks until somebody reads.
    static final int TOO_MUCH = 24 << 20;

    /// How the tests' clients can keep a server waiting in a handshake.
    enum Stalled {
        SILENT,
        IN_THE_MIDDLE,
        PLAINTEXT
    }

    private ServerBench() {}

    static TlsServer startWith(
            Testbed bed, String version, TlsServer.Limits limits, Admission admission)
            throws IOException {
        return bed.closing(
                TlsServer.start(
                        new InetSocketAddress(bed.loopback(), 0),
                        Pki.server(),
                        parameters -> parameters.setProtocols(new String[] {version}),
                        limits,
                        admission));
    }

    static TlsServer start(Testbed bed, String version, TlsServer.Limits limits, Handler handler)
            throws IOException {
        return startWith(bed, version, limits, Admission.everyone(handler));
    }

    static TlsPeer connect(Testbed bed, TlsServer server) throws IOException {
        return TlsPeer.connect(bed, server.port(), Pki.client());
    }

    static Frame request(long id, String text) {
        return frame(FrameType.REQUEST, id, text);
    }

    static Frame frame(FrameType type, long id, String text) {
        return new Frame(type, id, ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    static String text(Frame frame) {
        return new String(frame.payloadBytes(), UTF_8);
    }

    /// The answer of most of the tests' servers: the request backwards.
    static byte[] backwards(byte[] request) {
        var answer = new byte[request.length];
        for (int i = 0; i < request.length; i++) {
            answer[i] = request[request.length - 1 - i];
        }
        return answer;
    }

    /// A client that is served like any other.
    static void assertServed(TlsServer server, String what) throws Exception {
        try (var client = TlsPeer.connect(server.port(), Pki.client())) {
            client.send(request(7, "stressed"));
            assertThat(client.receive())
                    .as(what)
                    .contains(frame(FrameType.RESPONSE, 7, "desserts"));
        } catch (IOException e) {
            throw new AssertionError("there was none of " + what + ": " + e, e);
        }
    }

    /// Opens a connection that gets no further.
    static Socket stall(Testbed bed, TlsServer server, Stalled how, String version)
            throws IOException {
        var socket = bed.closing(new Socket(bed.loopback(), server.port()));
        socket.setSoTimeout((int) SOON.toMillis());
        switch (how) {
            case SILENT -> {}
            case IN_THE_MIDDLE -> socket.getOutputStream().write(clientHello(version));
            case PLAINTEXT ->
                    socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8));
        }
        return socket;
    }

    /// The first message of a client, as a whole.
    static byte[] clientHello(String... versions) {
        try {
            var engine = Pki.client().createSSLEngine("localhost", 443);
            engine.setUseClientMode(true);
            engine.setEnabledProtocols(versions);
            engine.beginHandshake();
            var record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            var result = engine.wrap(ByteBuffer.allocate(0), record);
            assertThat(result.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_UNWRAP);
            return Arrays.copyOf(record.array(), record.position());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Reads what comes, and drops it, until the connection ends.
    ///
    /// @return how many bytes came
    static long drain(Socket socket, String until) throws IOException {
        var chunk = new byte[65_536];
        long sum = 0;
        try {
            while (true) {
                int n = socket.getInputStream().read(chunk);
                if (n == -1) {
                    return sum;
                }
                sum += n;
            }
        } catch (SocketTimeoutException _) {
            throw new AssertionError("the connection should have ended " + until + ", within 3 s");
        } catch (IOException _) {
            return sum; // a reset is an end, too
        }
    }
}
