package robustnet.runner.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
import robustnet.runner.child.Verdict.Passed;
import robustnet.runner.child.Verdict.Reason;
import robustnet.runner.compile.Compilation.Compiled;
import robustnet.runner.compile.EarlierChapters;
import robustnet.runner.compile.ExerciseCompiler;
import robustnet.runner.compile.Subject;
import robustnet.runner.compile.Tools;
import robustnet.runner.course.TestInfo;

@DisplayName("A run in a child JVM")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TestRunTest {
    private static final ChildLimits LIMITS =
            new ChildLimits(
                    Duration.ofSeconds(30), Duration.ofMillis(100), Duration.ofSeconds(60), 1000);

    private final List<TestInfo> begun = new ArrayList<>();
    private final List<TestResult> heard = new ArrayList<>();
    private final RunListener listener =
            new RunListener() {
                @Override
                public void started(TestInfo test) {
                    begun.add(test);
                }

                @Override
                public void finished(TestResult result) {
                    heard.add(result);
                }
            };
    private Path folder;
    private List<Path> classPath;

    @BeforeAll
    void compile(@TempDir Path temporary) {
        folder = temporary;
        var course = new TinyCourse(folder);
        var sources =
                new HashMap<>(
                        Map.of(
                                "Calm", Unruly.calm(),
                                "Halts", Unruly.second("Halts", "Runtime.getRuntime().halt(7);"),
                                "Exits",
                                        Unruly.second(
                                                "Exits",
                                                "Thread.ofVirtual().start(() -> System.exit(3)).join();"),
                                "Greedy",
                                        Unruly.second(
                                                "Greedy",
                                                "var all = new ArrayList<long[]>(); while (true) all.add(new long[1 << 22]);"),
                                "Spins",
                                        Unruly.second("Spins", "while (true) Thread.onSpinWait();"),
                                "Chatty",
                                        Unruly.second(
                                                "Chatty",
                                                "var mega = new byte[1 << 20]; Arrays.fill(mega, (byte) 'x');"
                                                        + " for (int i = 0; i < 200; i++) System.out.write(mega, 0, mega.length);"),
                                "Told",
                                        Unruly.second(
                                                "Told",
                                                "assertThat(System.getProperty(\"tiny.told\")).isEqualTo(\"so\");"),
                                "Empty", Unruly.empty(),
                                "Broken", Unruly.brokenBeforeAll()));
        sources.put("Crashes", Unruly.crashing());
        sources.forEach(
                (name, text) -> course.write("01-tiny/src/test/java/tiny/" + name + ".java", text));
        var chapter = course.read().chapters().getFirst();
        var files =
                sources.keySet().stream()
                        .map(name -> chapter.testSources().resolve("tiny/" + name + ".java"))
                        .toList();
        var compiler =
                new ExerciseCompiler(
                        course.read(), Tools.ofThisJvm(), EarlierChapters.From.REFERENCE);
        var compiled =
                compiler.compile(chapter, files, Subject.learner(chapter), folder.resolve("out"));
        classPath = ((Compiled) compiled).classPath();
    }

    @Test
    @DisplayName("gives each test its own verdict, and only what ran and passed is passed")
    void tellsTestsApart() throws InterruptedException {
        begun.clear();
        heard.clear();
        var run =
                run(
                        "Calm",
                        "passes",
                        "fails",
                        "isSkipped",
                        "isAborted",
                        "failsOnce",
                        "passesTwice",
                        "makesNone",
                        "overflows",
                        "forges",
                        "closesTheOutput",
                        "leavesAThread",
                        "throwsAnEvilException",
                        "readsTheInput",
                        "Inner.isFound",
                        "isNotThere");

        for (var name :
                List.of("passes", "passesTwice", "forges", "closesTheOutput", "leavesAThread")) {
            assertThat(verdict(run, name)).as(name).isInstanceOf(Passed.class);
        }
        assertThat(verdict(run, "readsTheInput")).as("an empty input").isInstanceOf(Passed.class);
        assertThat(verdict(run, "isFound")).as("a nested test").isInstanceOf(Passed.class);
        assertThat(failure(run, "fails").message()).contains("the number");
        assertThat(failure(run, "fails").expected()).contains("8");
        assertThat(failure(run, "fails").actual()).contains("7");
        assertThat(failure(run, "failsOnce").invocation()).contains("2");
        assertThat(failure(run, "overflows").type()).isEqualTo("java.lang.StackOverflowError");
        assertThat(failure(run, "throwsAnEvilException").message())
                .contains("IllegalStateException");
        assertThat(notRun(run, "isSkipped"))
                .isEqualTo(new NotRun(Reason.SKIPPED, "Skipped is not passed: later"));
        assertThat(notRun(run, "isAborted").reason()).isEqualTo(Reason.ABORTED);
        assertThat(notRun(run, "makesNone").reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(notRun(run, "isNotThere").reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(heard)
                .as("what was heard meanwhile: no test that JUnit did not find")
                .hasSize(14)
                .containsExactlyInAnyOrderElementsOf(
                        run.tests().stream()
                                .filter(t -> !t.test().method().equals("isNotThere"))
                                .toList());
        assertThat(begun).as("begun: all but the skipped one").hasSize(13);
        assertThat(run.output())
                .as("the program's own output, put together again, with the forged event in it")
                .contains("before and after")
                .contains("{\"event\":\"result\"");
    }

    @Test
    @DisplayName("that dies: what passed before has passed, the rest has not")
    void survivesAHalt() throws InterruptedException {
        var run = run("Halts", "a", "b", "c");

        assertThat(verdict(run, "a")).isInstanceOf(Passed.class);
        assertThat(notRun(run, "b").reason()).isEqualTo(Reason.DIED);
        assertThat(notRun(run, "b").text()).contains("exit code 7 while running \"b\"");
        assertThat(notRun(run, "c").reason()).isEqualTo(Reason.NEVER_STARTED);
    }

    @Test
    @DisplayName("that is ended by System.exit: says where it was called, on a virtual thread too")
    void namesWhoExits() throws InterruptedException {
        var run = run("Exits", "a", "b", "c");

        assertThat(verdict(run, "a")).isInstanceOf(Passed.class);
        assertThat(notRun(run, "b").reason()).isEqualTo(Reason.EXITED);
        assertThat(notRun(run, "b").text())
                .contains("System.exit(3) was called at Exits.java:11 while running \"b\"");
        assertThat(notRun(run, "c").reason()).isEqualTo(Reason.NEVER_STARTED);
    }

    @Test
    @DisplayName("that crashes: is run once more, and only if that crashes too it is told")
    void repeatsACrash() throws Exception {
        var crashes = run("Crashes", "a", "b", "c");

        assertThat(verdict(crashes, "a")).isInstanceOf(Passed.class);
        assertThat(verdict(crashes, "b")).as("crashed the first time").isInstanceOf(Passed.class);
        assertThat(notRun(crashes, "c").text())
                .startsWith("the JVM crashed in")
                .contains("while running \"c\"")
                .endsWith("; the run before had crashed too");
        assertThat(crashes.firstEnd()).as("told at the test that crashed again").isEmpty();
        assertThat(crashes.output()).as("what the JVM prints").doesNotContain("fatal error");
        assertThat(crashes.printed().of(crashes.tests().getLast().test()).all().text())
                .as("while it crashed")
                .doesNotContain("fatal error");
        try (var files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .as("what the JVM writes")
                    .noneMatch(name -> name.startsWith("hs_err"));
        }
    }

    @Test
    @DisplayName("that dies before it comes to a test: is run once more, and that is told")
    void repeatsADeathBeforeTheTests() throws Exception {
        var request = request("Halts", "a");
        var command = ChildCommand.java(List.of(), folder, List.of("--version"), "None");
        var dead = ChildProcess.start(command, request.alone("token"), LIMITS.output());
        var runs = new TestRun(Tools.ofThisJvm(), LIMITS);

        var run = runs.watch(dead, request, listener, System.nanoTime());

        assertThat(verdict(run, "a")).isInstanceOf(Passed.class);
        assertThat(run.firstEnd()).startsWith("the JVM ended with exit code 0");
    }

    @Test
    @DisplayName("that fills its heap: says so")
    void survivesAFullHeap() throws InterruptedException {
        var run = run("Greedy", "a", "b", "c");

        assertThat(verdict(run, "a")).isInstanceOf(Passed.class);
        assertThat(verdict(run, "b")).isInstanceOf(NotRun.class);
        assertThat(notRun(run, "b").reason()).isEqualTo(Reason.OUT_OF_MEMORY);
        assertThat(verdict(run, "c")).isNotInstanceOf(Passed.class);
    }

    @Test
    @DisplayName("that hangs where no interrupt helps: is killed at its deadline")
    void killsWhatHangs() throws InterruptedException {
        var run = run("Spins", "a", "b", "c");

        assertThat(notRun(run, "b").reason()).isEqualTo(Reason.KILLED);
        assertThat(notRun(run, "b").text()).contains("while running \"b\"");
        assertThat(notRun(run, "c").reason()).isEqualTo(Reason.NEVER_STARTED);
        assertThat(run.took()).as("with the JVM's start").isLessThan(Duration.ofSeconds(20));
    }

    @Test
    @DisplayName("that prints without end: the first part is kept, the rest is counted")
    void boundsTheOutput() throws InterruptedException {
        var run = run("Chatty", "a", "b", "c");

        assertThat(run.allPassed()).isTrue();
        assertThat(run.output()).hasSize(LIMITS.output()).containsOnlyOnce("x".repeat(1000));
        assertThat(run.omitted()).isEqualTo((200L << 20) - LIMITS.output());
    }

    @Test
    @DisplayName("has the options that stand in the chapter's test.options")
    void takesTheChaptersOptions() throws Exception {
        var options = folder.resolve("test.options");
        Files.writeString(options, "# comment\n-Dtiny.told=so\n");
        try {
            assertThat(run("Told", "a", "b", "c").allPassed()).isTrue();
        } finally {
            Files.delete(options);
        }
    }

    @Test
    @DisplayName("of a class that has no test, or is not there, passes nothing")
    void passesNothingWhereNothingIs() throws InterruptedException {
        assertThat(run("Empty", "a").tests().getFirst().verdict()).isInstanceOf(NotRun.class);
        var missing = run("Nowhere", "a");
        assertThat(notRun(missing, "a").text()).contains("tiny.Nowhere");
        assertThat(run("Empty").allPassed()).as("no test at all").isFalse();
    }

    @Test
    @DisplayName("of a class that fails before its tests: each of them has failed")
    void blamesTheClass() throws InterruptedException {
        var run = run("Broken", "a", "b");

        assertThat(failure(run, "a").message()).isEqualTo("no port");
        assertThat(failure(run, "b").message()).isEqualTo("no port");
    }

    private RunResult run(String className, String... methods) throws InterruptedException {
        return new TestRun(Tools.ofThisJvm(), LIMITS).run(request(className, methods), listener);
    }

    private TestRequest request(String className, String... methods) {
        // Only what is sure to hang has a short deadline: this machine may be busy.
        var limit = className.equals("Spins") ? Duration.ofMillis(300) : Duration.ofSeconds(30);
        var tests = Arrays.stream(methods).map(m -> test("tiny." + className, m, limit)).toList();
        return new TestRequest("tiny." + className, tests, classPath, folder, folder, Map.of());
    }

    /// `Inner.isFound` is in a nested class.
    private static TestInfo test(String className, String name, Duration limit) {
        int dot = name.indexOf('.');
        var type = dot < 0 ? className : className + "$" + name.substring(0, dot);
        var method = name.substring(dot + 1);
        return new TestInfo(type, method, method, 1, limit);
    }

    private static Verdict verdict(RunResult run, String method) {
        return run.tests().stream()
                .filter(t -> t.test().method().equals(method))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    private static Failure failure(RunResult run, String method) {
        assertThat(verdict(run, method)).as(method).isInstanceOf(Failed.class);
        return ((Failed) verdict(run, method)).failure();
    }

    private static NotRun notRun(RunResult run, String method) {
        assertThat(verdict(run, method)).as(method).isInstanceOf(NotRun.class);
        return (NotRun) verdict(run, method);
    }
}
