package robustnet.runner.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

@DisplayName("A run in a JVM that stood by")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandbyRunsTest {
    private static final ChildLimits LIMITS = ChildLimits.defaults();

    private static final String TESTS =
            """
            package tiny;
            import org.junit.jupiter.api.*;
            class Told {
                @Test void tells() {
                    System.out.print("said");
                    Assertions.fail(ProcessHandle.current().pid() + " " + System.getProperty("course.sources"));
                }
                @Test void exits() { System.exit(3); }
            }
            """;

    private Path folder;
    private List<Path> classPath;

    @BeforeAll
    void compile(@TempDir Path temporary) {
        folder = temporary;
        classPath = new TinyCourse(folder).compiled("Told", TESTS);
    }

    @Test
    @DisplayName("uses that JVM, once, and says nothing of its warm-up")
    void usesItOnce() throws InterruptedException {
        try (var runs = new StandbyRuns(Tools.ofThisJvm(), LIMITS)) {
            runs.prepare(folder);
            var standby = waiting(runs);
            runs.prepare(folder);
            var run = run(runs, "tells");

            assertThat(told(run)).as("process and sources").isEqualTo(standby.pid() + " " + folder);
            assertThat(run.output()).as("output").isEqualTo("said");
            assertThat(standby.isAlive()).as("it still lives").isFalse();
            assertThat(runs.waiting()).as("one for the next run").isEmpty();
        }
    }

    @Test
    @DisplayName("does without it if it has died")
    void doesWithoutIt() throws InterruptedException {
        try (var runs = new StandbyRuns(Tools.ofThisJvm(), LIMITS)) {
            runs.prepare(folder);
            var dead = waiting(runs);
            dead.destroyForcibly();
            dead.onExit().join();

            assertThat(told(run(runs, "tells"))).endsWith(" " + folder);
        }
    }

    @Test
    @DisplayName("says where it was ended")
    void survivesAnExit() throws InterruptedException {
        try (var runs = new StandbyRuns(Tools.ofThisJvm(), LIMITS)) {
            runs.prepare(folder);

            assertThat(run(runs, "exits").tests().getFirst().verdict())
                    .isInstanceOfSatisfying(
                            NotRun.class,
                            verdict -> {
                                assertThat(verdict.reason()).isEqualTo(Reason.EXITED);
                                assertThat(verdict.text()).contains("Told.java:8");
                            });
        }
    }

    @Test
    @DisplayName("leaves no JVM behind: of another chapter, with old options, or at the end")
    void leavesNone() throws IOException {
        ProcessHandle last;
        try (var runs = new StandbyRuns(Tools.ofThisJvm(), LIMITS)) {
            runs.prepare(folder);
            var first = waiting(runs);
            var chapter = folder.resolve("01-tiny");
            runs.prepare(chapter);
            assertThat(first.isAlive()).as("that of the chapter before").isFalse();

            var second = waiting(runs);
            Files.writeString(chapter.resolve("test.options"), "-Dtiny.told=so\n");
            runs.prepare(chapter);
            assertThat(second.isAlive()).as("the one with the old options").isFalse();
            last = waiting(runs);
        }
        assertThat(last.isAlive()).as("the last").isFalse();
    }

    private static ProcessHandle waiting(StandbyRuns runs) {
        return runs.waiting().orElseThrow().child().process();
    }

    private RunResult run(StandbyRuns runs, String method) throws InterruptedException {
        var test = new TestInfo("tiny.Told", method, method, 1, Duration.ofSeconds(30));
        var request =
                new TestRequest("tiny.Told", List.of(test), classPath, folder, folder, Map.of());
        return runs.run(request, RunListener.NONE);
    }

    private static String told(RunResult run) {
        return ((Failed) run.tests().getFirst().verdict()).failure().message();
    }
}
