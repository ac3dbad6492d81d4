package robustnet.runner.child;

import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/// Turns what JUnit reports into events that go by test method. An invocation of a parameterised,
/// repeated or dynamic test is reported under the method that it belongs to.
final class EventListener implements TestExecutionListener {
    private final EventWriter events;
    private volatile TestPlan plan;

    EventListener(EventWriter events) {
        this.events = events;
    }

    static TestKey keyOf(MethodSource source) {
        return new TestKey(source.getClassName(), source.getMethodName());
    }

    @Override
    public void testPlanExecutionStarted(TestPlan testPlan) {
        plan = testPlan;
        events.discovered(testPlan.countTestIdentifiers(EventListener::isMethod));
    }

    @Override
    public void executionStarted(TestIdentifier id) {
        keyOf(id)
                .filter(key -> !key.isClass())
                .ifPresent(key -> events.testStarted(key, id.getDisplayName()));
    }

    @Override
    public void executionSkipped(TestIdentifier id, String reason) {
        finished(id, "skipped", reason, null);
    }

    @Override
    public void executionFinished(TestIdentifier id, TestExecutionResult result) {
        var thrown = result.getThrowable().orElse(null);
        switch (result.getStatus()) {
            case SUCCESSFUL -> finished(id, "passed", "", null);
            case FAILED -> finished(id, "failed", "", thrown);
            case ABORTED -> finished(id, "aborted", reason(thrown), null);
        }
    }

    private void finished(TestIdentifier id, String outcome, String reason, Throwable failure) {
        var key = keyOf(id);
        if (key.isEmpty() || isQuiet(id, outcome)) {
            return;
        }
        events.testFinished(key.get(), id.getDisplayName(), partOf(id), outcome, reason, failure);
    }

    /// A class that ended well, or a container between a test factory and its tests, is no news.
    private static boolean isQuiet(TestIdentifier id, String outcome) {
        return outcome.equals("passed") && id.isContainer() && !id.isTest() && !isMethod(id);
    }

    private static Part partOf(TestIdentifier id) {
        if (isClass(id)) {
            return Part.CLASS;
        }
        if (isMethod(id)) {
            return id.isTest() ? Part.TEST : Part.WHOLE;
        }
        return Part.INVOCATION;
    }

    private static String reason(Throwable thrown) {
        return thrown == null || thrown.getMessage() == null ? "" : thrown.getMessage();
    }

    /// The method that `id` belongs to; else its class; empty for the engine.
    private Optional<TestKey> keyOf(TestIdentifier id) {
        Optional<TestIdentifier> at = Optional.of(id);
        while (at.isPresent()) {
            var source = at.get().getSource().orElse(null);
            if (source instanceof MethodSource method && isMethod(at.get())) {
                return Optional.of(keyOf(method));
            }
            if (source instanceof ClassSource type && isClass(at.get())) {
                return Optional.of(new TestKey(type.getClassName(), ""));
            }
            at = plan.getParent(at.get());
        }
        return Optional.empty();
    }

    private static boolean isMethod(TestIdentifier id) {
        return switch (lastSegment(id)) {
            case "method", "test-template", "test-factory" -> true;
            default -> false;
        };
    }

    private static boolean isClass(TestIdentifier id) {
        return switch (lastSegment(id)) {
            case "class", "nested-class" -> true;
            default -> false;
        };
    }

    private static String lastSegment(TestIdentifier id) {
        return id.getUniqueIdObject().getLastSegment().getType();
    }
}
