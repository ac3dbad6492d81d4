package robustnet.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Transcript;

@DisplayName("A transcript in a report")
class WireTest {
    @Test
    @DisplayName("is shown whole if it is short")
    void showsAShortOne() {
        var transcript = transcript(16);

        assertThat(Wire.shortened(transcript.render()))
                .containsExactlyElementsOf(transcript.render().lines().toList())
                .hasSize(32);
    }

    @Test
    @DisplayName("is shown from its first steps to its last ones, with how many are left out")
    void leavesOutTheMiddle() {
        var shown = Wire.shortened(transcript(40).render());

        assertThat(shown)
                .hasSize(5 * 2 + 1 + 10 * 2)
                .startsWith(" 1. step 1", "      0000  01" + " ".repeat(47) + ".")
                .containsSubsequence(
                        " 5. step 5", "    … 25 more (--verbose shows them) …", "31. step 31")
                .contains("40. step 40");
    }

    @Test
    @DisplayName("counts the steps that the transcript itself has left out")
    void countsWhatWasNotKept() {
        var shown = Wire.shortened(transcript(300).render());

        assertThat(shown)
                .contains("    … 285 more (--verbose shows them) …")
                .noneMatch(line -> line.contains("more steps"));
    }

    @Test
    @DisplayName("shows each step that failed or is not over yet")
    void showsWhatFailed() {
        var transcript = transcript(10);
        transcript.begin("peer waits for 5 bytes");
        transcript.begin("peer 2 waits for 7 bytes").fail("peer 2 waited for 7 bytes", "3 came");
        for (int i = 13; i <= 40; i++) {
            transcript.add("step " + i);
        }

        assertThat(Wire.shortened(transcript.render()))
                .containsSubsequence(
                        " 5. step 5",
                        "    … 5 more (--verbose shows them) …",
                        "11. peer waits for 5 bytes … (not over yet)",
                        "12. peer 2 waited for 7 bytes: FAILED",
                        "      3 came",
                        "    … 18 more (--verbose shows them) …",
                        "31. step 31");
    }

    @Test
    @DisplayName("shows a step that is repeated once, and to which step it goes on")
    void foldsRepeats() {
        var transcript = new Transcript();
        transcript.add("connected");
        for (int i = 0; i < 30; i++) {
            transcript.add("sent 1 byte", new byte[] {1});
        }
        transcript.add("sent 1 byte", new byte[] {2});
        transcript.add("closed");

        assertThat(Wire.shortened(transcript.render()))
                .containsExactly(
                        " 1. connected",
                        " 2. sent 1 byte",
                        "      0000  01" + " ".repeat(47) + ".",
                        "      the same again up to step 31",
                        "32. sent 1 byte",
                        "      0000  02" + " ".repeat(47) + ".",
                        "33. closed");
    }

    @Test
    @DisplayName("without numbers is shown whole")
    void showsOtherTextWhole() {
        var text =
                IntStream.range(0, 50).mapToObj(i -> "sum " + i).collect(Collectors.joining("\n"));

        assertThat(Wire.shortened(text)).hasSize(50);
    }

    private static Transcript transcript(int steps) {
        var transcript = new Transcript();
        for (int i = 1; i <= steps; i++) {
            transcript.add("step " + i, new byte[] {1});
        }
        return transcript;
    }
}
