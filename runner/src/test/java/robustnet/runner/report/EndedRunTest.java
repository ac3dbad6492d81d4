package robustnet.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.child.Printout;
import robustnet.runner.child.RunResult;
import robustnet.runner.child.TestResult;
import robustnet.runner.child.Verdict;
import robustnet.runner.course.Chapter;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.course.TestInfo;

@DisplayName("The report on a JVM that ended")
class EndedRunTest {
    private static final Verdict PASSED = new Verdict.Passed();
    private static final Verdict NEVER =
            new Verdict.NotRun(Verdict.Reason.NEVER_STARTED, "it never started, because: halt");

    @Test
    @DisplayName("begins with the test that ended it, and keeps what had passed")
    void beginsWithTheCause() {
        var halted = new Verdict.NotRun(Verdict.Reason.DIED, "halt was called");

        assertThat(report("", NEVER, PASSED, halted))
                .containsSubsequence(
                        "✗ test 3",
                        "not passed: halt was called",
                        "so 1 test never started (·)",
                        "· test 1",
                        "✓ test 2");
    }

    @Test
    @DisplayName("says so though all tests passed in a second one")
    void tellsOfTheFirst() {
        assertThat(report("the JVM crashed in libx", PASSED))
                .contains("the first JVM died: the JVM crashed in libx", "✓ test 1");
    }

    @Test
    @DisplayName("says the verdict once more at the end if it is long")
    void repeatsTheVerdict() {
        var many = new Verdict[25];
        Arrays.fill(many, NEVER);

        assertThat(report("", many).lines().toList().getLast())
                .isEqualTo("1.1 One  0 of 25 tests passed: 0 of 10 points");
        assertThat(report("", NEVER)).containsOnlyOnce("0 of 1 tests passed");
    }

    private static String report(String firstEnd, Verdict... verdicts) {
        var limit = Duration.ofSeconds(5);
        var results = new ArrayList<TestResult>();
        for (var verdict : verdicts) {
            var name = "test " + (results.size() + 1);
            var test = new TestInfo("tiny.OneTest", name, name, 1, limit);
            results.add(new TestResult(test, verdict, Duration.ZERO));
        }
        var tests = results.stream().map(TestResult::test).toList();
        var root = Path.of("no", "where");
        var exercise =
                new ExerciseInfo("1.1", "One", 2, 5, false, "tiny.OneTest", root, List.of(), tests);
        var chapter = new Chapter("01", "tiny", root, "tiny", List.of(exercise));
        var run = new RunResult(results, Printout.NONE, Duration.ZERO, firstEnd);
        var text = new StringWriter();
        try (var out = new PrintWriter(text)) {
            var report =
                    new TextReport(new Course(root, List.of(chapter)), out, Style.plain(), false);
            var result = new ExerciseResult.Ran(exercise, run);
            report.print(result);
            report.printVerdict(result);
        }
        return text.toString().replace(System.lineSeparator(), "\n");
    }
}
