package robustnet.runner.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import robustnet.runner.TinyCourse;
import robustnet.runner.child.Verdict.Failed;
import robustnet.runner.child.Verdict.NotRun;
import robustnet.runner.child.Verdict.Reason;
import robustnet.runner.compile.Tools;
import robustnet.runner.course.TestInfo;

@DisplayName("Runs that share a JVM")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedRunsTest {
    private static final ChildLimits LIMITS =
            new ChildLimits(
                    Duration.ofSeconds(30), Duration.ofMillis(100), Duration.ofSeconds(60), 1000);

    /// Each test of it tells, by a failure, in which process it ran and how often its class was
    /// used there.
    private static final String TESTS =
            """
            package tiny;
            import org.junit.jupiter.api.*;
            class Shared {
                private static int uses;
                @Test void calm() { tell(); }
                @Test void leavesAThread() {
                    Thread.ofVirtual().start(() -> { while (true) java.util.concurrent.locks.LockSupport.park(); });
                    tell();
                }
                @Test void setsAProperty() { System.setProperty("tiny.left", "behind"); tell(); }
                @Test void exits() { System.exit(3); }
                @Test void spins() { while (true) Thread.onSpinWait(); }
                private static void tell() {
                    Assertions.fail("use " + ++uses + " in " + ProcessHandle.current().pid());
                }
            }
            """;

    private Path folder;
    private List<Path> classPath;
    private int requests;

    @BeforeAll
    void compile(@TempDir Path temporary) {
        folder = temporary;
        classPath = new TinyCourse(folder).compiled("Shared", TESTS);
    }

    @Test
    @DisplayName("have classes of their own, and a new JVM after one that left anything behind")
    void areJudgedAlone() throws InterruptedException {
        try (var runs = new SharedRuns(Tools.ofThisJvm(), LIMITS)) {
            var first = told(runs, "calm");
            assertThat(first).as("the first use of the class").startsWith("use 1 in ");
            assertThat(told(runs, "calm")).as("again: the same JVM, a new class").isEqualTo(first);
            assertThat(told(runs, "leavesAThread")).as("in the same JVM").isEqualTo(first);

            var seen = new HashSet<String>(List.of(first));
            var second = told(runs, "setsAProperty");
            assertThat(seen.add(second)).as("a new JVM after the thread").isTrue();
            assertThat(seen.add(told(runs, "calm"))).as("a new JVM after the property").isTrue();
            assertThat(notRun(runs, "exits").reason()).isEqualTo(Reason.EXITED);
            assertThat(seen.add(told(runs, "calm"))).as("a new JVM after the exit").isTrue();
            assertThat(notRun(runs, "spins").reason()).isEqualTo(Reason.KILLED);
            assertThat(seen.add(told(runs, "calm"))).as("a new JVM after the hang").isTrue();
        }
    }

    private String told(SharedRuns runs, String method) throws InterruptedException {
        var verdict = verdict(runs, method);
        assertThat(verdict).as(method).isInstanceOf(Failed.class);
        return ((Failed) verdict).failure().message();
    }

    private NotRun notRun(SharedRuns runs, String method) throws InterruptedException {
        var verdict = verdict(runs, method);
        assertThat(verdict).as(method).isInstanceOf(NotRun.class);
        return (NotRun) verdict;
    }

    /// The sources are in another folder each time, as those of mistakes are.
    private Verdict verdict(SharedRuns runs, String method) throws InterruptedException {
        var limit = Duration.ofMillis(method.equals("spins") ? 300 : 30_000);
        var test = new TestInfo("tiny.Shared", method, method, 1, limit);
        var sources = folder.resolve("sources" + ++requests);
        var request =
                new TestRequest("tiny.Shared", List.of(test), classPath, sources, folder, Map.of());
        return runs.run(request).getFirst().verdict();
    }
}
