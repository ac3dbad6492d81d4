package robustnet.runner.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import robustnet.runner.TinyCourse;
import robustnet.runner.compile.Compilation.Compiled;
import robustnet.runner.compile.Compilation.Failed;

@DisplayName("The compiler")
class ExerciseCompilerTest {
    @TempDir private Path folder;
    @TempDir private Path output;
    private TinyCourse course;

    @BeforeEach
    void makeCourse() {
        course = new TinyCourse(folder);
    }

    @Test
    @DisplayName("compiles what the test refers to, whatever state other exercises are in")
    void ignoresOtherFiles() {
        course.write("01-tiny/src/main/java/tiny/Broken.java", "this is not Java");

        assertThat(compile("1.1", EarlierChapters.From.REFERENCE)).isInstanceOf(Compiled.class);
        assertThat(output.resolve("tiny/OneTest.class")).exists();
    }

    @Test
    @DisplayName("says what javac says, and where")
    void saysWhereAnErrorIs() {
        course.starter(TinyCourse.returning("\"one\""));

        var failed = (Failed) compile("1.1", EarlierChapters.From.REFERENCE);

        assertThat(failed.problems().getFirst().where())
                .isEqualTo("01-tiny/src/main/java/tiny/One.java:5");
        assertThat(failed.problems().getFirst().text())
                .contains("incompatible types")
                .contains("^")
                .doesNotContain(folder.toString());
    }

    @Test
    @DisplayName("says that a file is missing, or no UTF-8")
    void saysWhatIsWrongWithAFile() throws IOException {
        Files.write(course.own(), new byte[] {'/', '/', (byte) 0xFF, '\n'});
        var notUtf8 = (Failed) compile("1.1", EarlierChapters.From.REFERENCE);
        Files.delete(course.own());
        var missing = (Failed) compile("1.1", EarlierChapters.From.REFERENCE);

        assertThat(notUtf8.problems().getFirst().text()).contains("UTF-8");
        assertThat(missing.problems())
                .containsExactly(
                        new Compilation.Problem(
                                "01-tiny/src/main/java/tiny/One.java", "the file is missing"));
    }

    @Test
    @DisplayName("of two source folders the first one wins")
    void takesTheFirstOfTwoFolders() throws IOException {
        var patch = folder.resolve("patch");
        course.write("patch/tiny/One.java", TinyCourse.returning("7"));
        var chapter = course.read().chapters().getFirst();
        var subject = Subject.of("a mistake", patch, chapter.referenceSources());

        var compiled =
                compiler(EarlierChapters.From.REFERENCE)
                        .compile(course.read().require("1.1"), subject, output);

        assertThat(compiled).isInstanceOf(Compiled.class);
        assertThat(Files.readString(output.resolve("tiny/One.class"), StandardCharsets.ISO_8859_1))
                .as("the stub's text is not in it")
                .doesNotContain("TODO");
    }

    @Test
    @DisplayName("takes earlier chapters from the references, or from the learner if asked")
    void buildsOnEarlierChapters() {
        course.write(
                "02-next/src/main/java/next/Two.java",
                "package next; public class Two { public static int two() { return tiny.One.one() + 1; } }");
        course.write(
                "02-next/src/test/java/next/TwoTest.java",
                """
                package next;
                import robustnet.testkit.*;
                @Exercise(id = "2.1", title = "Two", level = 1, minutes = 5, edit = Two.class)
                class TwoTest { @org.junit.jupiter.api.Test void test() { Two.two(); } }
                """);
        course.starter("not Java");

        assertThat(compile("2.1", EarlierChapters.From.REFERENCE)).isInstanceOf(Compiled.class);
        assertThat(compile("2.1", EarlierChapters.From.MINE)).isInstanceOf(Failed.class);
    }

    @Test
    @DisplayName("compiles a changed file alone, in front of the classes of the whole")
    void compilesChangesAlone() throws IOException {
        var whole = folder.resolve("whole");
        compileReference(whole);

        var compiled = changed(whole, TinyCourse.body("int n = 7; return n;"));

        assertThat(compiled).isPresent();
        assertThat(compiled.get().classPath()).containsSubsequence(output, whole);
        try (var classes = Files.walk(output)) {
            assertThat(classes.filter(Files::isRegularFile))
                    .as("compiled")
                    .containsExactly(output.resolve("tiny/One.class"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public final class One { public static long one() { return 1; } }",
                "public final class One { public static int one() throws Exception { return 1; } }",
                "public final class One { static int one() { return 1; } }",
                "public final class One { public static int one() { return 1; } static final int MORE = 1; }",
                "public class One { public static int one() { return 1; } }",
                "public final class One { public static int one() { return 1; } sealed interface Kind permits Left {} record Left(int n) implements Kind {} }",
                "public final class One { public static int one() { return 1 } }"
            })
    @DisplayName("does not compile alone what others might see, or what is wrong")
    void compilesNoMoreThanBodiesAlone(String declaration) {
        var whole = folder.resolve("whole");
        compileReference(whole);

        assertThat(changed(whole, "package tiny;\n" + declaration)).isEmpty();
    }

    private void compileReference(Path whole) {
        var read = course.read();
        var exercise = read.require("1.1");
        var reference = Subject.reference(read.chapterOf(exercise));
        assertThat(compiler(EarlierChapters.From.REFERENCE).compile(exercise, reference, whole))
                .isInstanceOf(Compiled.class);
    }

    private Optional<Compiled> changed(Path whole, String source) {
        course.write("patch/tiny/One.java", source);
        return compiler(EarlierChapters.From.REFERENCE)
                .compileChanges(
                        course.read().require("1.1"),
                        Subject.of("a mistake", folder.resolve("patch")),
                        Set.of(Path.of("tiny/One.java")),
                        whole,
                        output);
    }

    private Compilation compile(String id, EarlierChapters.From from) {
        var read = course.read();
        var exercise = read.require(id);
        return compiler(from).compile(exercise, Subject.learner(read.chapterOf(exercise)), output);
    }

    private ExerciseCompiler compiler(EarlierChapters.From from) {
        return new ExerciseCompiler(course.read(), Tools.ofThisJvm(), from);
    }
}
