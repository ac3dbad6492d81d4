package robustnet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robustnet.runner.TinyCourse;

@DisplayName("./learn")
class LearnTest {
    private static final String PAGE =
            """
            # Tiny

            ## 1.1 One

            What it is.

            <details><summary>Hint 1: nudge</summary>

            Count.

            </details>
            <details><summary>Hint 2: concept</summary>

            Count to one.

            </details>

            ## Next
            """;

    @TempDir private Path folder;
    private TinyCourse course;
    private Terminal learn;

    @BeforeEach
    void makeCourse() {
        course = new TinyCourse(folder).write("docs/01-tiny.md", PAGE);
        learn = new Terminal(folder);
    }

    @Test
    @DisplayName("alone, names the next exercise and what to type")
    void namesTheNextExercise() {
        assertThat(learn.run()).isZero();

        assertThat(learn.out())
                .contains("Next: 1.1 One")
                .contains("01-tiny/src/main/java/tiny/One.java:5")
                .contains("docs/01-tiny.md#11-one")
                .contains("./learn check 1.1");
    }

    @Test
    @DisplayName("list shows chapters, exercises and points, and does not start the compiler twice")
    void lists() {
        course.write("02-empty/pom.xml", "");

        assertThat(learn.run("list")).isZero();

        assertThat(learn.out())
                .contains("1.1   One")
                .contains("0 of 10 points")
                .contains("02 empty  no exercises yet");
        assertThat(learn.run("list", "01")).as("a chapter").isZero();
        assertThat(learn.out()).contains("1.1   One").doesNotContain("02 empty");
        assertThat(learn.run("list", "nowhere")).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "check of a right solution passes, is remembered, and survives a later mistake's points")
    void remembersAPass() {
        course.starter(TinyCourse.returning("1"));

        assertThat(learn.run("check", "1.1")).isZero();
        assertThat(learn.out()).contains("✓ one is one (B1)").contains("10 of 10 points");

        learn.run();
        assertThat(learn.out()).contains("All exercises are passed");
        course.starter(TinyCourse.STUB);
        learn.run();
        assertThat(learn.out()).as("the mark is back").contains("Next: 1.1");
    }

    @Test
    @DisplayName(
            "goes on after the exercise that was passed last, and comes to the earlier ones later")
    void goesOnFromTheLastPass() {
        for (int i = 2; i <= 3; i++) {
            course.write(
                    "01-tiny/src/test/java/tiny/N%dTest.java".formatted(i),
                    """
                    package tiny;
                    import robustnet.testkit.Exercise;
                    @Exercise(id = "1.%1$d", title = "N", level = 1, minutes = 5, edit = N%1$d.class)
                    class N%1$dTest {
                        @org.junit.jupiter.api.Test void test() {}
                    }
                    """
                            .formatted(i));
            course.write(
                    "01-tiny/src/main/java/tiny/N%d.java".formatted(i),
                    "package tiny;\nfinal class N%d {} // TODO 1.%d\n".formatted(i, i));
        }
        course.write("01-tiny/src/main/java/tiny/N2.java", "package tiny;\nfinal class N2 {}\n");

        assertThat(learn.run("check", "1.2")).isZero();

        learn.run();
        assertThat(learn.out()).contains("Next: 1.3 N");
        course.write("01-tiny/src/main/java/tiny/N3.java", "package tiny;\nfinal class N3 {}\n");
        assertThat(learn.run("check", "1.3")).isZero();
        learn.run();
        assertThat(learn.out()).contains("Next: 1.1 One");
    }

    @Test
    @DisplayName("check of a wrong solution says what was expected and ends with 1")
    void saysWhatIsWrong() {
        course.starter(TinyCourse.returning("7"));

        assertThat(learn.run("check")).isEqualTo(1);

        assertThat(learn.out())
                .contains("✗ one is one (B1)")
                .contains("one:")
                .contains("expected: 1")
                .contains("0 of 10 points");
    }

