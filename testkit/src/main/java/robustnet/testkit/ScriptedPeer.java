package robustnet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import robustnet.testkit.PeerInput.Ending;
import robustnet.testkit.Standing.Doing;

/// One end of a TCP connection that a test drives step by step; the program under test has the
/// other end.
///
/// Each step takes at most the peer's patience, 2 s unless set otherwise, and is written to the
/// transcript. A step that the program lets down throws [PeerFailure], and so the script ends
/// there. A step on a socket that this side has closed, or whose virtual thread was interrupted,
/// throws [UncheckedIOException].
///
/// TCP_NODELAY is on, so each `send` goes out at once. Not safe for use by several threads at a
/// time, except that [#close()] may be called by any.
public final class ScriptedPeer implements AutoCloseable {
    private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(2);

    private final String name;
    private final Transcript transcript;
    private final Socket socket;
    private final PeerSender sender;
    private final PeerReceiver receiver;
    private Duration patience = DEFAULT_PATIENCE;

    private ScriptedPeer(String name, Transcript transcript, Socket socket) {
        this.name = name;
        this.transcript = transcript;
        this.socket = socket;
        sender = new PeerSender(name, transcript, socket);
        receiver = new PeerReceiver(name, transcript, socket);
        transcript.standings().update(name, s -> s);
    }

    /// Connects to the program under test.
    ///
    /// @throws PeerFailure `REFUSED` if nothing listens there, `TIMEOUT` if the connection is not
    ///   made in 2 s
    public static ScriptedPeer connect(InetSocketAddress address, Transcript transcript) {
        String name = transcript.nameOfNextPeer();
        String what = name + " connects to " + text(address);
        var step = transcript.begin(what);
        var socket = new Socket();
        try {
            socket.connect(address, (int) DEFAULT_PATIENCE.toMillis());
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            Threads.closeQuietly(socket);
            throw new PeerReport(step, PeerStep.CONNECT, what, DEFAULT_PATIENCE).notConnected(e);
        }
        step.end(name + " connected to " + text(address));
        return new ScriptedPeer(name, transcript, socket);
    }

    /// A peer on a socket that is connected already, for instance because it was accepted. The peer
    /// owns the socket.
    public static ScriptedPeer of(Socket socket, Transcript transcript) {
        String name = transcript.nameOfNextPeer();
        transcript.add("your program connected to " + name + " at port " + socket.getLocalPort());
        try {
            socket.setTcpNoDelay(true);
        } catch (IOException _) {
            // The connection is broken already; the first step will say so.
        }
        return new ScriptedPeer(name, transcript, socket);
    }

    /// Sets how long each of the following steps may take.
    ///
    /// @param patience longer than nothing
    /// @return this peer
    public ScriptedPeer patience(Duration patience) {
        if (!patience.isPositive()) {
            throw new IllegalArgumentException(
                    "patience must be longer than nothing, but was " + patience);
        }
        this.patience = patience;
        return this;
    }

    /// Sends `data` in one write.
    ///
    /// @throws PeerFailure `RESET` if the program has closed its socket, `TIMEOUT` if it does not
    ///   read
    public void send(byte[] data) {
        sender.send(data, Math.max(1, data.length), patience);
    }

    /// Sends `text` as UTF-8 in one write, like [#send(byte\[\])].
    public void send(String text) {
        send(text.getBytes(UTF_8));
    }

    /// Sends bytes given as hexadecimal digits, spaced as one likes, like [#send(byte\[\])].
    public void sendHex(String hex) {
        send(Hex.parse(hex));
    }

    /// Sends `data` in writes of at most `chunk` bytes. The network may join them again on the way.
    ///
    /// @param chunk at least 1
    /// @throws PeerFailure as [#send(byte\[\])] does
    public void drip(byte[] data, int chunk) {
        if (chunk < 1) {
            throw new IllegalArgumentException("at least 1 byte a write, but was " + chunk);
        }
        sender.send(data, chunk, patience);
    }

