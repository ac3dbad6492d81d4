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
import tools.jackson.databind.json.JsonMapper;

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
    @DisplayName("check of a stub says not started, and where to start")
    void saysNotStarted() {
        assertThat(learn.run("check", "all")).isEqualTo(1);

        assertThat(learn.out()).contains("not started").contains("One.java:5  return one");
    }

    @Test
    @DisplayName("check of what does not compile says where, and ends with 1")
    void showsCompileErrors() {
        course.starter(TinyCourse.returning("\"x\""));

        assertThat(learn.run("check", "1.1")).isEqualTo(1);

        assertThat(learn.out())
                .contains("01-tiny/src/main/java/tiny/One.java:5: incompatible types")
                .contains("0 points");
    }

    @Test
    @DisplayName("check of an exercise without tests passes nothing")
    void passesNothingWithoutTests() {
        course.test("");

        assertThat(learn.run("check", "1.1")).isEqualTo(1);
        assertThat(learn.out()).contains("no tests").contains("0 points");
    }

    @Test
    @DisplayName("an exception in the learner's code is shown with the learner's line only")
    void showsOwnFrames() {
        course.starter(TinyCourse.body("throw new IllegalStateException(\"oops\");"));

        learn.run("check", "1.1");
        assertThat(learn.out())
                .contains("IllegalStateException: oops")
                .contains("at 01-tiny/src/main/java/tiny/One.java:5")
                .doesNotContain("OneTest.java");

        learn.run("check", "1.1", "--verbose");
        assertThat(learn.out()).contains("OneTest.java");
    }

    @Test
    @DisplayName("--json prints one document and nothing else")
    void printsJson() {
        course.starter(TinyCourse.body("System.out.println(\"hi\"); return 7;"));

        assertThat(learn.run("check", "1.1", "--json")).isEqualTo(1);

        var json = new JsonMapper().readTree(learn.out());
        assertThat(json.get("passed").asBoolean()).isFalse();
        var exercise = json.get("exercises").get(0);
        assertThat(exercise.get("result").asString()).isEqualTo("failed");
        assertThat(exercise.get("output").asString()).contains("hi");
        assertThat(exercise.get("tests").get(0).get("failure").get("expected").asString())
                .isEqualTo("1");
    }

    @Test
    @DisplayName("colours a terminal, unless NO_COLOR or --plain says no")
    void honoursNoColor() {
        assertThat(learn.onTerminal(true).run("list")).isZero();
        assertThat(learn.out()).contains("\u001b[1m");

        learn.onTerminal(true).with("NO_COLOR", "1").run("list");
        assertThat(learn.out()).doesNotContain("\u001b");
        learn.onTerminal(true).run("list", "--plain");
        assertThat(learn.out()).doesNotContain("\u001b");
        learn.onTerminal(false).run("list");
        assertThat(learn.out()).doesNotContain("\u001b");
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
                                .findFirst()
                                .orElseThrow()
                                .replace("Your work is kept in ", ""));
        assertThat(Files.readString(copy)).contains("return 7;");
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

    @Test
    @DisplayName(
            "what is expected to go wrong is one sentence and exit code 2, without a stack trace")
    void saysExpectedProblems() {
        for (var args :
                new String[][] {
                    {"check", "1.9"}, {"hint", "x"}, {"demo", "01"}, {"check", "--earlier=no"}
                }) {
            assertThat(learn.run(args)).as(String.join(" ", args)).isEqualTo(2);
            assertThat(learn.err()).hasLineCount(1).doesNotContain("\tat ");
            assertThat(learn.out()).isEmpty();
        }
        assertThat(learn.run("chekc")).isEqualTo(2);
        assertThat(new Terminal(folder.resolve("docs")).run()).as("not the course").isEqualTo(2);
    }
}
