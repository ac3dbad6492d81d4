package robustnet.concurrency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameDecoder;
import robustnet.buffers.FrameEncoder;
import robustnet.buffers.FrameType;
import robustnet.testkit.PeerLog;
import robustnet.testkit.Testbed;

/// A client of an event-loop server that a test drives step by step. Each step takes at most 3 s.
final class LoopClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 3_000;

    private final Socket socket = new Socket();
    private final FrameDecoder decoder = new FrameDecoder();
    private final Queue<Frame> frames = new ArrayDeque<>();
    private final byte[] bytes = new byte[64 * 1024];

    private PeerLog log = PeerLog.unread();

    /// Connects. The test closes it, and what it does and sees stands in the test's transcript.
    static LoopClient connect(Testbed bed, int port) throws IOException {
        var client = bed.closing(new LoopClient(port));
        client.log = PeerLog.in(bed);
        client.log.add("connected");
        return client;
    }

    LoopClient(int port) throws IOException {
        // Or the system gives the buffer more and more room while the client reads: many megabytes
        socket.setReceiveBufferSize(64 * 1024);
        socket.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    static Frame request(long id, String text) {
        return frame(FrameType.REQUEST, id, text);
    }

    static Frame frame(FrameType type, long id, String text) {
        return new Frame(type, id, ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    static byte[] encoded(Frame... frames) {
        var all = new ByteArrayOutputStream();
        for (var frame : frames) {
            for (var part : new FrameEncoder().encode(frame)) {
                var copy = new byte[part.remaining()];
                part.get(copy);
                all.writeBytes(copy);
            }
        }
        return all.toByteArray();
    }

    /// Sends the frames in one write.
    void send(Frame... frames) throws IOException {
        for (var frame : frames) {
            log.add("sends " + FramePeer.inWords(frame));
        }
        write(encoded(frames));
    }

    void send(byte[] raw) throws IOException {
        log.sends(raw);
        write(raw);
    }

    private void write(byte[] raw) throws IOException {
        socket.getOutputStream().write(raw);
    }

    void halfClose() throws IOException {
        log.add("sends the end of its stream");
        socket.shutdownOutput();
    }

    void reset() throws IOException {
        log.add("resets the connection");
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /// Receives the next frame.
    ///
    /// @param what names it, if it does not come
    Frame receive(String what) throws IOException {
        return log.waitsFor("a frame", () -> next(what), FramePeer::inWords);
    }

    private Frame next(String what) throws IOException {
        while (frames.isEmpty()) {
            int n = read(what);
            if (n == -1) {
                throw new AssertionError("the end of the stream came instead of " + what);
            }
            decoder.decode(ByteBuffer.wrap(bytes, 0, n), frames::add);
        }
        return frames.remove();
    }

    /// Expects a reply.
    void expect(FrameType type, long id, String text, String why) throws IOException {
        assertThat(receive(why)).as(why).isEqualTo(frame(type, id, text));
    }

    /// Sends a request and expects it back.
    void echo(String text, String when) throws IOException {
        send(request(7, text));
        expect(FrameType.RESPONSE, 7, text, "the reply to a request " + when);
    }

    /// Expects the end of the stream, and no frame before it.
    void expectEnd(String why) throws IOException {
        assertThat(frames).as("frames before the end of the stream, " + why).isEmpty();
        int n =
                log.waitsFor(
                        "the end of the stream",
                        () -> read("the end of the stream, " + why),
                        read -> read == -1 ? "the end of the stream" : read + " bytes");
        assertThat(n).as("bytes, " + why).isEqualTo(-1);
    }

    /// Expects the connection to end, in whatever way and behind whatever bytes.
    void expectClosed(String why) {
        log.waitsFor("the end of the connection", () -> readToEnd(why), end -> end);
    }

    private String readToEnd(String why) {
        try {
            while (read("the end of the connection, " + why) != -1) {
                // What comes before the end does not matter here.
            }
            return "the end of the stream";
        } catch (IOException e) {
            return "the end of the connection: " + e.getMessage(); // a reset is an end, too
        }
    }

    private int read(String what) throws IOException {
        try {
            return socket.getInputStream().read(bytes);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("within 3 s there was nothing. Waited for: " + what, e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
