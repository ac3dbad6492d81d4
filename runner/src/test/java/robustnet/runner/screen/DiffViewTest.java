package robustnet.runner.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.runner.report.Style;

@DisplayName("The diff")
class DiffViewTest {
    private static final List<String> TWENTY =
            IntStream.rangeClosed(1, 20).mapToObj(i -> "line " + i).toList();

    @Test
    @DisplayName("shows what goes and what comes, with both numbers and three lines around it")
    void showsChanges() {
        var other = new java.util.ArrayList<>(TWENTY);
        other.set(9, "another 10");
        other.add(10, "\tand more");
        other.removeLast();

        assertThat(DiffText.of(TWENTY, other, Style.plain()))
                .containsExactly(
                        "         … 6 lines alike",
                        "  7   7   line 7",
                        "  8   8   line 8",
                        "  9   9   line 9",
                        " 10     - line 10",
                        "     10 + another 10",
                        "     11 +         and more",
                        " 11  12   line 11",
                        " 12  13   line 12",
                        " 13  14   line 13",
                        "         … 3 lines alike",
                        " 17  18   line 17",
                        " 18  19   line 18",
                        " 19  20   line 19",
                        " 20     - line 20");
    }

    @Test
    @DisplayName("does not show a line twice between two changes that are near")
    void nearChanges() {
        assertThat(DiffText.of(List.of("a", "b", "c"), List.of("x", "b", "y"), Style.plain()))
                .containsExactly(
                        "  1     - a", "      1 + x", "  2   2   b", "  3     - c", "      3 + y");
    }

    @Test
    @DisplayName("from nothing shows all of it")
    void fromNothing() {
        assertThat(DiffText.of(List.of(), List.of("a"), Style.plain()))
                .containsExactly("      1 + a");
    }

    @Test
    @DisplayName("says so when a file is the same, and colours only where there is colour")
    void equalAndColoured() {
        var pair = new DiffView.Pair("mine", TWENTY, "reference", TWENTY);
        assertThat(new DiffView("1.4", List.of(pair), Style.plain()).lines(80, 24))
                .contains("- mine", "+ reference", "They are the same, line by line.");

        assertThat(DiffText.of(List.of("a"), List.of("b"), new Style(true)))
                .containsExactly(
                        "\u001b[31m  1     - a\u001b[0m", "\u001b[32m      1 + b\u001b[0m");
    }
}
