package robustnet.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static robustnet.testkit.junit.SampleRun.failures;
import static robustnet.testkit.junit.SampleRun.run;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.FailureNote;
import robustnet.testkit.Hang;
import robustnet.testkit.PeerFailure;
import robustnet.testkit.Unfinished;

class ExerciseExtensionTest {
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
    @DisplayName(
            "a test that hangs fails at its time limit, one like it before that, and the next goes on")
    void hangs() {
        var results = run(Samples.Hanging.class, "fail");

        assertThat(failures(results)).containsOnlyKeys("hangs", "hangsToo");
        assertThat(failures(results).get("hangs"))
                .isInstanceOf(Hang.class)
                .hasMessageContaining("did not end within 1 s: your code waits in accept()");
        assertThat(notes(failures(results).get("hangs")).get(FailureNote.Kind.USUALLY))
                .startsWith("usually: serveOnTheCallersThread() has not returned: it accepts");
        assertThat(failures(results).get("hangsToo"))
                .isInstanceOf(Hang.class)
                .hasMessageContaining(
                        "did not end within 1.5 s, and hangs where \"hangs(Testbed)\"")
                .hasMessageContaining(" did: your code waits in accept()");
        results.testEvents().assertStatistics(s -> s.started(3).succeeded(1));
    }

    @Test
    @DisplayName("a peer that waited in vain says where the learner's threads stood then")
    void threadsOfASilentServer() {
        var failure = failures(run(Samples.Serving.class, "fail")).get("isSilent");

        assertThat(failure).isInstanceOf(PeerFailure.class);
        assertThat(notes(failure).get(FailureNote.Kind.THREADS))
                .contains("virtual thread \"server\": your code waits in read() at Student.java:");
        assertThat(notes(failure).get(FailureNote.Kind.USUALLY)).contains("never flushed");
    }

    @Test
    @DisplayName("a server that one reset has ended is said to have no thread any more, and why")
    void serverEndedByAReset() {
        var failure = failures(run(Samples.Serving.class, "fail")).get("dies");

        assertThat(failure).isInstanceOf(PeerFailure.class);
        assertThat(notes(failure).get(FailureNote.Kind.THREADS))
                .contains("no thread of your code is running: the accept loop has ended");
        assertThat(notes(failure).get(FailureNote.Kind.USUALLY))
                .contains("the exception of the reset client left the accept loop");
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
    @DisplayName("a failure after a peer was let down tells what was seen then")
    void isLetDownAndFails() {
        var failure = failures(run(Samples.Failing.class, "fail")).get("isLetDownAndFails");

        assertThat(failure).hasMessage("an empty reply");
        assertThat(notes(failure).get(FailureNote.Kind.THREADS))
                .as("one of the two peers, whichever came last")
                .contains(" had sent nothing and was waiting for ");
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

    private static Map<FailureNote.Kind, String> notes(Throwable failure) {
        return Arrays.stream(failure.getSuppressed())
                .filter(FailureNote.class::isInstance)
                .map(FailureNote.class::cast)
                .collect(Collectors.toMap(FailureNote::kind, FailureNote::getMessage));
    }
}
