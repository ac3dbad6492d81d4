package robustnet.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import robustnet.testkit.Leak;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeakGuardTest {
    private Map<String, Throwable> failures;

    @BeforeAll
    void runTheSamplesOnce() throws Exception {
        failures = SampleRun.failures(SampleRun.run(Samples.Leaking.class, "fail"));
    }

    @AfterAll
    void endWhatTheSamplesLeaked() throws Exception {
        for (var left : Samples.Leaking.LEFT) left.close();
        Samples.Leaking.LEFT.clear();
    }

    @Test
    @DisplayName("a test that leaves a thread running fails with the thread's name")
    void leakedThread() {
        assertThat(failures.get("leaksAThread"))
                .isInstanceOf(Leak.class)
                .hasMessageContaining(
                        "a running thread \"forgotten\" that waits for another thread")
                .hasMessageContaining("Student.java:");
        assertThat(failures.get("leaksAThread").getMessage().lines().toList())
                .as("the head, and a line for 33 threads that are alike")
                .hasSize(2)
                .last()
                .asString()
                .endsWith(", 33 times");
        assertThat(failures).doesNotContainKey("leavesNothing");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "open sockets are read from /proc")
    @DisplayName("a test that leaves a socket open fails with what kind of socket it is")
    void leakedSocket() throws Exception {
        assertThat(failures.get("leaksASocket"))
                .isInstanceOf(Leak.class)
                .hasMessageContaining("an open TCP socket that listens on port ");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "open sockets are read from /proc")
    @DisplayName("a socket that was dropped is a leak, although the garbage collector found it")
    void droppedSocket() {
        assertThat(failures.get("dropsASocket"))
                .isInstanceOf(Leak.class)
                .hasMessageContaining("an open socket without a connection: it was reset");
    }

    @Test
    @DisplayName("an idle worker of a forgotten executor is named as one")
    void forgottenExecutor() {
        assertThat(failures.get("forgetsAnExecutor"))
                .isInstanceOf(Leak.class)
                .hasMessageContaining(
                        "that is an idle worker of an executor that was never shut down");
    }
}
