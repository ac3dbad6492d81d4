package robustnet.runner.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.runner.report.Style;
import robustnet.runner.screen.Width;

@DisplayName("A sequence diagram")
class DiagramTextTest {
    private static final String REFUSED =
            """
            sequenceDiagram
                participant C as client
                participant S as server
                C->>S: SYN
                C-xS: again
                S-->>C: RST
                Note over C: refused
                Note over S: gone
                Note over C,S: nothing is left, and nobody knows
            """;

    @Test
    @DisplayName("is drawn: arrows, what is lost, notes on their side")
    void draws() {
        assertThat(of(REFUSED, 80))
                .containsExactly(
                        "client          server",
                        "   │── SYN ───────▶│",
                        "   │── again ───×  │",
                        "   │◀─────── RST ──│",
                        "   │ (refused)     │",
                        "   │        (gone) │",
                        "   │ (nothing is   │",
                        "   │ left, and     │",
                        "   │ nobody knows) │");
    }

    @Test
    @DisplayName("fits the screen, and is words where it cannot")
    void fits() {
        for (int columns = 24; columns < 100; columns++) {
            int width = columns;
            assertThat(of(REFUSED, columns)).allMatch(line -> Width.of(line) <= width);
        }
        assertThat(of(REFUSED, 18)).startsWith("client → server:", "    SYN", "client ─× server:");
    }

    @Test
    @DisplayName("of a kind that is not known is said to be in the page")
    void others() {
        assertThat(of("pie\n  \"a\" : 1\n", 80))
                .containsExactly("(a diagram: see the page in a browser)");
    }

    private static List<String> of(String mermaid, int columns) {
        return DiagramText.of(mermaid, columns, Style.plain());
    }
}
