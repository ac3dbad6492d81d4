package robustnet.testkit.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/// Runs the tests of one of the [Samples].
final class SampleRun {
    private SampleRun() {}

    static EngineExecutionResults run(Class<?> sample, String unfinished) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(sample))
                .configurationParameter("course.unfinished", unfinished)
                .configurationParameter("course.sources", "src/test/java")
                .execute();
    }

    static Map<String, Throwable> failures(EngineExecutionResults results) {
        return results.testEvents().failed().stream()
                .collect(
                        Collectors.toMap(
                                SampleRun::methodName,
                                e ->
                                        e.getRequiredPayload(TestExecutionResult.class)
                                                .getThrowable()
                                                .orElseThrow()));
    }

    private static String methodName(Event event) {
        return event.getTestDescriptor().getDisplayName().replaceAll("\\(.*", "");
    }
}
