package robustnet.runner.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.runner.report.Style;

@DisplayName("The pager")
class PagerTest {
    private static final List<String> HUNDRED =
            IntStream.rangeClosed(1, 100).mapToObj(i -> "line " + i).toList();

    private final Pager pager = new Pager("A title", _ -> HUNDRED, Style.plain());

    @Test
    @DisplayName("shows title, text and foot, as many lines as there are rows")
    void shows() {
        var screen = pager.lines(40, 10);

        assertThat(screen).hasSize(10).startsWith("A title", "", "line 1").contains("line 7");
        assertThat(screen.getLast()).startsWith("7 %");
        assertThat(pager.lines(40, 3))
                .as("few rows are for the text")
                .containsExactly("line 1", "line 2", "line 3");
    }

    @Test
    @DisplayName("scrolls by line, by page and to both ends, and no further")
    void scrolls() {
        assertThat(first(Key.Name.DOWN, Key.of('j'))).isEqualTo("line 3");
        assertThat(first(Key.Name.UP, Key.of('k'), Key.of('k'))).isEqualTo("line 1");
        assertThat(first(Key.Name.PAGE_DOWN)).as("one line stays").isEqualTo("line 7");
        assertThat(first(Key.of(' '))).isEqualTo("line 13");
        assertThat(first(Key.of('b'), Key.Name.PAGE_UP)).isEqualTo("line 1");
        assertThat(first(Key.of('G'), Key.Name.DOWN)).isEqualTo("line 94");
        assertThat(pager.lines(40, 10).getLast()).startsWith("100 %");
        assertThat(first(Key.Name.HOME)).isEqualTo("line 1");
    }

    @Test
    @DisplayName("finds what is searched for, goes on, and begins again at the top")
    void searches() {
        assertThat(first(typed("/LINE 9"))).as("nothing moves while typing").isEqualTo("line 1");
        assertThat(pager.lines(40, 10).getLast()).isEqualTo("/LINE 9");
        assertThat(first(Key.Name.ENTER)).as("capitals do not count").isEqualTo("line 9");
        assertThat(first(Key.of('n'))).isEqualTo("line 90");
        assertThat(first(Key.of('N'), Key.of('N'))).as("the last one").isEqualTo("line 94");
        assertThat(first(Key.of('n'))).isEqualTo("line 9");
        assertThat(first(typed("/xyz\n"))).as("stays where it was").isEqualTo("line 9");
        assertThat(pager.lines(40, 10).getLast()).contains("\"xyz\" is not here");
    }

    @Test
    @DisplayName("sets off what was found, where there is colour")
    void marks() {
        var coloured = new Pager("", _ -> List.of("a \u001b[1mframe\u001b[0m of"), new Style(true));
        coloured.lines(40, 10);
        for (var key : typed("/frame\n")) {
            coloured.key(key);
        }

        assertThat(coloured.lines(40, 10).get(2)).contains("\u001b[1m\u001b[7mframe\u001b[0m of");
    }

    @Test
    @DisplayName("takes letters for the search, not for keys, and escape ends the search only")
    void searchHasItsOwnKeys() {
        pager.lines(40, 10);

        assertThat(press(typed("/q"))).as("q is a letter here").isTrue();
        assertThat(press(Key.Name.BACKSPACE, Key.Name.BACKSPACE, Key.Name.ESCAPE)).isTrue();
        assertThat(press(Key.of('q'))).as("now it leaves").isFalse();
        assertThat(press(Key.Name.ESCAPE)).isFalse();
        assertThat(press(Key.Name.CTRL_C)).isFalse();
    }

    @Test
    @DisplayName("cuts what is wider than the screen, and scrolls sideways as far as it goes")
    void scrollsSideways() {
        var wide = new Pager("", _ -> List.of("0123456789ABCDEFGHIJ", "short"), Style.plain());

        assertThat(wide.lines(10, 9)).contains("012345678…", "short");
        wide.key(Key.Name.RIGHT);
        assertThat(wide.lines(10, 9)).contains("89ABCDEFG…");
        wide.key(Key.Name.RIGHT);
        wide.key(Key.Name.RIGHT);
        assertThat(wide.lines(10, 9)).as("not beyond the end").contains("ABCDEFGHIJ");
        wide.key(Key.Name.LEFT);
        assertThat(wide.lines(10, 9)).contains("23456789A…");
    }

    @Test
    @DisplayName("stays about where it was when the width changes, and never writes beyond it")
    void resizes() {
        var text = "word ".repeat(200);
        var flowing = new Pager("The title", columns -> Width.wrap(text, columns), Style.plain());
        flowing.lines(80, 10);
        flowing.key(Key.Name.END);
        flowing.key(Key.Name.PAGE_UP);

        for (int columns = 1; columns < 90; columns += 11) {
            for (int rows = 1; rows < 12; rows++) {
                assertThat(flowing.lines(columns, rows)).hasSizeLessThanOrEqualTo(rows);
                int width = columns;
                assertThat(flowing.lines(columns, rows))
                        .allSatisfy(line -> assertThat(Width.of(line)).isLessThanOrEqualTo(width));
            }
        }
        assertThat(flowing.lines(60, 10).getLast())
                .as("it was near the end")
                .doesNotMatch("^\\d %.*");
    }

    /// The first line of text after these keys.
    private String first(Key... keys) {
        pager.lines(40, 10);
        press(keys);
        return pager.lines(40, 10).get(2);
    }

    private boolean press(Key... keys) {
        boolean stays = true;
        for (var key : keys) {
            stays = pager.key(key);
        }
        return stays;
    }

    private static Key[] typed(String text) {
        var keys = new ArrayList<Key>();
        text.chars().forEach(c -> keys.add(c == '\n' ? Key.Name.ENTER : Key.of((char) c)));
        return keys.toArray(Key[]::new);
    }
}