    /// Sends `data` as far as the program takes it: that the program closes its socket meanwhile is
    /// no failure.
    ///
    /// @return how many bytes went out before that, rounded down to whole writes of 8 KiB;
    ///   `data.length` if all did
    /// @throws PeerFailure `TIMEOUT` if the program neither reads nor closes
    public int trySend(byte[] data) {
        return sender.trySend(data, patience);
    }

    /// Receives exactly `n` bytes; what comes after them stays for the next step.
    ///
    /// @throws PeerFailure `END_OF_STREAM`, `RESET` or `TIMEOUT` if that came before the last of
    ///   them
    public byte[] receive(int n) {
        return receiver.receive(n, patience);
    }

    /// Receives everything up to the end of the stream (FIN), at most 64 MiB.
    ///
    /// @throws PeerFailure `RESET` or `TIMEOUT` if that came before it, `UNEXPECTED_BYTES` beyond
    ///   64 MiB
    public byte[] receiveToEnd() {
        return receiver.receiveToEnd(patience);
    }

    /// Receives as many bytes as `expected` has and compares. What comes after them is left for the
    /// next step.
    ///
    /// @throws PeerFailure `MISMATCH` at the first byte that differs; otherwise as [#receive(int)]
    ///   does
    public void expect(byte[] expected) {
        receiver.expect(expected, patience);
    }

    /// Expects `text` as UTF-8, like [#expect(byte\[\])].
    public void expect(String text) {
        expect(text.getBytes(UTF_8));
    }

    /// Expects bytes given as hexadecimal digits, spaced as one likes, like [#expect(byte\[\])].
    public void expectHex(String hex) {
        expect(Hex.parse(hex));
    }

    /// Expects the end of the stream (FIN), and no byte before it.
    ///
    /// @throws PeerFailure `UNEXPECTED_BYTES`, `RESET` or `TIMEOUT` if that came instead
    public void expectEnd() {
        receiver.expectEnding(PeerStep.EXPECT_END, PeerReceiver.FIN, List.of(Ending.FIN), patience);
    }

    /// Expects a reset (RST), and no byte before it.
    ///
    /// @throws PeerFailure `UNEXPECTED_BYTES`, `END_OF_STREAM` or `TIMEOUT` if that came instead
    public void expectReset() {
        receiver.expectEnding(
                PeerStep.EXPECT_RESET, PeerReceiver.RST, List.of(Ending.RST), patience);
    }

    /// Expects the connection to end either way, FIN or RST, and no byte before it.
    ///
    /// @throws PeerFailure `UNEXPECTED_BYTES` or `TIMEOUT` if that came instead
    public void expectClosed() {
        receiver.expectEnding(
                PeerStep.EXPECT_CLOSED,
                PeerReceiver.EITHER,
                List.of(Ending.FIN, Ending.RST),
                patience);
    }

    /// Ends this side's stream (FIN); the peer goes on reading.
    ///
    /// @throws PeerFailure `RESET` if the program has closed its socket
    public void halfClose() {
        sender.halfClose(patience);
    }

    /// Aborts the connection: the program sees a reset (RST), perhaps before it has read what was
    /// sent.
    ///
    /// @throws UncheckedIOException if this side is closed already
    public void reset() {
        sender.reset();
    }

    /// Closes this side's socket. Harmless when repeated.
    @Override
    public void close() {
        sender.close();
    }

    /// This peer's log, for steps that a test plays over [#socket()].
    public PeerLog log() {
        return new PeerLog(transcript, name);
    }

    /// The socket itself, for options and timing that no step covers.
    public Socket socket() {
        transcript.standings().update(name, s -> s.now(Doing.UNKNOWN, 0));
        return socket;
    }

    /// The address of this side, by which the program under test knows the peer.
    public InetSocketAddress localAddress() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
