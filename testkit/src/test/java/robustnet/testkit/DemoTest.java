package robustnet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DemoTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Demo demo = new Demo(new PrintStream(printed, true, UTF_8));

    @Test
    @DisplayName("a step's title and what it says are printed")
    void printsWhatAStepSays() throws Exception {
        demo.step("9.9", "A title", () -> demo.say("hello"));

        assertThat(printed.toString(UTF_8).lines()).containsExactly("", "9.9  A title", "  hello");
    }

    @Test
    @DisplayName("a step that meets a stub is skipped, and names the exercise")
    void skipsWhatIsNotFinished() throws Exception {
        demo.step(
                "9.8, 9.9",
                "A title",
                () -> {
                    throw new UnsupportedOperationException("TODO 9.8: write it");
                });

        assertThat(printed.toString(UTF_8)).contains("9.8 is not finished: skipped");
    }

    @Test
    @DisplayName("a step that fails is reported, and the next one runs")
    void goesOnAfterAFailure() throws Exception {
        demo.step(
                "9.8",
                "A title",
                () -> {
                    throw new IOException("broken");
                });
        demo.step("9.9", "Another", () -> demo.say("hello"));

        assertThat(printed.toString(UTF_8))
                .contains("failed with java.io.IOException: broken")
                .contains("hello");
    }

    @Test
    @DisplayName("a step that hangs is left and interrupted, and has no say any more")
    void leavesAStepThatHangs() throws Exception {
        var interrupted = new CountDownLatch(1);
        var impatient = new Demo(new PrintStream(printed, true, UTF_8), Duration.ofMillis(100));
        impatient.step(
                "9.8",
                "A title",
                () -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                        impatient.say("too late");
                        interrupted.countDown();
                    }
                });
        interrupted.await();

        assertThat(printed.toString(UTF_8))
                .contains("this takes too long: left")
                .doesNotContain("too late");
    }

    @Test
    @DisplayName("an expected failure is told with its type and message, a missing one as well")
    void tellsExpectedFailures() throws Exception {
        demo.expectFailure(
                "a lie",
                () -> {
                    throw new IOException("no");
                });
        demo.expectFailure("the truth", () -> {});

        assertThat(printed.toString(UTF_8).lines())
                .containsExactly(
                        "  a lie: IOException, \"no\"",
                        "  the truth should have failed, and did not");
    }
}
