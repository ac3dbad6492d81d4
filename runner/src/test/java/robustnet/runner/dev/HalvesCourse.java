package robustnet.runner.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import robustnet.runner.check.Checker;
import robustnet.runner.course.Catalogue;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.docs.Page;
import robustnet.runner.mistake.Mistake;

/// A course of one exercise that passes the gate, until a test breaks it.
final class HalvesCourse {
    static final String STARTER = "01-basics/src/main/java/robustnet/basics/Half.java";
    static final String REFERENCE = "solutions/01-basics/src/main/java/robustnet/basics/Half.java";
    static final String TEST = "01-basics/src/test/java/robustnet/basics/HalfTest.java";
    static final String PAGE = "docs/01-basics.md";

    private static final String MAIN =
            """
            package robustnet.basics;

            /// Halves numbers.
            public final class Half {
                private Half() {}

                /// Returns half of `n`, rounded towards zero.
                public static int of(int n) {
                    %s
                }
            }
            """;

    private final Path root;

    HalvesCourse(Path root) throws IOException {
        this.root = root;
        write("pom.xml", "<project><modules/></project>");
        write(
                STARTER,
                MAIN.formatted("throw new UnsupportedOperationException(\"TODO 1.1: halve\");"));
        write(REFERENCE, MAIN.formatted("return n / 2;"));
        write(
                TEST,
                """
                package robustnet.basics;

                import static org.assertj.core.api.Assertions.assertThat;

                import org.junit.jupiter.api.DisplayName;
                import org.junit.jupiter.api.Test;
                import robustnet.testkit.Exercise;

                @Exercise(id = "1.1", title = "Halves", level = 1, minutes = 5, edit = Half.class)
                class HalfTest {
                    @Test
                    @DisplayName("half of four is two (B1)")
                    void four() {
                        assertThat(Half.of(4)).as("half of four").isEqualTo(2);
                    }

                    @Test
                    @DisplayName("half of minus three is minus one (B2)")
                    void minusThree() {
                        assertThat(Half.of(-3)).as("half of minus three").isEqualTo(-1);
                    }
                }
                """);
        mistake("identity", "B1", "HalfTest.four", "half of four", "return n;");
        mistake("nothing", "B1", "HalfTest.four", "half of four", "return 0;");
        mistake("shifts", "B2", "HalfTest.minusThree", "half of minus three", "return n >> 1;");
        mistake(
                "floors",
                "B2",
                "HalfTest.minusThree",
                "half of minus three",
                "return Math.floorDiv(n, 2);");
        write(
                PAGE,
                """
                # 01 Basics

                See [the exercise](#11-halves) and [the solution](../solutions/01-basics/src/main/java/robustnet/basics/Half.java).

                ## 1.1 Halves

                <!-- from: solutions/01-basics/src/main/java/robustnet/basics/Half.java -->
                ```java
                public static int of(int n) {
                    return n / 2;
                }
                ```

                <details><summary>Hint 1: nudge</summary>
                Two.
                </details>
                <details><summary>Hint 2: concept</summary>
                Division.
                </details>
                <details><summary>Hint 3: almost code</summary>
                n over two
                </details>

                **Why it works**

                Two halves are a whole.
                """);
        write(
                "README.md",
                "# Tiny\n\n[The page](docs/01-basics.md#11-halves), [elsewhere](https://example.org).\n");
    }

    /// Writes a mistake that replaces the one line that matters.
    void mistake(String slug, String pitfall, String caughtBy, String says, String line)
            throws IOException {
        write(
                "solutions/01-basics/mistakes/1.1-" + slug + ".patch",
                """
                Belief: %s
                Pitfall: %s
                Caught-by: %s
                Says: %s
                --- a/src/main/java/robustnet/basics/Half.java
                +++ b/src/main/java/robustnet/basics/Half.java
                @@ -7,5 +7,5 @@
                     /// Returns half of `n`, rounded towards zero.
                     public static int of(int n) {
                -        return n / 2;
                +        %s
                     }
                 }
                """
                        .formatted(slug, pitfall, caughtBy, says, line));
    }

    void write(String file, String text) throws IOException {
        var path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    void replace(String file, String old, String with) throws IOException {
        var text = Files.readString(root.resolve(file));
        if (!text.contains(old)) {
            throw new IllegalArgumentException(file + " does not contain: " + old);
        }
        write(file, text.replace(old, with));
    }

    /// Writes down how its mistakes fail.
    static void record(Course course) throws InterruptedException {
        var checker = Checker.of(course);
        try (var quick = checker.quickly()) {
            var run = new MistakeRun(course, checker, quick);
            var recording = new Recording(course, run, 1, false);
            new Corpus(course, course.exercises(), 2).each(recording::of, recording::write);
        }
    }

    Path root() {
        return root;
    }

    Course read() {
        return Catalogue.read(root);
    }

    ExerciseInfo exercise() {
        return read().require("1.1");
    }

    Mistake mistake(String slug) {
        return Mistake.read(root.resolve("solutions/01-basics/mistakes/1.1-" + slug + ".patch"));
    }

    Page page() {
        return Page.read(root.resolve(PAGE));
    }
}
