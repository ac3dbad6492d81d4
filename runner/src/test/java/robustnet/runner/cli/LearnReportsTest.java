package robustnet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robustnet.runner.TinyCourse;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("What ./learn reports")
class LearnReportsTest {
    @TempDir private Path folder;
    private TinyCourse course;
    private Terminal learn;

    @BeforeEach
    void makeCourse() {
        course = new TinyCourse(folder);
        learn = new Terminal(folder);
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
    @DisplayName("of what was printed a red check shows what belongs to a failure, and System.out")
    void leavesOutWhatPassingTestsLog() {
        course.starter(TinyCourse.body("System.err.println(\"as it is\"); return 7;"));
        course.test(
                """
                @Test
                void fails() {
                    assertThat(One.one()).isEqualTo(1);
                }

                @Test
                void passes() {
                    System.out.println("here I am");
                    System.err.println("ugly, and as it should be");
                }
                """);

        learn.run("check", "1.1");

        assertThat(learn.out().lines().map(String::strip))
                .containsSubsequence("printed while it ran:", "as it is")
                .containsSubsequence("System.out while other tests ran:", "here I am")
                .contains(
                        "not shown: 1 line logged while other tests ran (./learn check 1.1 --verbose)")
                .doesNotContain("ugly, and as it should be", "your program printed:");
        learn.run("check", "1.1", "-v");
        assertThat(learn.out().lines().map(String::strip))
                .containsSubsequence("your program printed:", "ugly, and as it should be");
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
        assertThat(exercise.get("tests").get(0).get("output").asString()).startsWith("hi");
        assertThat(exercise.get("tests").get(0).get("outputOmitted").asLong()).isZero();
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

    @Test
    @DisplayName(
            "a test that passes although a stub is left is no pass, and is not called not started")
    void tellsHalfDoneFromNotStarted() {
        course.starter(TinyCourse.body("return 1; // TODO 1.1: tidy up"));

        assertThat(learn.run("check", "1.1")).isEqualTo(1);

        assertThat(learn.out())
                .contains("passes already")
                .contains("0 of 10 points")
                .doesNotContain("not started");
    }
}
