package robustnet.runner.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
import robustnet.runner.compile.Compilation.Compiled;
import robustnet.runner.compile.EarlierChapters;
import robustnet.runner.compile.ExerciseCompiler;
import robustnet.runner.compile.Subject;
import robustnet.runner.compile.Tools;
import robustnet.runner.course.TestInfo;

@DisplayName("A run in a JVM that stood by")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandbyRunsTest {
    private static final ChildLimits LIMITS =
            new ChildLimits(
                    Duration.ofSeconds(30), Duration.ofMillis(100), Duration.ofSeconds(60), 1000);

    private static final String TESTS =
            """
            package tiny;
            import org.junit.jupiter.api.*;
            @TestMethodOrder(MethodOrderer.MethodName.class)
            class Told {
                @Test void aTells() {
                    System.out.print("said");
                    Assertions.fail(ProcessHandle.current().pid() + " " + System.getProperty("course.sources"));
                }
                @Test void bExits() { System.exit(3); }
                @Test void cSpins() { while (true) Thread.onSpinWait(); }
            }
            """;

    private Path folder;
    private List<Path> classPath;

    @BeforeAll
    void compile(@TempDir Path temporary) {
        folder = temporary;
        var course = new TinyCourse(folder).write("01-tiny/src/test/java/tiny/Told.java", TESTS);
        var chapter = course.read().chapters().getFirst();
        var compiled =
                new ExerciseCompiler(
                                course.read(), Tools.ofThisJvm(), EarlierChapters.From.REFERENCE)
                        .compile(
                                chapter,
                                List.of(chapter.testSources().resolve("tiny/Told.java")),
                                Subject.learner(chapter),
                                folder.resolve("out"));
        classPath = ((Compiled) compiled).classPath();
    }

    @Test
    @DisplayName("uses that JVM, once, and says nothing of its warm-up")
    void usesItOnce() throws Exception {
        try (var runs = new StandbyRuns(Tools.ofThisJvm(), LIMITS)) {
            runs.prepare(folder);
            var standby = waiting(runs);
            runs.prepare(folder);
            var heard = new ArrayList<TestResult>();
            var listener =
                    new RunListener() {
                        @Override
                        public void finished(TestResult result) {
                            heard.add(result);
                        }
                    };
            var run = runs.run(request("aTells"), listener);

            assertThat(told(run)).as("process and sources").isEqualTo(standby.pid() + " " + folder);
            assertThat(heard).as("heard").isEqualTo(run.tests());
            assertThat(run.output()).as("output").isEqualTo("said");
            assertThat(standby.isAlive()).as("it still lives").isFalse();
            assertThat(told(runs.run(request("aTells"), RunListener.NONE)))
                    .as("the next one, in a JVM of its own")
                    .doesNotStartWith(standby.pid() + " ");
        }
    }

    @Test
    @DisplayName("does without it if it has died, or was started with other options")
    void doesWithoutIt() throws Exception {
        var options = folder.resolve("test.options");
        try (var runs = new StandbyRuns(Tools.ofThisJvm(), LIMITS)) {
            runs.prepare(folder);
            var dead = waiting(runs);
            dead.destroyForcibly();
            dead.onExit().join();
            assertThat(told(runs.run(request("aTells"), RunListener.NONE))).endsWith(" " + folder);

            runs.prepare(folder);
            var old = waiting(runs);
            Files.writeString(options, "-Dtiny.told=so\n");
            assertThat(told(runs.run(request("aTells"), RunListener.NONE)))
                    .as("after a change of the options")
                    .doesNotStartWith(old.pid() + " ");
            assertThat(old.isAlive()).as("it still lives").isFalse();
        } finally {
            Files.delete(options);
        }
    }

    @Test
    @DisplayName("leaves no JVM behind, of another chapter or at the end")
    void leavesNone() {
        ProcessHandle first;
        ProcessHandle second;
        try (var runs = new StandbyRuns(Tools.ofThisJvm(), LIMITS)) {
            runs.prepare(folder);
            first = waiting(runs);
            runs.prepare(folder.resolve("01-tiny"));
            second = waiting(runs);

            assertThat(first.isAlive()).as("that of the chapter before").isFalse();
        }
        assertThat(second.isAlive()).as("the last").isFalse();
    }

    @Test
    @DisplayName("survives an exit and a hang")
    void survives() throws Exception {
        for (var test : List.of("bExits", "cSpins")) {
            try (var runs = new StandbyRuns(Tools.ofThisJvm(), LIMITS)) {
                runs.prepare(folder);
                var verdict =
                        runs.run(request(test), RunListener.NONE).tests().getFirst().verdict();

                var reason = test.equals("bExits") ? Reason.EXITED : Reason.KILLED;
                assertThat(verdict).as(test).isInstanceOf(NotRun.class);
                assertThat(((NotRun) verdict).reason()).as(test).isEqualTo(reason);
            }
        }
    }

    @Test
    @DisplayName("that is interrupted kills it, and the next run works")
    void isCancelled() throws Exception {
        try (var runs = new StandbyRuns(Tools.ofThisJvm(), LIMITS)) {
            runs.prepare(folder);
            var standby = waiting(runs);
            var tests = Thread.currentThread();
            var listener =
                    new RunListener() {
                        @Override
                        public void started(TestInfo test) {
                            tests.interrupt();
                        }
                    };

            assertThatThrownBy(() -> runs.run(request("cSpins"), listener), "the run")
                    .isInstanceOf(InterruptedException.class);
            assertThat(standby.isAlive()).as("it still lives").isFalse();
            runs.prepare(folder);
            assertThat(told(runs.run(request("aTells"), RunListener.NONE))).endsWith(" " + folder);
        }
    }

    private static ProcessHandle waiting(StandbyRuns runs) {
        return runs.waiting().orElseThrow().child().process();
    }

    private TestRequest request(String... methods) {
        // Only what is sure to hang has a short deadline: this machine may be busy.
        var tests =
                Arrays.stream(methods)
                        .map(
                                m ->
                                        new TestInfo(
                                                "tiny.Told",
                                                m,
                                                m,
                                                1,
                                                Duration.ofMillis(
                                                        m.equals("cSpins") ? 300 : 30_000)))
                        .toList();
        return new TestRequest("tiny.Told", tests, classPath, folder, folder, Map.of());
    }

    private static String told(RunResult run) {
        return ((Failed) run.tests().getFirst().verdict()).failure().message();
    }
}
