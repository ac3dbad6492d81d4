package robustnet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Standing.Doing;

class StandingTest {
    private final Transcript transcript = new Transcript();

    @Test
    @DisplayName("a peer that was let down has still to get the rest of what it waits for")
    void countsWhatIsMissing() throws Exception {
        try (var pair = SocketPair.open();
                var peer = ScriptedPeer.of(pair.near(), transcript)) {
            peer.send("hello");
            assertThat(transcript.standing()).as("a peer that waits for nothing").isEmpty();
            pair.far().getOutputStream().write(new byte[3]);

            letDown(() -> peer.patience(Duration.ofMillis(50)).receive(5));

            assertThat(text())
                    .isEqualTo(
                            "the peer had sent 5 bytes, had received 3 bytes and was waiting for 2 bytes"
                                    + " more");
            letDown(peer::receiveToEnd);
            assertThat(text()).endsWith(" and was waiting for the end of your stream");
        }
        assertThat(text()).endsWith(" and had closed its socket");
    }

    @Test
    @DisplayName("of several peers the one that waits is told")
    void tellsOfTheOneThatWaits() {
        transcript.standings().update("peer", s -> s.now(Doing.RECEIVING, 1));
        transcript.standings().update("peer 2", s -> s.plusSent(1));

        assertThat(text())
                .isEqualTo("the peer had sent nothing and was waiting for 1 byte of yours");
    }

    private static void letDown(ThrowingCallable step) {
        assertThat(catchThrowable(step)).isInstanceOf(PeerFailure.class);
    }

    private String text() {
        return transcript.standing().orElseThrow().text();
    }
}
