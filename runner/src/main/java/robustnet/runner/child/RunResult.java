package robustnet.runner.child;

import java.time.Duration;
import java.util.List;
import robustnet.runner.course.TestInfo;

/// What came of a run in a child JVM.
///
/// @param tests one for each expected test, in the catalogue's order
/// @param printed what the code under test printed
/// @param took the whole run, with the JVM's start
/// @param firstEnd what a first JVM died of, if a second one did the rest; else empty
public record RunResult(List<TestResult> tests, Printout printed, Duration took, String firstEnd) {
    public RunResult {
        tests = List.copyOf(tests);
    }

    /// Of one JVM that printed `output`, and `omitted` bytes more, nobody knows when.
    public RunResult(List<TestResult> tests, String output, long omitted, Duration took) {
        this(tests, Printout.ofText(output, omitted), took, "");
    }

    /// What was printed, standard output and error together, up to a cap.
    public String output() {
        return printed.whole().text();
    }

    /// How many more bytes were printed.
    public long omitted() {
        return printed.whole().omitted();
    }

    /// The tests of which nobody knows, because the JVM died before they ended.
    List<TestInfo> open() {
        return tests.stream().filter(TestResult::isOpen).map(TestResult::test).toList();
    }

    /// This, completed by a second run of those that were [#open()].
    ///
    /// @param end what this one's JVM died of; empty if that is told already
    RunResult with(RunResult second, String end) {
        var verdicts =
                tests.stream()
                        .map(
                                test ->
                                        second.tests().stream()
                                                .filter(t -> t.test().equals(test.test()))
                                                .findFirst()
                                                .orElse(test))
                        .toList();
        return new RunResult(verdicts, printed.and(second.printed), second.took(), end);
    }

    public boolean allPassed() {
        return !tests.isEmpty() && tests.stream().allMatch(TestResult::passed);
    }
}
