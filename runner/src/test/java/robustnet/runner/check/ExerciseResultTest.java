package robustnet.runner.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.runner.child.RunResult;
import robustnet.runner.child.TestResult;
import robustnet.runner.child.Verdict;
import robustnet.runner.compile.Compilation;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.course.TestInfo;

@DisplayName("The points of an exercise")
class ExerciseResultTest {
    private static final Verdict PASSED = new Verdict.Passed();
    private static final Verdict DIED = new Verdict.NotRun(Verdict.Reason.DIED, "");

    @Test
    @DisplayName("are those of the passed weight, rounded down; all of them only for all tests")
    void areRoundedDown() {
        assertThat(ran(PASSED, PASSED, PASSED).points()).isEqualTo(10);
        assertThat(ran(PASSED, PASSED, DIED).points()).as("weights 1 and 2 of 6").isEqualTo(5);
        assertThat(ran(PASSED, DIED, DIED).points()).as("10/6 rounded down").isEqualTo(1);
        assertThat(ran(DIED, DIED, DIED).points()).isZero();
        assertThat(ran(PASSED, PASSED, DIED).passed()).isFalse();
        assertThat(ran(PASSED, PASSED, PASSED).passed()).isTrue();
    }

    @Test
    @DisplayName("are none where nothing ran")
    void areNoneWhereNothingRan() {
        var exercise = exercise(List.of());
        var results =
                List.of(
                        new ExerciseResult.NoTests(exercise),
                        new ExerciseResult.NotCompiled(
                                exercise, List.of(new Compilation.Problem("", "no"))),
                        ran());

        assertThat(results).allSatisfy(r -> assertThat(r.points()).isZero());
        assertThat(results).noneMatch(ExerciseResult::passed);
    }

    /// The first test weighs 1, the second 2, and so on.
    private static ExerciseResult ran(Verdict... verdicts) {
        var results = new ArrayList<TestResult>();
        for (var verdict : verdicts) {
            int weight = results.size() + 1;
            var test = new TestInfo("T", "t" + weight, "t", weight, Duration.ofSeconds(5));
            results.add(new TestResult(test, verdict, Duration.ZERO));
        }
        var tests = results.stream().map(TestResult::test).toList();
        return new ExerciseResult.Ran(
                exercise(tests), new RunResult(results, "", 0, Duration.ZERO));
    }

    private static ExerciseInfo exercise(List<TestInfo> tests) {
        return new ExerciseInfo(
                "1.1", "One", 2, 5, false, "T", Path.of("T.java"), List.of(), tests);
    }
}
