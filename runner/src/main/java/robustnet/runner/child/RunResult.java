package robustnet.runner.child;

import java.time.Duration;
import java.util.List;

/// What came of a run in a child JVM.
///
/// @param tests one for each expected test, in the catalogue's order
/// @param output what the code under test printed, standard output and error together, up to a cap
/// @param omitted how many more bytes it printed
/// @param took the whole run, with the JVM's start
public record RunResult(List<TestResult> tests, String output, long omitted, Duration took) {
    public RunResult {
        tests = List.copyOf(tests);
    }

    public boolean allPassed() {
        return !tests.isEmpty() && tests.stream().allMatch(TestResult::passed);
    }
}
