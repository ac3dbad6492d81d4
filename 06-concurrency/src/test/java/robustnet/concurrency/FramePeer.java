package robustnet.concurrency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import javax.net.ssl.SSLSocket;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameDecoder;
import robustnet.buffers.FrameEncoder;
import robustnet.buffers.FrameType;
import robustnet.buffers.WireFormat;
import robustnet.testkit.Hex;
import robustnet.testkit.PeerLog;
import robustnet.testkit.Testbed;

/// The test's end of a connection that carries frames, plain or TLS. Whatever it waits for must
/// come within 3 s.
final class FramePeer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 3_000;

    private final Socket raw;
    private final Socket socket;
    private final FrameDecoder decoder = new FrameDecoder(WireFormat.HIGHEST_MAX_PAYLOAD);
    private final Queue<Frame> arrived = new ArrayDeque<>();
    private final byte[] chunk = new byte[8192];
    private PeerLog log = PeerLog.unread();

    private FramePeer(Socket raw, Socket socket) {
        this.raw = raw;
        this.socket = socket;
    }

    /// Connects to loopback. The test closes it, and what it does and sees stands in the test's
    /// transcript.
    static FramePeer plain(Testbed bed, int port) throws IOException {
        return plain(port).of(bed);
    }

    /// The same, and shakes hands.
    static FramePeer tls(Testbed bed, int port) throws IOException {
        return tls(port).of(bed);
    }

    private FramePeer of(Testbed bed) {
        log = PeerLog.in(bed);
        log.add("connected");
        return bed.closing(this);
    }

    /// Connects to loopback.
    static FramePeer plain(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        return new FramePeer(socket, socket);
    }

    /// Connects to loopback and shakes hands.
    static FramePeer tls(int port) throws IOException {
        var raw = plain(port).raw;
        try {
            var factory = Certificates.client().getSocketFactory();
            var tls = (SSLSocket) factory.createSocket(raw, "localhost", port, true);
            tls.startHandshake();
            return new FramePeer(raw, tls);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    static Frame request(long id, String text) {
        return frame(FrameType.REQUEST, id, text);
    }

    static Frame frame(FrameType type, long id, String text) {
        return new Frame(type, id, ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    static byte[] encode(Frame... frames) {
        var encoder = new FrameEncoder(WireFormat.HIGHEST_MAX_PAYLOAD);
        var bytes = new ByteArrayOutputStream();
        for (var frame : frames) {
            for (var part : encoder.encode(frame)) {
                var copy = new byte[part.remaining()];
                part.get(copy);
                bytes.writeBytes(copy);
            }
        }
        return bytes.toByteArray();
    }

    /// The TCP socket, under TLS too.
    Socket raw() {
        return raw;
    }

    /// Sends the frames in one write.
    void send(Frame... frames) throws IOException {
        for (var frame : frames) {
            log.add("sends " + inWords(frame));
        }
        write(encode(frames));
    }

    void send(byte[] bytes) throws IOException {
        log.sends(bytes);
        write(bytes);
    }

    private void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /// Sends bytes, as far as the other side takes them.
    ///
    /// @return whether it took them all
    boolean trySend(byte[] bytes) {
        try {
            send(bytes);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// Waits for a frame.
    ///
    /// @return empty at the end of the stream, an orderly one
    Optional<Frame> receive() throws IOException {
        return log.waitsFor(
                "a frame",
                this::next,
                frame -> frame.map(FramePeer::inWords).orElse("the end of the stream"));
    }

    private Optional<Frame> next() throws IOException {
        while (arrived.isEmpty()) {
            int n = read();
            if (n == -1) {
                return Optional.empty();
            }
            decoder.decode(ByteBuffer.wrap(chunk, 0, n), arrived::add);
        }
        return Optional.of(arrived.remove());
    }

    /// A frame in a transcript: what it is, and its payload below.
    static String inWords(Frame frame) {
        return frame + "\n" + Hex.dump(frame.payloadBytes());
    }

    /// Waits for a frame, and says what for if none comes, or the connection is cut off.
    Optional<Frame> receive(String what) {
        try {
            return receive();
        } catch (AssertionError e) {
            throw new AssertionError(what + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new AssertionError(what + ": the connection was cut off, not ended in order", e);
        }
    }

    private int read() throws IOException {
        try {
            return socket.getInputStream().read(chunk);
        } catch (SocketTimeoutException _) {
            throw new AssertionError(
                    "your program sent nothing for 3 s, and did not end the connection either");
        }
    }

    /// Waits until so many bytes have come, and reads none of them.
    void awaitArrived(int bytes) {
        BoundedBench.eventually(
                "bytes that have come, up to " + bytes,
                () -> {
                    try {
                        return Math.min(bytes, raw.getInputStream().available());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                bytes);
    }

    /// Waits for the end of the connection, whichever way, and drops what comes before it.
    void awaitEnd(String when) {
        log.waitsFor("the end of the connection", () -> readToEnd(when), end -> end);
    }

    private String readToEnd(String when) {
        try {
            var in = raw.getInputStream();
            while (in.read(chunk) != -1) {
                // What comes before the end does not matter here.
            }
            return "the end of the stream";
        } catch (SocketTimeoutException _) {
            throw new AssertionError("the connection should have ended " + when + ", within 3 s");
        } catch (IOException e) {
            return "the end of the connection: " + e.getMessage(); // a reset is an end, too
        }
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}
