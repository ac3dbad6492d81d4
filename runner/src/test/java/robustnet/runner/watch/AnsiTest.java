package robustnet.runner.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("ASCII on the screen")
class AnsiTest {
    @Test
    @DisplayName("has one letter for each mark, so that columns stay")
    void oneForOne() {
        assertThat(Ansi.ascii("» → 1.2 ✓ ★★ ↑ ↓ ← → cut…")).isEqualTo("= > 1.2 + ** ^ v < > cut~");
        assertThat(Ansi.ascii("checking …  all")).isEqualTo("checking ...all");
    }

    @Test
    @DisplayName("the help goes on below its own beginning")
    void hangs() {
        var lines = Help.lines(60);

        assertThat(Help.lines(80)).as("all of it on 80 by 24").hasSizeLessThanOrEqualTo(20);
        assertThat(lines).contains("  q, Ctrl-C quit").anyMatch(line -> line.startsWith("  / "));
        assertThat(lines).anyMatch(line -> line.matches(" {12}\\S.*"));
        assertThat(lines).allMatch(line -> line.length() <= 60);
    }
}