    @Test
    @DisplayName("check of an exercise without tests passes nothing")
    void passesNothingWithoutTests() {
        course.test("");

        assertThat(learn.run("check", "1.1")).isEqualTo(1);
        assertThat(learn.out()).contains("no tests").contains("0 points");
    }

    @Test
    @DisplayName("hint shows one level at a time, and after the last one all of them")
    void showsHintsOneByOne() {
        learn.run("hint", "1.1");
        assertThat(learn.out()).contains("hint 1 of 2").contains("Count.").doesNotContain("hint 2");
        learn.run("hint", "1.1");
        assertThat(learn.out()).contains("hint 2 of 2").contains("Count to one.");
        learn.run("hint", "1.1");
        assertThat(learn.out()).contains("hint 1 of 2").contains("hint 2 of 2");

        learn.run("docs", "1.1");
        assertThat(learn.out()).contains("What it is.").doesNotContain("Count", "details");
    }

    @Test
    @DisplayName("list tells an exercise that passed and is red or unfinished now; its points stay")
    void tellsWhatHasChanged() {
        course.starter(TinyCourse.returning("1"));
        learn.run("check", "1.1");

        course.starter(TinyCourse.returning("7"));
        learn.run("check", "1.1");
        learn.run("list");
        assertThat(learn.out())
                .contains("10 points, changed since: red now")
                .contains("10 of 10 points")
                .doesNotContain("✓");
        learn.run();
        assertThat(learn.out()).contains("Next: 1.1", "1 of 1 exercises passed, 10 of 10 points");

        course.starter(TinyCourse.STUB);
        learn.run("list");
        assertThat(learn.out()).contains("10 points, changed since: unfinished now");

        course.starter(TinyCourse.returning("1"));
        learn.run("check", "1.1");
        learn.run("list");
        assertThat(learn.out()).contains("✓").doesNotContain("changed since");
    }

    @Test
    @DisplayName("reset puts the starter back and keeps a copy of the work")
    void resets() throws IOException {
        learn.run();
        course.starter(TinyCourse.returning("7"));
        learn.run();

        assertThat(learn.run("reset", "1.1")).isZero();

        assertThat(course.own()).hasContent(TinyCourse.STUB);
        var copy =
                folder.resolve(
                        learn.out()
                                .lines()
                                .filter(line -> line.contains("kept in"))
                                .findFirst()
                                .orElseThrow()
                                .replace("What was there is kept in ", ""));
        assertThat(Files.readString(copy)).contains("return 7;");

        learn.run("undo");
        assertThat(learn.out()).contains("undo of reset 1.1");
        assertThat(course.own()).content().contains("return 7;");
    }

    @Test
    @DisplayName("reset without a known starter changes nothing")
    void refusesToResetBlindly() {
        course.starter(TinyCourse.returning("7"));

        assertThat(learn.run("reset", "1.1")).isEqualTo(2);

        assertThat(learn.err()).contains("No untouched copy");
        assertThat(course.own()).content().contains("return 7;");
    }

    @Test
    @DisplayName("solution is shown after a pass, or anyway")
    void guardsTheSolution() {
        assertThat(learn.run("solution", "1.1")).isEqualTo(1);
        assertThat(learn.out()).contains("--anyway").doesNotContain("return 1;");

        assertThat(learn.run("solution", "1.1", "--anyway", "--diff")).isZero();
        assertThat(learn.out()).contains("-        throw new").contains("+        return 1;");
    }

    @Test
    @DisplayName("a state that cannot be read is set aside with a word")
    void survivesCorruptState() throws IOException {
        course.write(".learn/state.txt", "version = 1\nbest 1.1 = many passed never\n");

        assertThat(learn.run("list")).isZero();

        assertThat(learn.err()).contains("starts anew");
        try (var files = Files.list(folder.resolve(".learn"))) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("state.txt.bad-"));
        }
    }
}
