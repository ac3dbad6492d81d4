package robustnet.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import robustnet.testkit.FailureNote;
import robustnet.testkit.Hang;
import robustnet.testkit.Leak;
import robustnet.testkit.PeerFailure;
import robustnet.testkit.Unfinished;

class ExerciseExtensionTest {
    @AfterEach
    void endWhatTheSamplesLeaked() throws Exception {
        for (var left : Samples.Leaking.LEFT) left.close();
        Samples.Leaking.LEFT.clear();
    }

    @Test
    @DisplayName(
            "the tests of an unfinished exercise are skipped with the file and the line, when asked")
    void skipsUnfinished() {
        var results = run(Samples.Unfinished.class, "skip");

        var skipped = results.containerEvents().skipped().list();
        assertThat(skipped).hasSize(1);
        assertThat(skipped.getFirst().getRequiredPayload(String.class))
                .startsWith("exercise 9.1 is not finished: ")
                .contains("robustnet/testkit/junit/sample/Half.java:10");
        results.testEvents().assertStatistics(s -> s.started(0));
    }

    @Test
    @DisplayName("by default the tests of an unfinished exercise run, and none passes")
    void failsUnfinished() {
        var failures = failures(run(Samples.Unfinished.class, "fail"));

        assertThat(failures.get("passesAlready"))
                .isInstanceOf(Unfinished.class)
                .hasMessageContaining("this test passes already, but exercise 9.1 is not finished");
        assertThat(failures.get("fails")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    @DisplayName("a test that hangs fails at its time limit, and the next one goes on")
    void hangs() {
        var results = run(Samples.Hanging.class, "fail");

        assertThat(failures(results)).containsOnlyKeys("hangs");
        assertThat(failures(results).get("hangs"))
                .isInstanceOf(Hang.class)
                .hasMessageContaining("did not end within 1 s: your code waits in accept()");
        results.testEvents().assertStatistics(s -> s.started(2).succeeded(1));
    }

    @Test
    @DisplayName("a test that leaves a thread running fails with the thread's name")
    void leakedThread() {
        var failures = failures(run(Samples.Leaking.class, "fail"));

        assertThat(failures.get("leaksAThread"))
                .isInstanceOf(Leak.class)
                .hasMessageContaining(
                        "a running thread \"forgotten\" that waits for another thread")
                .hasMessageContaining("Student.java:");
        assertThat(failures).doesNotContainKey("leavesNothing");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "open sockets are read from /proc")
    @DisplayName("a test that leaves a socket open fails with what kind of socket it is")
    void leakedSocket() throws Exception {
        var failures = failures(run(Samples.Leaking.class, "fail"));

        assertThat(failures.get("leaksASocket"))
                .isInstanceOf(Leak.class)
                .hasMessageContaining("an open TCP socket that listens on port ");
        assertThat(failures.get("leaksASocketThatWasReset"))
                .as("a socket whose peer has reset the connection: no table of the kernel lists it")
                .isInstanceOf(Leak.class)
                .hasMessageContaining("an open socket without a connection: it was reset");
    }

    @Test
    @DisplayName("a script that fails explains the test's failure, with what went over the wire")
    void scriptFails() {
        var failure = failures(run(Samples.Failing.class, "fail")).get("scriptFails");

        assertThat(failure).isInstanceOf(PeerFailure.class);
        assertThat(notes(failure).get(FailureNote.Kind.WIRE)).contains("hallo");
        assertThat(notes(failure).get(FailureNote.Kind.USUALLY)).startsWith("usually: ");
    }

    @Test
    @DisplayName("a failure of a test that drew random numbers says the seed")
    void seed() {
        var failure = failures(run(Samples.Failing.class, "fail")).get("failsWithRandomNumbers");

        assertThat(notes(failure).get(FailureNote.Kind.SEED)).contains("-Dcourse.seed=");
    }

    @Test
    @DisplayName("a close that throws fails a test that has passed; what is printed is kept")
    void closeThrows() {
        var failures = failures(run(Samples.Failing.class, "fail"));

        assertThat(failures.get("closeThrows"))
                .hasMessageContaining("close() threw")
                .hasRootCauseMessage("not twice");
        assertThat(failures).doesNotContainKey("logs");
    }

    private static EngineExecutionResults run(Class<?> sample, String unfinished) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(sample))
                .configurationParameter("course.unfinished", unfinished)
                .configurationParameter("course.sources", "src/test/java")
                .execute();
    }

    private static Map<String, Throwable> failures(EngineExecutionResults results) {
        return results.testEvents().failed().stream()
                .collect(
                        Collectors.toMap(
                                ExerciseExtensionTest::methodName,
                                e ->
                                        e.getRequiredPayload(TestExecutionResult.class)
                                                .getThrowable()
                                                .orElseThrow()));
    }

    private static String methodName(Event event) {
        return event.getTestDescriptor().getDisplayName().replaceAll("\\(.*", "");
    }

    private static Map<FailureNote.Kind, String> notes(Throwable failure) {
        return Arrays.stream(failure.getSuppressed())
                .filter(FailureNote.class::isInstance)
                .map(FailureNote.class::cast)
                .collect(Collectors.toMap(FailureNote::kind, FailureNote::getMessage));
    }
}
