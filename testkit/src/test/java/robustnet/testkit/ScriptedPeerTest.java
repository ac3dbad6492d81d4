package robustnet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.PeerFailure.Kind;

@DisplayName("A scripted peer")
class ScriptedPeerTest {
    private static final Duration SHORT = Duration.ofMillis(60);

    private final Transcript transcript = new Transcript();
    private ServerSocket listener;
    private ScriptedPeer peer;
    private Socket program;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        peer =
                ScriptedPeer.connect(
                        (InetSocketAddress) listener.getLocalSocketAddress(), transcript);
        program = listener.accept();
    }

    @AfterEach
    void close() throws IOException {
        peer.close();
        program.close();
        listener.close();
    }

    @Test
    @DisplayName("sends text, hexadecimal bytes and drips, all of which arrive in order")
    void sends() throws IOException {
        peer.send("hé");
        peer.sendHex("00 ff\n7F");
        peer.drip("drop".getBytes(UTF_8), 1);

        assertThat(program.getInputStream().readNBytes(10))
                .isEqualTo(Hex.parse("68 c3 a9 00 ff 7f 64 72 6f 70"));
    }

    @Test
    @DisplayName("receives exactly the bytes that were asked for and leaves the rest")
    void receives() throws IOException {
        program.getOutputStream().write("onetwothree".getBytes(UTF_8));
        program.shutdownOutput();

        assertThat(peer.receive(3)).asString(UTF_8).isEqualTo("one");
        peer.expect("two");
        assertThat(peer.receiveToEnd()).asString(UTF_8).isEqualTo("three");
    }

    @Test
    @DisplayName("half-closes: the program sees the end of the stream and can still answer")
    void halfCloses() throws IOException {
        peer.halfClose();

        assertThat(program.getInputStream().read()).isEqualTo(-1);
        program.getOutputStream().write(7);
        peer.expectHex("07");
    }

    @Test
    @DisplayName("resets: the program's read throws, and no end of stream is seen")
    void resets() {
        peer.reset();

        assertThatThrownBy(() -> program.getInputStream().read()).isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("tells a clean end of the stream from a reset")
    void expectsTheRightEnd() throws IOException {
        program.close();

        peer.expectEnd();
        peer.expectClosed();
    }

    @Test
    @DisplayName("takes a reset where one is expected")
    void expectsReset() throws IOException {
        SocketPair.resetOnClose(program);
        program.close();

        peer.expectReset();
    }

    @Test
    @DisplayName("takes a reset where any end is expected")
    void expectsClosed() throws IOException {
        SocketPair.resetOnClose(program);
        program.close();

        peer.expectClosed();
    }

    @Test
    @DisplayName("fails with END_OF_STREAM when the program ends before the last byte")
    void endOfStream() throws IOException {
        program.getOutputStream().write("hel".getBytes(UTF_8));
        program.shutdownOutput();

        var failure = failureOf(() -> peer.receive(5), Kind.END_OF_STREAM);

        assertThat(failure)
                .hasMessageContaining("should have been 5 bytes, but was 3 bytes, then the end");
        assertThat(failure.usually())
                .startsWith("usually: ")
                .contains("before everything was written");
        assertThat(transcript.render()).contains("waits for 5 bytes: FAILED").contains("68 65 6c ");
    }

    @Test
    @DisplayName("fails with RESET when the program resets before the last byte")
    void reset() throws IOException {
        SocketPair.resetOnClose(program);
        program.close();

        assertThat(failureOf(() -> peer.expect("x"), Kind.RESET).usually())
                .contains("unread input");
    }

    @Test
    @DisplayName("fails with TIMEOUT when its patience is over, and no sooner")
    void timeout() {
        long start = System.nanoTime();

        var failure = failureOf(() -> peer.patience(SHORT).receive(1), Kind.TIMEOUT);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(SHORT);
        assertThat(failure.usually()).contains("never flushed");
    }

    @Test
    @DisplayName("is patient for a whole step, not for each byte of it (E2)")
    void timeoutOfADrip() throws Exception {
        var dripping =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        while (true) {
                                            program.getOutputStream().write(1);
                                            Thread.sleep(20);
                                        }
                                    } catch (IOException | InterruptedException _) {
                                        // The test is over.
                                    }
                                });

        failureOf(() -> peer.patience(SHORT.multipliedBy(2)).receiveToEnd(), Kind.TIMEOUT);

        dripping.interrupt();
        dripping.join();
    }

    @Test
    @DisplayName(
            "fails with TIMEOUT when a write is not read, although java.net knows no write timeout (E4)")
    void writeTimeout() {
        var failure = failureOf(() -> peer.patience(SHORT).send(new byte[32 << 20]), Kind.TIMEOUT);

        assertThat(failure.usually()).contains("stopped reading");
        assertThat(peer.socket().isClosed()).isTrue();
    }

    @Test
    @DisplayName("fails with MISMATCH at the first byte that differs, without waiting for the rest")
    void mismatch() throws IOException {
        program.getOutputStream().write("0123456789abcdef-hexlo".getBytes(UTF_8));

        var failure = failureOf(() -> peer.expect("0123456789abcdef-hello, world"), Kind.MISMATCH);

        assertThat(failure)
                .hasMessageContaining("byte 19 should have been 0x6c 'l', but was 0x78 'x'");
        assertThat(transcript.render())
                .contains("should have been  0010", "but was           0010", "^^ byte 19");
    }

    @Test
    @DisplayName("fails with REFUSED when nothing listens")
    void refused() throws IOException {
        listener.close();

        var address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
        var failure = failureOf(() -> ScriptedPeer.connect(address, transcript), Kind.REFUSED);

        assertThat(failure.usually()).contains("nothing listens");
    }

    @Test
    @DisplayName("fails with UNEXPECTED_BYTES, and shows them, where the end was expected")
    void unexpectedBytes() throws IOException {
        program.getOutputStream().write("more".getBytes(UTF_8));

        failureOf(peer::expectEnd, Kind.UNEXPECTED_BYTES);

        assertThat(transcript.render()).contains("FAILED").contains("6d");
    }

    @Test
    @DisplayName("fails with END_OF_STREAM where a reset was expected")
    void endInsteadOfReset() throws IOException {
        program.close();

        failureOf(peer::expectReset, Kind.END_OF_STREAM);
    }

    @Test
    @DisplayName("fails with RESET where a clean end was expected")
    void resetInsteadOfEnd() throws IOException {
        SocketPair.resetOnClose(program);
        program.close();

        failureOf(peer::expectEnd, Kind.RESET);
    }

    @Test
    @DisplayName("fails with RESET when it goes on sending to a program that has gone (B17)")
    void sendToNobody() throws IOException {
        SocketPair.resetOnClose(program);
        program.close();

        var failure = failureOf(() -> peer.drip(new byte[64 << 10], 1024), Kind.RESET);

        assertThat(failure.usually()).contains("still had something to send");
    }

    @Test
    @DisplayName(
            "tells how much went out when the program closes during an upload that may be cut short")
    void triesToSend() throws IOException {
        SocketPair.resetOnClose(program);
        program.close();

        assertThat(peer.trySend(new byte[8 << 20])).isLessThan(8 << 20);
        assertThat(transcript.render()).contains("before your program closed the connection");
    }

    @Test
    @DisplayName("throws UncheckedIOException, not a failure of the program, after its own close")
    void useAfterClose() {
        peer.close();
        peer.close();

        assertThatThrownBy(() -> peer.receive(1)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> peer.send("x")).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(peer::halfClose).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(peer::reset).isInstanceOf(UncheckedIOException.class);
    }

    private static PeerFailure failureOf(ThrowingCallable step, Kind kind) {
        var failure = catchThrowableOfType(PeerFailure.class, step);
        assertThat(failure).as("what the step throws").isNotNull();
        assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
        return failure;
    }
}
