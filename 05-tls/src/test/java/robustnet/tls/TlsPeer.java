package robustnet.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameDecoder;
import robustnet.buffers.FrameEncoder;
import robustnet.buffers.WireFormat;
import robustnet.testkit.Hex;
import robustnet.testkit.PeerLog;
import robustnet.testkit.ScriptedPeer;
import robustnet.testkit.Testbed;

/// The test's end of a TLS connection, with the handshake done. Whatever it waits for must come
/// within 3 s.
final class TlsPeer implements AutoCloseable {
    static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");
    private static final int PATIENCE_MILLIS = 3_000;

    private final Socket raw;
    private final SSLSocket tls;
    private final FrameDecoder decoder = new FrameDecoder(WireFormat.HIGHEST_MAX_PAYLOAD);
    private final Queue<Frame> arrived = new ArrayDeque<>();
    private final byte[] chunk = new byte[8192];
    private PeerLog log = PeerLog.unread();

    private TlsPeer(Socket raw, SSLSocket tls) {
        this.raw = raw;
        this.tls = tls;
    }

    /// Connects to a server on loopback. The test closes it, and what it does and sees stands in
    /// the test's transcript.
    static TlsPeer connect(Testbed bed, int port, SSLContext context) throws IOException {
        var peer = bed.closing(connect(port, context));
        peer.log = PeerLog.in(bed);
        peer.log.add("connected: " + peer.tls.getSession().getProtocol());
        return peer;
    }

    /// Connects to a server on loopback.
    ///
    /// @param versions what to offer; none for what the JDK offers
    static TlsPeer connect(int port, SSLContext context, String... versions) throws IOException {
        return over(new Socket(InetAddress.getLoopbackAddress(), port), context, versions);
    }

    /// Shakes hands as a client over a connected socket, which it owns from then on.
    static TlsPeer over(Socket raw, SSLContext context, String... versions) throws IOException {
        var factory = context.getSocketFactory();
        var tls = (SSLSocket) factory.createSocket(raw, "localhost", raw.getPort(), false);
        return shakeHands(raw, tls, versions);
    }

    /// Shakes hands as a server over the socket of `peer`, which it owns from then on, and goes on
    /// in its log.
    static TlsPeer accept(ScriptedPeer peer, SSLContext context, String... versions)
            throws IOException {
        var log = peer.log();
        TlsPeer accepted;
        try {
            accepted = accept(peer.socket(), context, versions);
        } catch (IOException e) {
            log.add("failed to shake hands: " + e);
            throw e;
        }
        log.add("shook hands: " + accepted.tls.getSession().getProtocol());
        accepted.log = log;
        return accepted;
    }

    /// Shakes hands as a server over an accepted socket, which it owns from then on.
    static TlsPeer accept(Socket raw, SSLContext context, String... versions) throws IOException {
        var tls = (SSLSocket) context.getSocketFactory().createSocket(raw, null, false);
        return shakeHands(raw, tls, versions);
    }

    private static TlsPeer shakeHands(Socket raw, SSLSocket tls, String... versions)
            throws IOException {
        try {
            raw.setTcpNoDelay(true);
            raw.setSoTimeout(PATIENCE_MILLIS);
            if (versions.length > 0) {
                tls.setEnabledProtocols(versions);
            }
            tls.startHandshake();
            return new TlsPeer(raw, tls);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    SSLSocket tls() {
        return tls;
    }

    Socket raw() {
        return raw;
    }

    /// Sends the frames in one write.
    void send(Frame... frames) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (var frame : frames) {
            log.add("sends " + inWords(frame));
            bytes.writeBytes(encode(frame));
        }
        write(bytes.toByteArray());
    }

    /// Sends bytes in one write.
    void send(byte[] bytes) throws IOException {
        log.sends(bytes);
        write(bytes);
    }

    private void write(byte[] bytes) throws IOException {
        tls.getOutputStream().write(bytes);
        tls.getOutputStream().flush();
    }

    /// Sends bytes, if the connection has not ended by then.
    void trySend(byte[] bytes) {
        try {
            send(bytes);
        } catch (IOException _) {
            // It has ended.
        }
    }

    static byte[] encode(Frame frame) {
        var encoder = new FrameEncoder(WireFormat.HIGHEST_MAX_PAYLOAD);
        var bytes = ByteBuffer.allocate(encoder.encodedLength(frame));
        for (var part : encoder.encode(frame)) {
            bytes.put(part);
        }
        return bytes.array();
    }

    /// Waits for a frame.
    ///
    /// @return empty at the end of the stream
    Optional<Frame> receive() throws IOException {
        return log.waitsFor(
                "a frame",
                this::next,
                frame -> frame.map(TlsPeer::inWords).orElse("the end of the stream"));
    }

    private static String inWords(Frame frame) {
        return frame + "\n" + Hex.dump(frame.payloadBytes());
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

    private int read() throws IOException {
        try {
            return tls.getInputStream().read(chunk);
        } catch (SocketTimeoutException _) {
            throw new AssertionError(
                    "your program sent nothing for 3 s, and did not end the connection either");
        }
    }

    /// Ends the connection without `close_notify`, as a process that dies does.
    void vanish() throws IOException {
        log.add("ends the connection without close_notify");
        raw.close();
    }

    @Override
    public void close() throws IOException {
        try {
            tls.shutdownOutput();
        } catch (IOException _) {
            // It has ended already.
        } finally {
            raw.close();
        }
    }
}
