package robustnet.runner.child;

import java.time.Duration;
import java.util.List;
import robustnet.runner.course.TestInfo;

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

    /// The tests of which nobody knows, because the JVM died before they ended.
    List<TestInfo> open() {
        return tests.stream().filter(TestResult::isOpen).map(TestResult::test).toList();
    }

    /// This, completed by a second run of those that were [#open()].
    RunResult with(RunResult second) {
        var verdicts =
                tests.stream()
                        .map(
                                test ->
                                        second.tests().stream()
                                                .filter(t -> t.test().equals(test.test()))
                                                .findFirst()
                                                .orElse(test))
                        .toList();
        return new RunResult(
                verdicts, output + second.output(), omitted + second.omitted(), second.took());
    }

    public boolean allPassed() {
        return !tests.isEmpty() && tests.stream().allMatch(TestResult::passed);
    }
}
