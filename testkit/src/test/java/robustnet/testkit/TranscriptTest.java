package robustnet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A transcript")
class TranscriptTest {
    private final Transcript transcript = new Transcript();

    @Test
    @DisplayName("without steps is empty")
    void empty() {
        assertThat(transcript.render()).isEmpty();
    }

    @Test
    @DisplayName("numbers its steps and indents what belongs to one")
    void numbers() {
        transcript.add("peer connected");
        transcript.add("peer sent 2 bytes", new byte[] {'h', 'i'});
        transcript
                .begin("peer waits for 1 byte")
                .fail("peer waits for 1 byte", "should have been a, but was b");

        assertThat(transcript.render())
                .isEqualTo(
                        """
                         1. peer connected
                         2. peer sent 2 bytes
                              0000  68 69                                            hi
                         3. peer waits for 1 byte: FAILED
                              should have been a, but was b
                        """);
    }

    @Test
    @DisplayName("says which step is not over yet, for the report of a program that hangs")
    void notOver() {
        var step = transcript.begin("peer waits for 5 bytes");
        assertThat(transcript.render()).isEqualTo(" 1. peer waits for 5 bytes … (not over yet)\n");

        step.end("peer received 5 bytes");
        assertThat(transcript.render()).isEqualTo(" 1. peer received 5 bytes\n");
    }

    @Test
    @DisplayName("of very many steps keeps the first and the last")
    void keepsBothEnds() {
        for (int i = 1; i <= 1000; i++) {
            transcript.add("step " + i);
        }

        assertThat(transcript.render())
                .contains("60. step 60\n  … 880 more steps …\n941. step 941")
                .endsWith("1000. step 1000\n");
    }

    @Test
    @DisplayName("loses no step of many threads")
    void threadSafe() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            threads.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        for (int j = 0; j < 12; j++) {
                                            transcript.add("step");
                                        }
                                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(transcript.render().lines()).hasSize(120).last().asString().startsWith("120.");
    }
}
