package robustnet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robustnet.runner.TinyCourse;

@DisplayName("./learn")
class LearnPagesTest {
    @TempDir private Path folder;
    private TinyCourse course;
    private Terminal learn;

    @BeforeEach
    void makeCourse() {
        course = new TinyCourse(folder);
        learn = new Terminal(folder);
    }

    @Test
    @DisplayName("docs shows the page without marks: a link's text, code as it is, no hints")
    void showsThePage() {
        course.write(
                "docs/01-tiny.md",
                """
                ## 1.1 One

                **Why**

                - One is [the first](#first) number
                  of `all` <!-- not for readers -->
                - two

                ```java
                int one = 1; // **as it is** [x](y)
                ```

                <details><summary>Hint 1: nudge</summary>

                Count [it](#a).

                </details>
                """);

        learn.run("docs", "1.1");
        assertThat(learn.out().lines())
                .containsExactly(
                        "1.1 One",
                        "",
                        "Why",
                        "",
                        "- One is the first number",
                        "  of `all` ",
                        "- two",
                        "",
                        "    int one = 1; // **as it is** [x](y)");
        learn.run("hint", "1.1");
        assertThat(learn.out()).contains("Count it.");
    }

    @Test
    @DisplayName("--help works on every command")
    void helpsEverywhere() {
        for (var command : List.of("check", "list", "hint", "docs", "doctor", "dev", "demo")) {
            assertThat(learn.run(command, "--help")).as(command).isZero();
            assertThat(learn.out()).contains("Usage: learn " + command);
        }
        assertThat(learn.run("dev", "check", "--help")).isZero();
        assertThat(learn.out()).contains("Usage: learn dev check");
    }

    @Test
    @DisplayName("what an interrupted run left behind is deleted an hour later, not sooner")
    void tidiesUp() throws IOException {
        course.write(".learn/out/1.1-old/A.class", "").write(".learn/out/1.1-new/A.class", "");
        var old = folder.resolve(".learn/out/1.1-old");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofMinutes(61))));

        learn.run("check", "1.1");

        assertThat(old).doesNotExist();
        assertThat(folder.resolve(".learn/out/1.1-new/A.class")).exists();
    }
}
