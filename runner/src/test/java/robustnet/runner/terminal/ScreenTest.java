package robustnet.runner.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a screen that was read from a terminal")
class ScreenTest {
    private static final String RED = "\u001b[31m";
    private static final String BOLD = "\u001b[1m";
    private static final String OFF = "\u001b[0m";

    @Test
    @DisplayName("has its letters without the codes, and without what is empty at the end")
    void letters() {
        var screen = Screen.of(20, BOLD + "one" + OFF + " two  \n\nthree\n\n\n");

        assertThat(screen.text()).isEqualTo("one two\n\nthree");
        assertThat(screen.row(0)).isEqualTo("one two");
        assertThat(screen.row(9)).as("a row that is not there").isEmpty();
    }

    @Test
    @DisplayName("knows where each span begins, wide letters counted twice")
    void columns() {
        var row = Screen.of(20, "日本" + RED + "x" + OFF + "y\n").rows().getFirst();

        assertThat(row).extracting(Span::column).containsExactly(0, 4, 5);
        assertThat(row.get(1).pen().foreground()).as("red").isEqualTo(1);
        assertThat(row.get(2).pen()).isEqualTo(Pen.PLAIN);
    }

    @Test
    @DisplayName("reads colours from the tables of 8, 16 and 256 and by red, green and blue")
    void colours() {
        assertThat(Sgr.apply(Pen.PLAIN, "1;92").foreground()).isEqualTo(10);
        assertThat(Sgr.apply(Pen.PLAIN, "38;5;208;7").foreground()).isEqualTo(208);
        assertThat(Sgr.apply(Pen.PLAIN, "38;5;208;7").inverse()).isTrue();
        assertThat(Sgr.apply(Pen.PLAIN, "48;2;1;2;3").background()).isEqualTo(Pen.RGB | 0x010203);
        assertThat(Sgr.apply(Pen.PLAIN.withBold(true), "").bold()).as("empty is 0").isFalse();
    }

    @Test
    @DisplayName("tells colour from other looks")
    void looks() {
        assertThat(Screen.of(20, "plain\n").styled()).isFalse();
        assertThat(Screen.of(20, BOLD + "bold\n").styled()).isTrue();
        assertThat(Screen.of(20, BOLD + "bold\n").coloured()).isFalse();
        assertThat(Screen.of(20, RED + "red\n").coloured()).isTrue();
    }

    @Test
    @DisplayName("is drawn with every letter in its column, as XML")
    void drawn() {
        var svg =
                Svg.draw(Screen.of(20, RED + "a < b  日本" + OFF + " c\n"), "a & b", "what it shows");

        assertThat(svg)
                .contains("<title id=\"title\">a &amp; b</title>", ">what it shows</desc>")
                .contains("x=\"16.0\"", "textLength=\"42.0\"", ">a &lt; b</text>")
                .contains("x=\"74.8\"", "textLength=\"33.6\"", ">日本</text>")
                .contains("fill=\"#c21c2c\"")
                .doesNotContain("<script", "http://localhost");
    }
}
