package robustnet.runner.check;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import robustnet.runner.child.RunResult;
import robustnet.runner.child.TestResult;
import robustnet.runner.compile.Compilation;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.course.Points;

/// What came of checking one exercise.
public sealed interface ExerciseResult {
    ExerciseInfo exercise();

    /// Its tests ran, or at least a JVM was started for them.
    record Ran(ExerciseInfo exercise, RunResult run) implements ExerciseResult {}

    /// It did not compile.
    record NotCompiled(ExerciseInfo exercise, List<Compilation.Problem> problems)
            implements ExerciseResult {
        public NotCompiled {
            problems = List.copyOf(problems);
        }
    }

    /// The exercise declares no test at all.
    record NoTests(ExerciseInfo exercise) implements ExerciseResult {}

    /// Whether every expected test ran and passed, and there was at least one.
    default boolean passed() {
        return this instanceof Ran(_, var run) && run.allPassed();
    }

    /// The points earned: the exercise's points times the weight of what passed, over all weights,
    /// rounded down.
    default int points() {
        if (!(this instanceof Ran(var exercise, var run))) {
            return 0;
        }
        int all = weight(run.tests());
        int passed = weight(run.tests().stream().filter(TestResult::passed).toList());
        return all == 0 ? 0 : exercise.points() * passed / all;
    }

    /// The points earned with all of them.
    ///
    /// @param results one for each exercise
    static Points points(List<ExerciseResult> results) {
        var earned = results.stream().collect(toMap(ExerciseResult::exercise, r -> r.points()));
        return Points.of(earned.keySet(), earned::get);
    }

    private static int weight(List<TestResult> tests) {
        return tests.stream().mapToInt(t -> t.test().weight()).sum();
    }
}
