package robustnet.runner.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import robustnet.runner.course.Points;
import robustnet.runner.report.Style;
import robustnet.runner.screen.Key;
import robustnet.runner.screen.Width;

@DisplayName("The screen of watch mode")
class CheckScreenTest {
    private static final String NASTY =
            "\u001b[2J\u0007漢字 and 🙂 and\ta tab\r\u009b1m " + "long ".repeat(40);

    private final CheckScreen screen = new CheckScreen(new Style(true));

    private static Scene scene(Phase phase, List<String> body, String note) {
        var exercise = Tiny.course(Path.of("/course")).require("1.1");
        return new Scene(
                exercise,
                "01-tiny/src/main/java/tiny/One.java",
                3,
                "",
                new Score(Set.of(), 12, 47, new Points(130, 545, 0)),
                phase,
                TextView.of(body),
                Optional.empty(),
                note,
                Optional.empty());
    }

    private static Scene failed() {
        var exercise = Tiny.course(Path.of("/course")).require("1.1");
        var phase = new Phase.Checked(Tiny.result(exercise, 2), java.time.Duration.ofMillis(480));
        return scene(phase, IntStream.range(0, 50).mapToObj(i -> "line " + i).toList(), "");
    }

    @Test
    @DisplayName("has the exercise, the report, the verdict, the course and the keys on 80 by 24")
    void hasEverything() {
        var lines = new CheckScreen(Style.plain()).lines(failed(), 80, 24);

        assertThat(lines).hasSize(24);
        assertThat(lines.getFirst()).startsWith(" 1.1 One  ★★  5 min").endsWith("3 of 10 points");
        assertThat(lines.get(1)).isEqualTo(" 01-tiny/src/main/java/tiny/One.java");
        assertThat(lines.get(3)).isEqualTo(" line 0");
        assertThat(lines.get(21)).startsWith(" 2 of 3 tests passed in 0.21 s").endsWith("↓ 32");
        assertThat(lines.get(22))
                .isEqualTo(" ██████░░░░░░░░░░░░░░░░░░░░░░  12 of 47 exercises, 130 of 545 points");
        assertThat(lines.get(23))
                .isEqualTo(
                        " n next  p previous  l list  h hint  d docs  s solution  r reset  ? help  q quit");
    }

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource({"80,24", "120,40", "40,10", "20,6", "10,3", "5,2", "2,1", "1,1"})
    @DisplayName("fits, whatever the size and whatever the report says")
    void fits(int columns, int rows) {
        var scene =
                scene(new Phase.NotChecked(NASTY), List.of(NASTY, NASTY.repeat(3), "", "x"), NASTY);

        var lines = screen.lines(scene, columns, rows);

        assertThat(lines).hasSizeLessThanOrEqualTo(rows);
        assertThat(lines)
                .allSatisfy(
                        line -> {
                            assertThat(Width.of(line)).as(line).isLessThanOrEqualTo(columns);
                            assertThat(line.replaceAll("\u001b\\[[0-9;]*m", ""))
                                    .as("nothing that acts on the terminal")
                                    .doesNotContainPattern("\\p{Cntrl}");
                        });
    }

    @Test
    @DisplayName("keeps the verdict and some of the report on 40 by 10")
    void keepsWhatMatters() {
        var lines = new CheckScreen(Style.plain()).lines(failed(), 40, 10);

        assertThat(String.join("\n", lines))
                .contains(
                        "1.1 One", "line 0", "line 2", "2 of 3 tests passed", "12 of 47", "q quit");
    }

    @Test
    @DisplayName("scrolls the report, and no further than its end")
    void scrolls() {
        var scene = failed();
        screen.lines(scene, 80, 24);

        scene.body().key(Key.Name.END);
        var lines = new CheckScreen(Style.plain()).lines(scene, 80, 24);

        assertThat(lines.get(20)).isEqualTo(" line 49");
        assertThat(lines.get(21)).endsWith("↑ 32");
        scene.body().key(Key.Name.DOWN);
        assertThat(new CheckScreen(Style.plain()).lines(scene, 80, 24)).isEqualTo(lines);
    }

    @Test
    @DisplayName("shows the first failure first where not all has room")
    void showsTheFirstFailure() {
        var lines = IntStream.range(0, 40).mapToObj(i -> (i < 30 ? "✓ " : "✗ ") + i).toList();
        var view = TextView.of(lines, 30);

        assertThat(view.lines(80, 10)).startsWith("✗ 30").endsWith("✗ 39");
    }

    @Test
    @DisplayName("says which keys there are, the less important ones only where there is room")
    void dropsKeys() {
        var all =
                IntStream.rangeClosed(0, 100).mapToObj(i -> KeyLine.of(i, Style.plain())).toList();

        assertThat(all.get(100)).isEqualTo(all.get(87)).contains("a all");
        assertThat(all.get(40)).isEqualTo(" n next  h hint  d docs  ? help  q quit");
        assertThat(all.get(7)).isEqualTo(" q quit");
        assertThat(all.get(0)).isEmpty();
        for (int i = 0; i < all.size(); i++) {
            assertThat(Width.of(all.get(i))).isLessThanOrEqualTo(i);
        }
    }

    @Test
    @DisplayName("has a bar that begins with the first point and is full with the last only")
    void hasABar() {
        var bars =
                IntStream.of(0, 1, 50, 99, 100, 120)
                        .mapToObj(i -> ProgressBar.of(i, 100, 10))
                        .collect(Collectors.joining("\n"));

        assertThat(bars)
                .isEqualTo(
                        """
                        ░░░░░░░░░░
                        █░░░░░░░░░
                        █████░░░░░
                        █████████░
                        ██████████
                        ██████████""");
    }
}
