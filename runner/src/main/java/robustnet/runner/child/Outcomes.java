package robustnet.runner.child;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import robustnet.runner.course.TestInfo;

/// Turns events into a verdict for each expected test. A test passes only if it was heard to start,
/// to end as a whole, and no part of it did anything but pass.
final class Outcomes {
    private static final class Heard {
        boolean started;
        boolean whole;
        int passed;
        Failure failure;
        Verdict.NotRun notRun;
        long startedAt;
        Duration took = Duration.ZERO;
    }

    private final List<TestInfo> expected;
    private final RunListener listener;
    private final Map<TestKey, Heard> heard = new HashMap<>();
    private TestKey running;

    Outcomes(List<TestInfo> expected, RunListener listener) {
        this.expected = expected;
        this.listener = listener;
    }

    void started(TestKey key) {
        var test = heard(key);
        if (!test.started) {
            test.started = true;
            test.startedAt = System.nanoTime();
            expected(key).ifPresent(listener::started);
        }
        running = key;
    }

    void finished(Event.Finished event) {
        var test = heard(event.key());
        switch (event.outcome()) {
            case PASSED -> test.passed += event.part() == Part.WHOLE ? 0 : 1;
            case FAILED -> test.failure = test.failure == null ? failure(event) : test.failure;
            case SKIPPED -> test.notRun = notPassed(Verdict.Reason.SKIPPED, event.reason());
            case ABORTED -> test.notRun = notPassed(Verdict.Reason.ABORTED, event.reason());
        }
        if (test.started) {
            test.took = Duration.ofNanos(System.nanoTime() - test.startedAt);
        }
        if (event.part() != Part.INVOCATION) {
            test.whole = true;
            running = null;
            expected(event.key()).ifPresent(t -> listener.finished(result(t, Ending.well())));
        }
    }

    /// Whether any test has started: before that no code under test has run.
    boolean hasBegun() {
        return heard.values().stream().anyMatch(test -> test.started);
    }

    /// The test that has started and not ended.
    Optional<TestInfo> running() {
        return expected(running);
    }

    List<TestResult> results(Ending ending) {
        return expected.stream().map(test -> result(test, ending)).toList();
    }

    private TestResult result(TestInfo test, Ending ending) {
        var took = heard.getOrDefault(keyOf(test), new Heard()).took;
        return new TestResult(test, verdict(test, ending), took);
    }

    private Verdict verdict(TestInfo test, Ending ending) {
        var own = heard.getOrDefault(keyOf(test), new Heard());
        if (own.failure != null) {
            return new Verdict.Failed(own.failure);
        }
        if (own.notRun != null) {
            return own.notRun;
        }
        var ofClass = classVerdict(test.className());
        if (ofClass.isPresent()) {
            return ofClass.get();
        }
        if (own.whole && own.passed > 0) {
            return new Verdict.Passed();
        }
        if (own.whole) {
            return new Verdict.NotRun(Verdict.Reason.NOT_FOUND, "it has no invocation");
        }
        return own.started ? ending.whileRunning() : ending.beforeItsTurn();
    }

    /// A failure before or after all tests of a class, or of a class around it, counts for each of
    /// them.
    private Optional<Verdict> classVerdict(String className) {
        for (var name = className; ; name = name.substring(0, name.lastIndexOf('$'))) {
            var type = heard.get(new TestKey(name, ""));
            if (type != null && type.failure != null) {
                return Optional.of(new Verdict.Failed(type.failure));
            }
            if (type != null && type.notRun != null) {
                return Optional.of(type.notRun);
            }
            if (!name.contains("$")) {
                return Optional.empty();
            }
        }
    }

    /// The name of an invocation says which it was; the name of a test says nothing new.
    private static Failure failure(Event.Finished event) {
        var f = event.failure();
        var invocation = event.part() == Part.INVOCATION ? event.name() : "";
        return new Failure(
                f.type(),
                f.message(),
                f.expected(),
                f.actual(),
                f.frames(),
                f.cause(),
                f.notes(),
                invocation);
    }

    private static Verdict.NotRun notPassed(Verdict.Reason reason, String why) {
        var text =
                reason == Verdict.Reason.SKIPPED
                        ? "Skipped is not passed"
                        : "Aborted is not passed";
        return new Verdict.NotRun(reason, why.isBlank() ? text + "." : text + ": " + why);
    }

    private Optional<TestInfo> expected(TestKey key) {
        return expected.stream().filter(t -> keyOf(t).equals(key)).findFirst();
    }

    private static TestKey keyOf(TestInfo test) {
        return new TestKey(test.className(), test.method());
    }

    private Heard heard(TestKey key) {
        return heard.computeIfAbsent(key, _ -> new Heard());
    }
}
