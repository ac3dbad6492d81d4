package robustnet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.net.SocketException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The log of a peer that a chapter's tests play")
class PeerLogTest {
    private final Transcript transcript = new Transcript();
    private final Testbed bed = mock(Testbed.class);

    @BeforeEach
    void aTestbed() {
        when(bed.transcript()).thenReturn(transcript);
    }

    @Test
    @DisplayName("stands in the test's transcript, step by step, with the peer's name")
    void stepByStep() {
        var first = PeerLog.in(bed);
        var second = PeerLog.in(bed);

        first.add("connected");
        second.sends(new byte[] {0x68});
        var got = first.waitsFor("a number", () -> 7, n -> "the number " + n);

        assertThat(got).isEqualTo(7);
        assertThat(transcript.render().lines().map(String::stripTrailing))
                .containsExactly(
                        " 1. peer connected",
                        " 2. peer 2 sends 1 byte",
                        "      0000  68" + " ".repeat(47) + "h",
                        " 3. peer received the number 7");
    }

    @Test
    @DisplayName("shows a wait that is not over")
    void showsAWait() {
        var log = PeerLog.in(bed);

        var meanwhile = log.waitsFor("a frame", transcript::render, _ -> "it");

        assertThat(meanwhile).isEqualTo(" 1. peer waits for a frame … (not over yet)\n");
    }

    @Test
    @DisplayName("says what ended a wait, marks an assertion that failed, and passes on both")
    void saysWhatEndedAWait() {
        var log = PeerLog.in(bed);
        var reset = new SocketException("Connection reset");
        var late = new AssertionError("nothing came");

        assertThatThrownBy(() -> log.waitsFor("a frame", () -> fail(reset), _ -> "it"))
                .isSameAs(reset);
        assertThatThrownBy(
                        () ->
                                log.waitsFor(
                                        "the end",
                                        () -> {
                                            throw late;
                                        },
                                        _ -> "it"))
                .isSameAs(late);

        assertThat(transcript.render())
                .isEqualTo(
                        """
                         1. peer waited for a frame, and there was java.net.SocketException: Connection reset
                         2. peer waited for the end: FAILED
                              nothing came
                        """);
    }

    @Test
    @DisplayName("of a scripted peer goes on under its name")
    void goesOnForAPeer() throws IOException {
        try (var pair = SocketPair.open();
                var peer = ScriptedPeer.of(pair.near(), transcript)) {
            peer.log().add("shook hands");
        }

        assertThat(transcript.render()).contains(" 2. peer shook hands\n");
    }

    @Test
    @DisplayName("outside a test is nobody's")
    void unread() {
        PeerLog.unread().add("connected");

        assertThat(transcript.render()).isEmpty();
    }

    private static Object fail(IOException e) throws IOException {
        throw e;
    }
}
