package robustnet.runner.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.runner.report.Style;
import robustnet.runner.screen.Width;

@DisplayName("Markdown on a screen")
class TerminalTextTest {
    @Test
    @DisplayName("is wrapped; code is indented and never broken; what is folded is left out")
    void prose() {
        var markdown =
                """
                ### Half a *close*

                One paragraph
                in `two lines` of **source**.

                ```java
                int length = in.readInt(); // longer than the screen
                ```

                <details><summary>Hint 1: nudge</summary>

                Secret.

                </details>
                """;

        assertThat(plain(markdown, 20))
                .containsExactly(
                        "Half a close",
                        "",
                        "One paragraph in",
                        "`two lines` of",
                        "source.",
                        "",
                        "    int length = in.readInt(); // longer than the screen");
    }

    @Test
    @DisplayName("lists hang, also inside of each other, and quotes have a bar")
    void lists() {
        var markdown =
                """
                - one two three
                  1. inner words
                  2. more

                > quoted words here
                """;

        assertThat(plain(markdown, 12))
                .containsExactly(
                        "- one two",
                        "  three",
                        "  1. inner",
                        "     words",
                        "  2. more",
                        "",
                        "│ quoted",
                        "│ words here");
    }

    @Test
    @DisplayName("links say where they lead: pages by their path, others by a number")
    void links() {
        var markdown =
                """
                [B1](#b1) [3.4](03-error-handling.md#34-retries) [code](../01-basics/pom.xml)
                [RFC](https://example.org/rfc) [again](https://example.org/rfc) <https://example.org>
                """;

        assertThat(plain(markdown, 200))
                .containsExactly(
                        "B1 3.4 (docs/03-error-handling.md) code (01-basics/pom.xml) RFC[1] again[1]"
                                + " https://example.org",
                        "",
                        "[1] https://example.org/rfc");
    }

    @Test
    @DisplayName("a table keeps its columns; what is too long is wrapped in its cell")
    void tables() {
        var markdown =
                """
                | Call | What it does |
                |---|---|
                | `read` | reads *some* bytes |
                | `flip` | |
                """;

        assertThat(plain(markdown, 80))
                .containsExactly(
                        "Call   │ What it does",
                        "───────┼─────────────────",
                        "`read` │ reads some bytes",
                        "`flip` │");
        assertThat(plain(markdown, 20))
                .containsExactly(
                        "Call   │ What it",
                        "       │ does",
                        "───────┼────────────",
                        "`read` │ reads some",
                        "       │ bytes",
                        "───────┼────────────",
                        "`flip` │");
        assertThat(plain(markdown, 14))
                .as("too narrow for columns: a list")
                .containsExactly(
                        "- Call: `read`",
                        "  What it",
                        "    does:",
                        "    reads some",
                        "    bytes",
                        "- Call: `flip`");
    }

    @Test
    @DisplayName("a column has room for its longest word, if the others can spare it")
    void longWords() {
        var markdown =
                """
                | a | b |
                |---|---|
                | NegativeArraySizeException | many small words that can be wrapped anywhere |
                """;

        assertThat(plain(markdown, 40))
                .anyMatch(line -> line.startsWith("NegativeArraySizeException │"));
    }

    @Test
    @DisplayName("of a state diagram or a flow chart: what leads where")
    void graphs() {
        assertThat(
                        plain(
                                """
                                ```mermaid
                                stateDiagram-v2
                                    state "TIME-WAIT" as TIME_WAIT
                                    [*] --> UP: heard: yes
                                    UP --> TIME_WAIT: closed
                                    UP --> [*]
                                ```
                                """,
                                80))
                .containsExactly(
                        "    start ── heard: yes → UP",
                        "    UP",
                        "        closed → TIME-WAIT",
                        "        → end");
        assertThat(
                        plain(
                                """
                                ```mermaid
                                flowchart LR
                                    a["client"] -->|"SYN, <br/>again"| b{"backlog?"} --> c(["end: 1"])
                                    b -.->|full| a
                                    c -- text --> a
                                ```
                                """,
                                80))
                .containsExactly(
                        "    client ── SYN, again → backlog?",
                        "    backlog?",
                        "        → end: 1",
                        "        full → client",
                        "    end: 1 ── text → client");
    }

    @Test
    @DisplayName("has colour only where there is colour, and every line closes what it opens")
    void colour() {
        var markdown = "A **bold text with `code` in it** goes on.";

        assertThat(plain(markdown, 14)).noneMatch(line -> line.contains("\u001b"));
        assertThat(TerminalText.lines(markdown, 14, new Style(true)))
                .allSatisfy(
                        line ->
                                assertThat(line.lastIndexOf("\u001b["))
                                        .isEqualTo(line.lastIndexOf("\u001b[0m")));
        assertThat(TerminalText.lines(markdown, 80, new Style(true)))
                .containsExactly(
                        "A \u001b[1mbold text with \u001b[0m\u001b[1m\u001b[36mcode\u001b[0m\u001b[1m in it\u001b[0m goes on.");
    }

    @Test
    @DisplayName("never writes prose beyond the screen, however narrow it is")
    void narrow() {
        var markdown =
                "# A heading\n\n- item with words\n  - inner item\n\n> quote\n\n| a b c | d e f |\n|---|---|\n"
                        + "| one two three | four five six |\n";

        for (int columns = 10; columns < 60; columns += 7) {
            int width = columns;
            assertThat(plain(markdown, columns)).allMatch(line -> Width.of(line) <= width);
        }
        assertThat(plain(markdown, 1)).as("it comes to an end").isNotEmpty();
    }

    private static List<String> plain(String markdown, int columns) {
        return TerminalText.lines(markdown, columns, Style.plain());
    }
}
