package robustnet.runner.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.runner.TinyCourse.body;
import static robustnet.runner.TinyCourse.returning;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robustnet.runner.TinyCourse;
import robustnet.runner.child.TestResult;
import robustnet.runner.course.TestInfo;

@DisplayName("The warm checker")
class WarmCheckerTest {
    private final List<String> heard = new ArrayList<>();

    @Test
    @DisplayName("gives the verdicts of the checker, save after save, and tells them as they come")
    void checksEachSave(@TempDir Path folder) throws Exception {
        var tiny = new TinyCourse(folder);
        var course = tiny.read();
        var exercise = course.require("1.1");
        try (var warm = WarmChecker.of(course)) {
            warm.prepare(exercise);
            tiny.starter(returning("\"one\""));
            assertThat(warm.check(exercise, CheckListener.NONE))
                    .as("an error")
                    .isEqualTo(Checker.of(course).check(exercise));

            tiny.starter(body("while (true) Thread.onSpinWait();"));
            assertThatThrownBy(() -> warm.check(exercise, interrupting()), "a cancelled check")
                    .isInstanceOf(InterruptedException.class);

            tiny.starter(returning("1"));
            assertThat(warm.check(exercise, listener()).passed()).as("the next one").isTrue();
            assertThat(heard).containsExactly("compiling", "running 1", "started", "passed");
        }
        try (var left = Files.list(folder.resolve(".learn/out"))) {
            assertThat(left.toList()).as("what is left").isEmpty();
        }
    }

    private CheckListener interrupting() {
        var here = Thread.currentThread();
        return new CheckListener() {
            @Override
            public void started(TestInfo test) {
                here.interrupt();
            }
        };
    }

    private CheckListener listener() {
        return new CheckListener() {
            @Override
            public void compiling() {
                heard.add("compiling");
            }

            @Override
            public void running(List<TestInfo> tests) {
                heard.add("running " + tests.size());
            }

            @Override
            public void started(TestInfo test) {
                heard.add("started");
            }

            @Override
            public void finished(TestResult result) {
                heard.add(result.passed() ? "passed" : "failed");
            }
        };
    }
}
