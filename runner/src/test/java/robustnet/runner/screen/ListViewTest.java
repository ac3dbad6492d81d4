package robustnet.runner.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.report.Style;

@DisplayName("The list")
class ListViewTest {
    private final List<ExerciseInfo> taken = new ArrayList<>();
    private final List<ListEntry> entries =
            List.of(
                    entry("1.1", "Echo server", "01 basics", ListEntry.Mark.DONE, "5 points"),
                    entry("1.2", "Echo client", "01 basics", ListEntry.Mark.NEXT, "0 of 5 points"),
                    entry("4.2", "Frames", "04 buffers", ListEntry.Mark.NONE, "0 of 5 points"),
                    entry(
                            "4.3",
                            "Frame decoder",
                            "04 buffers",
                            ListEntry.Mark.NONE,
                            "2 of 5 points"),
                    entry("5.1", "TLS contexts", "05 tls", ListEntry.Mark.NONE, "0 of 5 points"));
    private final ListView list =
            new ListView(entries, "1.2", "1 of 5 exercises", Style.plain(), taken::add);

    @Test
    @DisplayName("shows every exercise below its chapter, and which one is chosen")
    void shows() {
        assertThat(list.lines(80, 24))
                .hasSize(24)
                .startsWith("Exercises  1 of 5 exercises")
                .containsSequence(
                        "01 basics",
                        "  ✓ 1.1   Echo server                      ★     15 min  5 points",
                        padded(
                                "» → 1.2   Echo client                      ★     15 min  0 of 5 points"),
                        "04 buffers");
    }

    @Test
    @DisplayName("arrows choose, enter takes the chosen one and leaves")
    void takes() {
        press(Key.Name.DOWN, Key.Name.DOWN, Key.Name.UP, Key.Name.DOWN);

        assertThat(list.key(Key.Name.ENTER)).isFalse();
        assertThat(taken).extracting(ExerciseInfo::id).containsExactly("4.3");
    }

    @Test
    @DisplayName("no arrow leads beyond the ends")
    void ends() {
        press(Key.Name.UP, Key.Name.UP, Key.Name.UP);
        assertThat(chosen()).contains("1.1");
        press(Key.Name.PAGE_DOWN, Key.Name.END, Key.Name.DOWN);
        assertThat(chosen()).contains("5.1");
        press(Key.Name.HOME);
        assertThat(chosen()).contains("1.1");
    }

    @Test
    @DisplayName("letters filter by number, title and chapter, all words at once")
    void filters() {
        type("frame 4.3");
        assertThat(list.lines(80, 24)).contains("filter: frame 4.3", "04 buffers");
        assertThat(list.lines(80, 24)).noneMatch(line -> line.contains("Echo"));
        assertThat(chosen()).contains("Frame decoder");

        press(Key.Name.BACKSPACE, Key.Name.BACKSPACE, Key.Name.BACKSPACE, Key.Name.BACKSPACE);
        assertThat(chosen()).as("what was chosen stays so").contains("Frame decoder");
        press(Key.Name.ESCAPE);
        type("TLS");
        assertThat(chosen()).as("capitals do not count").contains("5.1");
        press(Key.Name.ESCAPE);
        assertThat(list.key(new Key.Paste("buffers\nq"))).isTrue();
        assertThat(list.lines(80, 24)).contains("filter: buffers");
    }

    @Test
    @DisplayName(
            "escape deletes the filter first, and then leaves; q leaves only where it is the first letter")
    void escape() {
        type("xq");
        assertThat(list.lines(80, 24)).anyMatch(line -> line.contains("no exercise has this"));
        assertThat(list.key(Key.Name.ENTER)).as("nothing to take").isTrue();
        assertThat(list.key(Key.Name.ESCAPE)).isTrue();
        assertThat(list.lines(80, 24)).anyMatch(line -> line.contains("Frame decoder"));
        assertThat(list.key(Key.Name.ESCAPE)).isFalse();
        assertThat(list.key(Key.of('q'))).as("q without a filter").isFalse();
        assertThat(list.key(Key.Name.CTRL_C)).isFalse();
        assertThat(taken).isEmpty();
    }

    @Test
    @DisplayName("keeps the chosen one in view, and no line is too wide, on any screen")
    void fits() {
        for (int columns = 1; columns < 100; columns += 19) {
            for (int rows = 1; rows < 12; rows++) {
                int width = columns;
                list.lines(columns, rows);
                press(Key.Name.HOME);
                for (int i = 0; i < entries.size(); i++) {
                    var lines = list.lines(columns, rows);
                    assertThat(lines)
                            .hasSizeLessThanOrEqualTo(rows)
                            .anyMatch(line -> line.matches("[»…].*"))
                            .allMatch(line -> Width.of(line) <= width);
                    press(Key.Name.DOWN);
                }
            }
        }
    }

    private String chosen() {
        return list.lines(80, 24).stream()
                .filter(line -> line.startsWith("»"))
                .findFirst()
                .orElseThrow();
    }

    private void press(Key... keys) {
        for (var key : keys) {
            assertThat(list.key(key)).as("%s stays", key).isTrue();
        }
    }

    private void type(String text) {
        text.chars().forEach(c -> press(Key.of((char) c)));
    }

    private static String padded(String line) {
        return Width.pad(line, 80);
    }

    private static ListEntry entry(
            String id, String title, String chapter, ListEntry.Mark mark, String standing) {
        var exercise =
                new ExerciseInfo(
                        id, title, 1, 15, false, "T", Path.of("T.java"), List.of(), List.of());
        return new ListEntry(exercise, chapter, mark, standing);
    }
}
