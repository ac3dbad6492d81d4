package robustnet.runner.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A page")
class PageTest {
    private static final Page PAGE =
            PageParser.parse(
                    Path.of("01-basics.md"),
                    """
                    # Basics

                    ## 1.4 Length-prefixed frames

                    See [B1](#b1-one-read) and [next][n].

                    <!-- from: testkit/pom.xml -->
                    ```java
                    int n;
                    ```

                    ### More

                    <details><summary>Hint 1: nudge</summary>

                    Count.

                    </details>

                    ## 1.40 `Other`, *well*

                    ## More

                    [n]: 02-udp.md
                    """);

    @Test
    @DisplayName("has sections that end where the next of their level begins")
    void hasSections() {
        assertThat(PAGE.sections())
                .extracting(Page.Section::line, Page.Section::title, Page.Section::anchor)
                .containsExactly(
                        tuple(1, "Basics", "basics"),
                        tuple(3, "1.4 Length-prefixed frames", "14-length-prefixed-frames"),
                        tuple(12, "More", "more"),
                        tuple(20, "1.40 Other, well", "140-other-well"),
                        tuple(22, "More", "more-1"));
        assertThat(PAGE.exercise("1.4").orElseThrow().markdown())
                .startsWith("See [B1]")
                .endsWith("</details>");
    }

    @Test
    @DisplayName("has the hints of an exercise, where they are")
    void hasHints() {
        assertThat(PAGE.exercise("1.4").orElseThrow().hints())
                .containsExactly(new Page.Hint(14, "Hint 1: nudge", "Count."));
        assertThat(PAGE.exercise("1.40").orElseThrow().hints()).isEmpty();
        assertThat(PAGE.exercise("1.5")).isEmpty();
    }

    @Test
    @DisplayName("has its code with the comment before it, and its links resolved")
    void hasCodeAndLinks() {
        assertThat(PAGE.fences())
                .containsExactly(new Page.Fence(8, "java", "int n;\n", "from: testkit/pom.xml"));
        assertThat(PAGE.links())
                .containsExactly(new Page.Link(5, "#b1-one-read"), new Page.Link(5, "02-udp.md"));
    }
}
