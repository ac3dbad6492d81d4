package robustnet.runner.watch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import robustnet.runner.child.TestResult;
import robustnet.runner.course.TestInfo;

/// The tests of a check while they run.
///
/// @param tests in the order of the exercise; empty while it is compiled
/// @param marks one for each
/// @param running the one that began last and has not ended
record Ticks(List<TestInfo> tests, List<Mark> marks, Optional<TestInfo> running) {
    /// What is known of a test.
    enum Mark {
        OPEN,
        PASSED,
        FAILED
    }

    Ticks {
        tests = List.copyOf(tests);
        marks = List.copyOf(marks);
    }

    /// No test runs yet.
    static Ticks none() {
        return of(List.of());
    }

    /// None of `tests` has ended.
    static Ticks of(List<TestInfo> tests) {
        return new Ticks(tests, Collections.nCopies(tests.size(), Mark.OPEN), Optional.empty());
    }

    boolean compiling() {
        return tests.isEmpty();
    }

    Ticks started(TestInfo test) {
        return new Ticks(tests, marks, Optional.of(test));
    }

    Ticks ended(TestResult result) {
        var fresh = new ArrayList<>(marks);
        int index = tests.indexOf(result.test());
        if (index >= 0) {
            fresh.set(index, result.passed() ? Mark.PASSED : Mark.FAILED);
        }
        return new Ticks(tests, fresh, running.filter(test -> !test.equals(result.test())));
    }
}
