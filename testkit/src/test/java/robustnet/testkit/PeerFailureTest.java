package robustnet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.PeerFailure.Kind;

@DisplayName("A step of a scripted peer")
class PeerFailureTest extends ConnectedPeer {
    private static final Duration SHORT = Duration.ofMillis(60);

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
        SocketPair.reset(program);

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
    @DisplayName("fails with TIMEOUT when the end does not come, and names half-closing too")
    void noEnd() {
        var failure = failureOf(() -> peer.patience(SHORT).expectEnd(), Kind.TIMEOUT);

        assertThat(failure.usually()).contains("never closed", "or the output was not shut down");
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

        var failure = failureOf(peer::expectEnd, Kind.UNEXPECTED_BYTES);

        assertThat(failure.usually()).contains("where it should have been closed");
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
        SocketPair.reset(program);

        failureOf(peer::expectEnd, Kind.RESET);
    }

    @Test
    @DisplayName("fails with RESET when it goes on sending to a program that has gone (B17)")
    void sendToNobody() throws IOException {
        SocketPair.reset(program);

        var failure = failureOf(() -> peer.drip(new byte[64 << 10], 1024), Kind.RESET);

        assertThat(failure.usually()).contains("still had something to send");
    }

    private static PeerFailure failureOf(ThrowingCallable step, Kind kind) {
        var failure = catchThrowableOfType(PeerFailure.class, step);
        assertThat(failure).as("what the step throws").isNotNull();
        assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
        return failure;
    }
}
