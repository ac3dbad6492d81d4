package robustnet.runner.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robustnet.runner.TinyCourse;
import robustnet.runner.compile.Tools;
import robustnet.runner.course.TestInfo;

@DisplayName("A run whose tests print")
class PrintedRunTest {
    @Test
    @DisplayName("tells what was printed while each test ran, on both streams, by any thread")
    void tellsOutputApart(@TempDir Path folder) throws InterruptedException {
        var classPath = new TinyCourse(folder).compiled("Prints", Unruly.printing());
        var tests = Stream.of("a", "b", "c").map(PrintedRunTest::test).toList();
        var request = new TestRequest("tiny.Prints", tests, classPath, folder, folder, Map.of());

        var run = new TestRun(Tools.ofThisJvm(), ChildLimits.defaults()).run(request);

        assertThat(tests.stream().map(test -> run.printed().of(test).all().text()))
                .satisfiesExactly(
                        a -> assertThat(a.lines()).containsExactlyInAnyOrder("a says", "a logs"),
                        b ->
                                assertThat(b.lines())
                                        .as("all its invocations")
                                        .contains("b logs 1", "b says 1", "b logs 2", "b says 2"),
                        c -> assertThat(c).as("it never ended").isEqualTo("c logs"));
        assertThat(run.printed().outside().all().text()).isEqualTo("before all\n");
        assertThat(run.output()).contains("a says").doesNotContain("event");
    }

    private static TestInfo test(String name) {
        return new TestInfo("tiny.Prints", name, name, 1, Duration.ofSeconds(30));
    }
}
