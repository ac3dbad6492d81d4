package robustnet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.ScriptedServer.Script;

@DisplayName("A scripted server")
class ScriptedServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Transcript transcript = new Transcript();
    private ScriptedServer server;

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    @DisplayName("plays its script on the first connection and closes it afterwards")
    void plays() throws Exception {
        start(
                peer -> {
                    peer.expect("ping");
                    peer.send("pong");
                });

        try (var socket = connect()) {
            socket.getOutputStream().write("ping".getBytes(UTF_8));
            assertThat(socket.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("pong");
        }

        assertThat(server.awaitDone(PATIENCE)).isTrue();
        assertThat(server.failure()).isEmpty();
        assertThat(server.connections()).isEqualTo(1);
        assertThat(transcript.render())
                .contains("1. your program connected", "4. peer closed its socket");
    }

    @Test
    @DisplayName("keeps the failure of a script")
    void keepsFailure() throws Exception {
        start(peer -> peer.expect("ping"));

        connect().close();

        assertThat(server.awaitDone(PATIENCE)).isTrue();
        assertThat(server.failure()).containsInstanceOf(PeerFailure.class);
    }

    @Test
    @DisplayName("plays one script for each connection in the order of acceptance, side by side")
    void playsSeveral() throws Exception {
        start(peer -> peer.expect("go"), peer -> peer.send("two"));

        try (var one = connect();
                var two = connect()) {
            assertThat(two.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("two");
            one.getOutputStream().write("go".getBytes(UTF_8));
            assertThat(one.getInputStream().read()).isEqualTo(-1);
        }

        assertThat(server.awaitDone(PATIENCE)).isTrue();
        assertThat(transcript.render()).contains("peer 2 sent 3 bytes");
    }

    @Test
    @DisplayName("counts and ends a connection that it has no script for")
    void oneTooMany() throws Exception {
        start();

        try (var socket = connect()) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }

        assertThat(server.connections()).isEqualTo(1);
        assertThat(transcript.render()).contains("the script has none for it");
    }

    @Test
    @DisplayName("is not done while a script is still to be played")
    void notDone() throws Exception {
        start(_ -> {});

        assertThat(server.awaitDone(Duration.ofMillis(1))).isFalse();
    }

    @Test
    @DisplayName(
            "closed in the middle of a script, ends it and counts no failure; closing twice is harmless")
    void closes() throws Exception {
        var playing = new CountDownLatch(1);
        var thread = new AtomicReference<Thread>();
        start(
                peer -> {
                    thread.set(Thread.currentThread());
                    playing.countDown();
                    peer.patience(PATIENCE).receive(1);
                });

        try (var socket = connect()) {
            playing.await();
            server.close();
            server.close();

            assertThat(thread.get().isAlive()).isFalse();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }

        assertThat(server.failure()).isEmpty();
        assertThatThrownBy(this::connect).isInstanceOf(SocketException.class);
    }

    @Test
    @DisplayName("does not hide that it cannot listen where it was told to")
    void cannotListen() throws Exception {
        start();
        var elsewhere =
                InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}); // RFC 5737: nobody's

        assertThatThrownBy(() -> ScriptedServer.start(elsewhere, transcript))
                .isInstanceOf(UncheckedIOException.class);
    }

    private void start(Script... scripts) {
        server = ScriptedServer.start(InetAddress.getLoopbackAddress(), transcript, scripts);
    }

    private Socket connect() throws IOException {
        return new Socket(server.address().getAddress(), server.port());
    }
}
