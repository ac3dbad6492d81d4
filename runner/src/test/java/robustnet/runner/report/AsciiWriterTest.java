package robustnet.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A terminal without UTF-8")
class AsciiWriterTest {
    @Test
    @DisplayName("gets marks and typography in ASCII")
    void writesAscii() {
        var text = new StringWriter();
        var out = new PrintWriter(new AsciiWriter(text));

        out.print("✓ ★★ “a” → b… ✗ – ü");
        out.print('✓');
        out.flush();

        assertThat(text).hasToString("+ ** \"a\" -> b... x - ü+");
    }

    @Test
    @DisplayName("has on a screen one letter for each mark, so that columns stay")
    void keepsColumns() {
        assertThat(Ascii.inColumns("» → 1.2 ✓ ★★ ↑ ↓ ← → cut…"))
                .isEqualTo("= > 1.2 + ** ^ v < > cut~");
        assertThat(Ascii.inColumns("─▶ ─┼─")).isEqualTo("-> -+-");
        assertThat(Ascii.inColumns("checking …  all")).isEqualTo("checking ...all");
    }
}
