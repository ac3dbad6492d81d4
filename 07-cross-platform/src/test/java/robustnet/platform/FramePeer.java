package robustnet.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameDecoder;
import robustnet.buffers.FrameEncoder;
import robustnet.buffers.FrameType;
import robustnet.testkit.Hex;
import robustnet.testkit.PeerLog;
import robustnet.testkit.Testbed;

/// A client that sends the frames that a test wants to send, and no others.
final class FramePeer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 2_000;
    private static final int HANDSHAKE_MILLIS = 15_000;

    private final Socket socket;
    private final FrameDecoder decoder = new FrameDecoder();
    private final Queue<Frame> arrived = new ArrayDeque<>();
    private PeerLog log = PeerLog.unread();

    private FramePeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /// Connects. The test closes it, and what it does and sees stands in the test's transcript.
    static FramePeer connect(Testbed bed, int port) throws IOException {
        return connect(port).of(bed);
    }

    /// The same, and shakes hands.
    static FramePeer connect(Testbed bed, int port, SSLContext tls, String... versions)
            throws IOException {
        return connect(port, tls, versions).of(bed);
    }

    private FramePeer of(Testbed bed) {
        log = PeerLog.in(bed);
        log.add("connected");
        return bed.closing(this);
    }

    static FramePeer connect(int port) throws IOException {
        return new FramePeer(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /// Connects and shakes hands.
    ///
    /// @param versions of TLS that it offers, such as `TLSv1.2`; none for the system's
    static FramePeer connect(int port, SSLContext tls, String... versions) throws IOException {
        var raw = new Socket(InetAddress.getLoopbackAddress(), port);
        try {
            raw.setSoTimeout(HANDSHAKE_MILLIS);
            var factory = tls.getSocketFactory();
            var socket = (SSLSocket) factory.createSocket(raw, "localhost", port, true);
            if (versions.length > 0) {
                socket.setEnabledProtocols(versions);
            }
            socket.startHandshake();
            return new FramePeer(socket);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    Socket socket() {
        return socket;
    }

    /// Sends a request and returns what comes back.
    Frame request(long id, String text) throws IOException {
        send(FrameType.REQUEST, id, text);
        return read();
    }

    Frame ping(String text) throws IOException {
        send(FrameType.PING, 7, text);
        return read();
    }

    void send(FrameType type, long id, String text) throws IOException {
        var frame = new Frame(type, id, ByteBuffer.wrap(text.getBytes(UTF_8)));
        log.add("sends " + inWords(frame));
        var bytes = ByteBuffer.allocate(new FrameEncoder().encodedLength(frame));
        for (var part : new FrameEncoder().encode(frame)) {
            bytes.put(part);
        }
        socket.getOutputStream().write(bytes.array());
    }

    Frame read() throws IOException {
        return log.waitsFor("a frame", this::next, FramePeer::inWords);
    }

    private static String inWords(Frame frame) {
        return frame + "\n" + Hex.dump(frame.payloadBytes());
    }

    private Frame next() throws IOException {
        while (arrived.isEmpty()) {
            var chunk = new byte[8192];
            int n = socket.getInputStream().read(chunk);
            if (n == -1) {
                throw new SocketException("the server has closed the connection");
            }
            decoder.decode(ByteBuffer.wrap(chunk, 0, n), arrived::add);
        }
        return arrived.remove();
    }

    /// Waits until the server has closed the connection.
    ///
    /// @throws java.net.SocketTimeoutException if it does not
    void expectEnd() throws IOException {
        int next =
                log.waitsFor(
                        "the end of the stream",
                        () -> socket.getInputStream().read(),
                        n -> n == -1 ? "the end of the stream" : "a byte more");
        if (next != -1) {
            throw new AssertionError("a byte more: " + next);
        }
    }

    static String text(Frame frame) {
        return new String(frame.payloadBytes(), UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
