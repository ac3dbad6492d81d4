package robustnet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import robustnet.runner.TinyCourse;

@DisplayName("./learn demo")
class DemoCommandTest {
    /// A stack that says what it must, and what it was told.
    private static final String PROGRAM =
            """
            package tiny;

            final class StackDemo {
                public static void main(String[] args) throws Exception {
                    System.out.println("the learner's own words");
                    System.out.println("{\\"type\\":\\"start\\",\\"metrics\\":\\"here\\"}");
                    System.out.println(report("tick", ""));
                    var told = new String(System.in.readNBytes("quit".length()));
                    System.out.println(report("summary", args[0] + " servers, " + told));
                }

                static String report(String type, String problem) {
                    return "{\\"type\\":\\"" + type + "\\",\\"seconds\\":1.0,"
                            + "\\"total\\":{\\"requests\\":" + One.one() + "},"
                            + "\\"servers\\":[],\\"problem\\":\\"" + problem + "\\"}";
                }
            }
            """;

    @TempDir private Path folder;
    private TinyCourse course;
    private Terminal learn;

    @BeforeEach
    void makeCourse() throws IOException {
        course = new TinyCourse(folder);
        Files.writeString(folder.resolve("01-tiny/src/test/java/tiny/StackDemo.java"), PROGRAM);
        learn = new Terminal(folder);
    }

    @Test
    @DisplayName("runs the stack, counts its seconds, ends it, and shows its summary")
    void runsStack() {
        int code = learn.run("demo", "--solution", "--seconds", "1", "--servers", "2", "--json");

        assertThat(learn.out().lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("{\"type\":"))
                .last()
                .asString()
                .contains("2 servers, quit");
        assertThat(code).as("a problem is no success").isEqualTo(1);
    }

    @Test
    @DisplayName("a stack that fails is shown with its last words")
    void showsFailure() {
        course.starter(TinyCourse.body("throw new IllegalStateException(\"oops\");"));

        assertThat(learn.run("demo")).isEqualTo(1);

        assertThat(learn.err()).contains("IllegalStateException: oops", "--solution");
    }

    @Test
    @DisplayName("names the exercises that the stack needs and that are not finished")
    void namesUnfinished() {
        course.declaration(
                "@Exercise(id = \"1.5\", title = \"One\", level = 1, minutes = 5, edit = One.class)",
                "@Test @DisplayName(\"one\") void one() {}");
        course.starter(TinyCourse.STUB.replace("1.1", "1.5"));

        assertThat(learn.run("demo")).isEqualTo(2);

        assertThat(learn.err()).contains("chapter 01: 1.5", "./learn demo --solution");
    }

    @ParameterizedTest
    @CsvSource({
        "--servers 0, 1 to 9",
        "--servers 10, 1 to 9",
        "--seconds 0, 1 or more",
        "--faults 3s kill, is no fault",
        "--faults 1s kill 4, names a server that there is not",
        "--json 01, leave out 01"
    })
    @DisplayName("refuses what makes no sense, and says why")
    void refuses(String options, String reason) {
        var words = options.split(" ", 2);

        assertThat(learn.run("demo", words[0], words.length > 1 ? words[1] : "")).isEqualTo(2);

        assertThat(learn.err()).contains(reason);
    }
}
