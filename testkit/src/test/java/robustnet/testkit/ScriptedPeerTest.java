package robustnet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A scripted peer")
class ScriptedPeerTest extends ConnectedPeer {
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
        SocketPair.reset(program);

        peer.expectReset();
    }

    @Test
    @DisplayName("takes a reset where any end is expected")
    void expectsClosed() throws IOException {
        SocketPair.reset(program);

        peer.expectClosed();
    }

    @Test
    @DisplayName(
            "tells how much went out when the program closes during an upload that may be cut short")
    void triesToSend() throws IOException {
        SocketPair.reset(program);

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
}
