package robustnet.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.runner.child.Failures;
import robustnet.runner.child.PrintedText;
import robustnet.runner.child.Printout;
import robustnet.runner.child.RunResult;
import robustnet.runner.child.TestOutput;
import robustnet.runner.child.TestResult;
import robustnet.runner.child.Verdict;
import robustnet.runner.course.Chapter;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.course.TestInfo;

@DisplayName("Of what was printed a report shows")
class ShownOutputTest {
    private static final Verdict PASSED = new Verdict.Passed();
    private static final Verdict FAILED = new Verdict.Failed(Failures.assertion("no"));
    private static final Verdict KILLED = new Verdict.NotRun(Verdict.Reason.KILLED, "it hung");
    private static final Verdict NEVER = new Verdict.NotRun(Verdict.Reason.NEVER_STARTED, "");
    private static final String TRACE =
            "WARN it is torn\njava.io.IOException: torn\n\tat org.other.Other.x(Other.java:3)\n";

    private final List<TestResult> results = new ArrayList<>();

    @Test
    @DisplayName("what a test that failed printed, without the frames of others")
    void showsWhatFailed() {
        var shown = shown(false, test(FAILED, "got 3\n", TRACE), test(PASSED, "", ""));

        assertThat(below(shown, 0))
                .containsExactly(
                        "printed while it ran:",
                        "  got 3",
                        "  WARN it is torn",
                        "  java.io.IOException: torn");
        assertThat(below(shown, 1)).isEmpty();
        assertThat(shown.rest()).as("nothing is left out").isEmpty();
    }

    @Test
    @DisplayName("of the tests that passed only System.out, and how many lines were logged")
    void leavesOutWhatPassed() {
        var shown =
                shown(
                        false,
                        test(FAILED, "", ""),
                        test(PASSED, "got 7\n", TRACE),
                        test(PASSED, "got 7\ngot 8\n", ""));

        assertThat(below(shown, 0)).isEmpty();
        assertThat(shown.rest())
                .containsExactly(
                        "System.out while other tests ran:",
                        "  got 7",
                        "  … the same line, 2 times",
                        "  got 8",
                        "not shown: 3 lines logged while other tests ran (./learn check 1.1 --verbose)");
    }

    @Test
    @DisplayName("of what never ended what it had printed, and nothing of what never started")
    void showsWhatHung() {
        var shown = shown(false, test(KILLED, "waits\n", ""), test(NEVER, "", ""));

        assertThat(below(shown, 0)).containsExactly("printed while it ran:", "  waits");
        assertThat(below(shown, 1)).isEmpty();
    }

    @Test
    @DisplayName("all, as it came, if no test is to blame, or all was asked for")
    void showsAllAsItCame() {
        var all =
                new String[] {
                    "your program printed:",
                    "  got 7",
                    "  WARN it is torn",
                    "  java.io.IOException: torn",
                    "  \tat org.other.Other.x(Other.java:3)"
                };
        for (var verdict : List.of(PASSED, NEVER)) {
            var shown = shown(false, test(verdict, "got 7\n", TRACE));
            assertThat(below(shown, 0)).isEmpty();
            assertThat(shown.rest()).containsExactly(all);
        }
        var verbose = shown(true, test(FAILED, "got 7\n", TRACE), test(PASSED, "", ""));
        assertThat(below(verbose, 0)).hasSize(5).contains("  \tat org.other.Other.x(Other.java:3)");
        assertThat(verbose.rest()).containsExactly(all);
    }

    @Test
    @DisplayName("the fewer lines the more tests failed")
    void sharesTheRoom() {
        var many = IntStream.range(0, 100).mapToObj(i -> i + "\n").collect(Collectors.joining());

        assertThat(below(shown(false, test(FAILED, many, "")), 0))
                .hasSize(22)
                .endsWith("  … 80 more lines (--verbose shows them)");
        var all = new Run[10];
        Arrays.fill(all, test(FAILED, many, ""));
        var shown = shown(false, all);
        var sizes = IntStream.range(0, 10).map(i -> below(shown, i).size());
        assertThat(sizes).containsExactly(8, 8, 8, 8, 8, 8, 1, 1, 1, 1);
    }

    @Test
    @DisplayName("what acts on a terminal as letters")
    void showsWhatActsAsLetters() {
        var shown = shown(false, test(FAILED, "bell \u0007, turned \u202e, tab\t.\n", ""));

        assertThat(below(shown, 0))
                .containsExactly("printed while it ran:", "  bell ^G, turned \\u202e, tab\t.");
    }

    private record Run(Verdict verdict, String out, String err) {}

    private static Run test(Verdict verdict, String out, String err) {
        return new Run(verdict, out, err);
    }

    private List<String> below(ShownOutput shown, int test) {
        return shown.below(results.get(test));
    }

    private ShownOutput shown(boolean all, Run... tests) {
        results.clear();
        var outputs = new HashMap<TestInfo, TestOutput>();
        var whole = new StringBuilder();
        for (var run : tests) {
            var name = "test" + results.size();
            var test = new TestInfo("tiny.OneTest", name, name, 1, Duration.ofSeconds(5));
            results.add(new TestResult(test, run.verdict(), Duration.ofMillis(1)));
            whole.append(run.out()).append(run.err());
            outputs.put(
                    test,
                    new TestOutput(
                            text(run.out() + run.err()),
                            text(run.out()),
                            run.err().lines().count()));
        }
        var printed = new Printout(text(whole.toString()), outputs, TestOutput.NONE);
        var root = Path.of("no", "where");
        var chapter = new Chapter("01", "tiny", root, "tiny", List.of());
        var own = new OwnFrames(new Course(root, List.of(chapter)), chapter);
        var exercise =
                new ExerciseInfo(
                        "1.1", "One", 2, 5, false, "tiny.OneTest", root, List.of(), List.of());
        var result = new RunResult(results, printed, Duration.ZERO, "");
        return new ShownOutput(exercise, result, own, Style.plain(), all);
    }

    private static PrintedText text(String text) {
        return new PrintedText(text, 0);
    }
}
