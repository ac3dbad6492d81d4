package robustnet.runner.diagnosis;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import robustnet.runner.child.TestResult;
import robustnet.runner.child.Verdict;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.course.TestInfo;

/// What an exercise's tests say of some code.
///
/// @param failures how each test fails that fails, by its name
/// @param open the tests that tell nothing: they stopped at a stub, or never ran
record Symptoms(Map<String, Symptom> failures, Set<String> open) {
    Symptoms {
        failures = Map.copyOf(failures);
        open = Set.copyOf(open);
    }

    static Symptoms of(ExerciseInfo exercise, List<TestResult> results) {
        var failures = new TreeMap<String, Symptom>();
        var open = new TreeSet<String>();
        for (var result : results) {
            var name = nameOf(exercise, result.test());
            boolean atStub =
                    result.verdict() instanceof Verdict.Failed(var failure)
                            && failure.isUnfinished();
            var symptom = Symptom.of(result.verdict());
            if (symptom.isPresent() && !atStub) {
                failures.put(name, symptom.get());
            } else if (!result.passed()) {
                open.add(name);
            }
        }
        return new Symptoms(failures, open);
    }

    boolean fails(String test) {
        return failures.containsKey(test);
    }

    /// The test's name within its exercise: `method`, of a nested class `Reading.method`.
    private static String nameOf(ExerciseInfo exercise, TestInfo test) {
        var type = test.className();
        var nested =
                type.startsWith(exercise.testClass() + "$")
                        ? type.substring(exercise.testClass().length() + 1).replace('$', '.') + "."
                        : "";
        return nested + test.method();
    }

    /// All tests of `exercise` as one short hash: it changes when one is added, renamed or removed.
    static String testsOf(ExerciseInfo exercise) {
        var names = new TreeSet<String>();
        exercise.tests().forEach(test -> names.add(nameOf(exercise, test)));
        return Fnv.of(String.join("\n", names), 8);
    }
}
