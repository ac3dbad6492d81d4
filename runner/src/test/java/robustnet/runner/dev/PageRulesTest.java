package robustnet.runner.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rules about pages. Each is shown to fail when it should; that the unbroken course passes is
/// in GateTest.
class PageRulesTest {
    @TempDir Path root;

    private final Tally tally = new Tally();
    private HalvesCourse tiny;

    @BeforeEach
    void aCourse() throws IOException {
        tiny = new HalvesCourse(root);
    }

    @Test
    @DisplayName("a missing page, section, hint or explanation, and another title are found")
    void page() throws Exception {
        tiny.replace(
                HalvesCourse.PAGE,
                "<details><summary>Hint 2: concept</summary>\nDivision.\n</details>\n",
                "");
        tiny.replace(HalvesCourse.PAGE, "Two halves are a whole.", "");
        tiny.replace(HalvesCourse.PAGE, "## 1.1 Halves", "## 1.1 Half of it");
        new PageRule(tiny.read()).check(tiny.exercise(), tally);
        assertThat(tally.findings())
                .extracting(Finding::text)
                .satisfiesExactly(
                        title -> assertThat(title).contains("Half of it", "1.1 Halves"),
                        hints -> assertThat(hints).contains("2 folded hints"),
                        why -> assertThat(why).contains("**Why it works**"));

        tiny.replace(HalvesCourse.PAGE, "## 1.1 Half of it", "## 1.10 Halves");
        new PageRule(tiny.read()).check(tiny.exercise(), tally);
        assertThat(tally.findings().getLast().text()).contains("no section \"## 1.1 Halves\"");

        Files.delete(root.resolve(HalvesCourse.PAGE));
        new PageRule(tiny.read()).check(tiny.exercise(), tally);
        assertThat(tally.findings().getLast().text()).contains("no such page");
    }

    @Test
    @DisplayName("an excerpt that is no longer in its file, and one that names none, are found")
    void excerpts() throws Exception {
        tiny.replace(HalvesCourse.REFERENCE, "return n / 2;", "return n / 2; // halved");
        new ExcerptRule(tiny.read()).check(tiny.page(), tally);
        assertThat(tally.findings()).singleElement().matches(f -> f.text().contains("no longer"));

        tiny.replace(
                HalvesCourse.PAGE,
                "<!-- from: solutions/01-basics/src/main/java/robustnet/basics/Half.java -->\n",
                "");
        new ExcerptRule(tiny.read()).check(tiny.page(), tally);
        assertThat(tally.findings().getLast().text()).contains("without a line <!-- from:");
    }

    @Test
    @DisplayName("an excerpt may come from a file as a mistake leaves it")
    void excerptFromAMistake() throws Exception {
        tiny.replace(
                HalvesCourse.PAGE,
                "<!-- from: solutions/01-basics/src/main/java/robustnet/basics/Half.java -->",
                "<!-- from: solutions/01-basics/mistakes/1.1-identity.patch#of -->");
        new ExcerptRule(tiny.read()).check(tiny.page(), tally);
        assertThat(tally.findings()).as("it shows the right version").hasSize(1);

        tiny.replace(HalvesCourse.PAGE, "return n / 2;", "return n;");
        new ExcerptRule(tiny.read()).check(tiny.page(), tally);
        assertThat(tally.passed()).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "links to a missing file, heading or image are found, links to elsewhere are left alone")
    void links() throws Exception {
        tiny.write(
                HalvesCourse.PAGE,
                """
                # A page, with *marks* & more

                [good](#a-page-with-marks--more) [good](../README.md) [elsewhere](https://example.org/none#x)
                [no file](02-udp.md) [no heading](#none) [other page](../README.md#none) <img src="none.png">

                ```
                <a href="in-code">
                ```
                """);

        new LinkRule(tiny.read()).check(tiny.page(), tally);

        assertThat(tally.passed()).isEqualTo(2);
        assertThat(tally.findings())
                .extracting(Finding::text)
                .satisfiesExactly(
                        file -> assertThat(file).contains("no docs/02-udp.md"),
                        heading ->
                                assertThat(heading)
                                        .contains("no heading of docs/01-basics.md is #none"),
                        other -> assertThat(other).contains("no heading of README.md"),
                        image -> assertThat(image).contains("none.png"));
    }
}
