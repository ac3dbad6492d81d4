package robustnet.runner.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The width of a text")
class WidthTest {
    private static final String ROCKET = "\uD83D\uDE80";
    private static final String CODER = "\uD83D\uDC69\u200D\uD83D\uDCBB";

    @ParameterizedTest(name = "{0} takes {1}")
    @DisplayName("counts columns, not characters")
    @CsvSource({"abc, 3", "世界, 4", "e\u0301x, 2", ROCKET + ", 2", CODER + ", 2", "★★ ✓ → … █░, 11"})
    void counts(String text, int columns) {
        assertThat(Width.of(text)).isEqualTo(columns);
    }

    @Test
    @DisplayName("counts no colours, and what it shows of tabs and control characters")
    void countsCodes() {
        assertThat(Width.of("\u001b[1mbold\u001b[0m")).isEqualTo(4);
        assertThat(Width.of("a\u0007")).isEqualTo(3);
        assertThat(Width.of("a\tb")).isEqualTo(9);
        assertThat(Width.of("\u001b[2J")).isEqualTo(5);
        assertThat(Width.of("\u0085")).isEqualTo(4);
    }

    @Test
    @DisplayName("cuts with an ellipsis, and never through a letter")
    void cuts() {
        assertThat(Width.cut("frames", 6)).isEqualTo("frames");
        assertThat(Width.cut("frames", 5)).isEqualTo("fram…");
        assertThat(Width.cut("frames", 1)).isEqualTo("…");
        assertThat(Width.cut("frames", 0)).isEmpty();
        assertThat(Width.cut("世界世界", 6))
                .as("the second half of a wide letter does not stand alone")
                .isEqualTo("世界…");
        assertThat(Width.cut(CODER + CODER, 3)).isEqualTo(CODER + "…");
        assertThat(Width.part("0123456789", 3, 4)).isEqualTo("345…");
        assertThat(Width.part("0123456789", 3, 7)).isEqualTo("3456789");
        assertThat(Width.part("0123456789", 10, 7)).isEmpty();
    }

    @Test
    @DisplayName("is filled up with blanks, counted in columns")
    void pads() {
        assertThat(Width.pad("世", 4)).isEqualTo("世  ");
        assertThat(Width.pad("frames", 4)).isEqualTo("fra…");
        assertThat(Width.of(Width.pad("世界世界", 6))).isEqualTo(6);
        assertThat(Width.of(Width.pad("世界世界", 7)))
                .as("a cut wide letter is filled up")
                .isEqualTo(7);
    }

    @Test
    @DisplayName("wraps at blanks, with what stands before the first line and the others")
    void wraps() {
        assertThat(Width.wrap("one two  three", 7)).containsExactly("one two", "three");
        assertThat(Width.wrap("one two three", 9, "- ", "  "))
                .containsExactly("- one two", "  three");
        assertThat(Width.wrap("a  b  c  ", 4)).containsExactly("a  b", "c");
        assertThat(Width.wrap("", 10, "- ", "  ")).containsExactly("- ");
        assertThat(Width.wrap("no\u00a0break here", 6))
                .containsExactly("no\u00a0bre", "ak", "here");
    }

    @Test
    @DisplayName("breaks a word that is longer than the line, and comes to an end in one column")
    void breaksLongWords() {
        assertThat(Width.wrap("go abcdefgh i", 4)).containsExactly("go", "abcd", "efgh", "i");
        assertThat(Width.wrap("世界", 1)).containsExactly("世", "界");
        assertThat(Width.wrap("ab", 1, "    ", "    ")).containsExactly("    a", "    b");
    }

    @Test
    @DisplayName("keeps codes balanced on each line")
    void balances() {
        var bold = "\u001b[1mone two\u001b[0m three";

        assertThat(Width.wrap(bold, 5))
                .containsExactly("\u001b[1mone\u001b[0m", "\u001b[1mtwo\u001b[0m", "three");
        assertThat(Width.cut(bold, 3)).isEqualTo("\u001b[1mon\u001b[0m…");
        assertThat(Width.cut("\u001b[32mopen", 9)).isEqualTo("\u001b[32mopen\u001b[0m");
    }

    @Test
    @DisplayName("shows what would act on the terminal instead of sending it")
    void showsControls() {
        assertThat(Width.cut("a\u0007\u001b[2Jb\rc", 80)).isEqualTo("a^G^[[2Jb^Mc");
        assertThat(Width.visible("a\u202eb\u2028"))
                .as("what turns a line round, or breaks it")
                .isEqualTo("a\\u202eb\\u2028");
        assertThat(Width.visible("\u001b[31mx\u001b[0m\ty"))
                .isEqualTo("\u001b[31mx\u001b[0m       y");
    }
}
