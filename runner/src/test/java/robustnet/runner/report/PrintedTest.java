package robustnet.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.runner.child.RunResult;

@DisplayName("What a program printed")
class PrintedTest {
    @Test
    @DisplayName("is shown line by line, without escape codes; nothing has no heading")
    void showsLines() {
        assertThat(shown("one\n\u001b[2Jtwo\tthree\n", 0))
                .containsExactly("your program printed:", "  one", "  ^[[2Jtwo\tthree");
        assertThat(shown(" \n", 0)).isEmpty();
    }

    @Test
    @DisplayName("in a loop without end is one line, how often, and how much it was in all")
    void showsALoopAsOne() {
        assertThat(shown("again\n".repeat(1000), 9_999_994_000L))
                .containsExactly(
                        "your program printed 10.0 GB in all, perhaps in a loop without end:",
                        "  again",
                        "  … the same line, 1000 times",
                        "  … and 9999994000 more bytes that were not kept");
    }

    @Test
    @DisplayName("is cut in height and in width, but not if all is asked for")
    void cuts() {
        var many = IntStream.range(0, 100).mapToObj(i -> i + "\n").collect(Collectors.joining());

        assertThat(shown(many, 0)).hasSize(42).last().asString().startsWith("  … 60 more lines");
        assertThat(shown("x".repeat(64_000), 0).getLast())
                .hasSizeLessThan(250)
                .endsWith(" … (64000 characters)");
        assertThat(new Printed(true).lines(run(many, 0))).hasSize(101);
    }

    @Test
    @DisplayName("that is no text is not shown")
    void hidesBinary() {
        assertThat(shown("\uFFFDx".repeat(100), 0))
                .hasSize(2)
                .last()
                .asString()
                .contains("no text");
    }

    @Test
    @DisplayName("is told before all else where it may be why tests did not end")
    void tellsAFlood() {
        assertThat(Printed.flood(run("again\n", 15_000_000_000L)))
                .hasValueSatisfying(line -> assertThat(line).contains("printed 15.0 GB"));
        assertThat(Printed.flood(run("again\n", 1_000))).isEmpty();
    }

    private static List<String> shown(String output, long omitted) {
        return new Printed(false).lines(run(output, omitted));
    }

    private static RunResult run(String output, long omitted) {
        return new RunResult(List.of(), output, omitted, Duration.ZERO);
    }
}
