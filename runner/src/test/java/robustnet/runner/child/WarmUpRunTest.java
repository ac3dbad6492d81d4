package robustnet.runner.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robustnet.runner.compile.Tools;
import robustnet.runner.course.TestInfo;

@DisplayName("The warm-up of the JVMs that run the tests")
class WarmUpRunTest {
    private static final Path SOURCES = Path.of("src/main/java").toAbsolutePath();

    @Test
    @DisplayName("does what tests do: some pass, some fail, and none for a reason of its own")
    void goesThroughTheMotions() throws InterruptedException {
        var run = new TestRun(Tools.ofThisJvm(), ChildLimits.defaults()).run(request());

        var passed = run.tests().stream().filter(TestResult::passed).map(t -> t.test().method());
        assertThat(passed).as("passed").containsExactly("passes", "passesInMemory");
        assertThat(messages(run))
                .as("failed")
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text).contains("Wanted 2 times"),
                        text -> assertThat(text).contains("the bytes"),
                        text -> assertThat(text).contains("peer expects 3 bytes"),
                        text -> assertThat(text).contains("a TODO"));
    }

    private static Stream<String> messages(RunResult run) {
        return run.tests().stream()
                .map(TestResult::verdict)
                .filter(Verdict.Failed.class::isInstance)
                .map(v -> ((Verdict.Failed) v).failure().message());
    }

    @Test
    @DisplayName("is used where it is there")
    void isUsedWhereItFits(@TempDir Path folder) throws Exception {
        var cache = folder.resolve("child.aot");
        var tools = new Tools(Tools.ofThisJvm().classPath(), Optional.of(cache));

        assertThat(options(tools)).as("no cache yet").noneMatch(WarmUpRunTest::isCache);
        Files.createFile(cache);
        assertThat(options(tools)).as("a cache").anyMatch(WarmUpRunTest::isCache);
    }

    @Test
    @DisplayName("that has become useless is passed over in silence")
    void survivesABadCache(@TempDir Path folder) throws Exception {
        var cache = Files.writeString(folder.resolve("child.aot"), "no cache at all");
        var tools = new Tools(Tools.ofThisJvm().classPath(), Optional.of(cache));

        var run = new TestRun(tools, ChildLimits.defaults()).run(request());

        assertThat(run.tests()).as("passed").filteredOn(TestResult::passed).hasSize(2);
        assertThat(run.output()).as("what the JVM says of it").isEmpty();
    }

    private static boolean isCache(String option) {
        return option.startsWith("-XX:AOTCache=");
    }

    private static List<String> options(Tools tools) {
        return ChildCommand.forTests(request(), tools).command();
    }

    private static TestRequest request() {
        var name = WarmUpTest.class.getName();
        var tests =
                Stream.of(
                                "passes",
                                "passesInMemory",
                                "failsAMock",
                                "failsAnAssertion",
                                "failsAPeer",
                                "failsWithAnException")
                        .map(m -> new TestInfo(name, m, m, 1, Duration.ofSeconds(30)))
                        .toList();
        var here = Path.of("").toAbsolutePath();
        return new TestRequest(name, tests, Tools.ofThisJvm().classPath(), SOURCES, here, Map.of());
    }
}
