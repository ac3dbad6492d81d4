package robustnet.runner.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.course.Course;
import robustnet.runner.course.Points;
import robustnet.runner.report.Style;

@DisplayName("Watch mode without a screen")
class LinearDisplayTest {
    @TempDir private Path folder;
    private final StringWriter text = new StringWriter();

    @Test
    @DisplayName("prints each report once, and a line for programs after it")
    void printsReports() {
        var course = Tiny.course(folder);
        var exercise = course.require("1.1");
        var display = new LinearDisplay(course, new PrintWriter(text), Style.plain());
        var failed = new Phase.Checked(Tiny.result(exercise, 2), Duration.ofMillis(480));

        display.show(scene(course, new Phase.Checking(Ticks.none(), false), "a note"));
        display.show(scene(course, failed, "a note"));
        display.show(scene(course, failed, "a note"));
        display.show(
                scene(
                        course,
                        new Phase.Checked(
                                new ExerciseResult.NotCompiled(exercise, List.of()), Duration.ZERO),
                        ""));

        assertThat(text.toString())
                .containsOnlyOnce("a note")
                .containsOnlyOnce("✗ test 3 of One holds (B3)")
                .containsOnlyOnce("checked 1.1: failed 2 of 3 tests, tests 210 ms, total 480 ms\n")
                .endsWith("checked 1.1: does not compile, total 0 ms\n");
    }

    @Test
    @DisplayName("tells what is not begun once, and where a key has led to")
    void tellsOnce() {
        var course = Tiny.course(folder);
        var display = new LinearDisplay(course, new PrintWriter(text), Style.plain());
        var result = Tiny.untouched(course.require("1.1"));

        display.show(scene(course, new Phase.Checked(result, Duration.ofMillis(1)), ""));
        var first = text.toString();
        display.show(scene(course, new Phase.Checked(result, Duration.ofMillis(2)), ""));
        display.show(scene(course, "1.2", new Phase.Waiting(false), ""));

        assertThat(first).endsWith("checked 1.1: not started, 3 tests, total 1 ms\n");
        assertThat(text.toString().substring(first.length()))
                .isEqualTo(
                        "checked 1.1: not started, 3 tests, total 2 ms\nnow at 1.2 Two: One.java\n");
        assertThat(display.press("g")).isEqualTo("type g and Enter");
    }

    @Test
    @DisplayName("answers each line, be the answer the same as before, and tells what came of all")
    void answers() {
        var course = Tiny.course(folder);
        var display = new LinearDisplay(course, new PrintWriter(text), Style.plain());
        var waiting = new Phase.Waiting(false);

        display.heard();
        display.show(scene(course, waiting, "the first"));
        display.show(scene(course, waiting, "the first"));
        display.heard();
        display.show(scene(course, waiting, "the first"));
        display.show(scene(course, new Phase.CheckedAll("1 of the 2 passed", false), ""));

        assertThat(text)
                .hasToString("the first\nthe first\n✓ 1.1 One\nchecked all: 1 of the 2 passed\n");
    }

    private static Scene scene(Course course, Phase phase, String note) {
        return scene(course, "1.1", phase, note);
    }

    private static Scene scene(Course course, String id, Phase phase, String note) {
        return new Scene(
                course.require(id),
                "One.java",
                0,
                "",
                new Score(Set.of(), 0, 3, new Points(0, 30, 0)),
                phase,
                TextView.of(List.of("✓ 1.1 One")),
                Optional.empty(),
                note,
                Optional.empty());
    }
}
