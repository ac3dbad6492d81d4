package robustnet.runner.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.runner.docs.Page;
import robustnet.runner.report.Style;

@DisplayName("The hints")
class HintViewTest {
    private static final List<Page.Hint> HINTS =
            List.of(
                    new Page.Hint(1, "Hint 1: nudge", "Count."),
                    new Page.Hint(2, "Hint 2: concept", "Read *all*."),
                    new Page.Hint(3, "Hint 3: almost code", "```\nread()\n```"));

    private final List<Integer> counts = new ArrayList<>();

    @Test
    @DisplayName("open with those shown before, and h shows the next one above them")
    void oneByOne() {
        var view = new HintView("1.4 Frames", HINTS, 2, counts::add, Style.plain());
        assertThat(view.lines(80, 24))
                .contains("1.4 Frames", "Hint 2 of 3: concept", "Read all.", "Hint 1 of 3: nudge")
                .contains("h shows hint 3 of 3.")
                .doesNotContain("Hint 3 of 3: almost code");

        assertThat(view.key(Key.of('h'))).isTrue();
        assertThat(view.lines(80, 24)).contains("Hint 3 of 3: almost code", "    read()");
        assertThat(view.key(Key.of('h'))).as("there is no fourth").isTrue();
        assertThat(counts).containsExactly(3);
        assertThat(view.key(Key.of('q'))).isFalse();
    }

    @Test
    @DisplayName("show all when all were shown before, without counting again")
    void allShown() {
        var view = new HintView("1.4 Frames", HINTS, 3, counts::add, Style.plain());

        assertThat(view.lines(80, 24)).contains("Hint 3 of 3: almost code", "Hint 1 of 3: nudge");
        assertThat(counts).isEmpty();
    }

    @Test
    @DisplayName("h is a letter while a word is searched for")
    void searchesForH() {
        var view = new HintView("1.4 Frames", HINTS, 0, counts::add, Style.plain());
        view.lines(80, 24);
        view.key(Key.of('/'));
        view.key(Key.of('h'));

        assertThat(view.lines(80, 24).getLast()).isEqualTo("/h");
        assertThat(counts).containsExactly(1);
    }

    @Test
    @DisplayName("no hints are no view")
    void none() {
        assertThatThrownBy(() -> new HintView("1.4", List.of(), 0, counts::add, Style.plain()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
