package robustnet.runner.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static robustnet.runner.TinyCourse.STUB;
import static robustnet.runner.TinyCourse.body;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import robustnet.runner.TinyCourse;
import robustnet.runner.compile.Compilation.Compiled;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;

/// Every step is compared with a compilation of the whole: the same classes, byte by byte, or the
/// same words.
@DisplayName("The warm compiler")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WarmCompilerTest {
    private static final String LIMITS = "01-tiny/src/main/java/tiny/Limits.java";
    private static final String ALONE = "01-tiny/src/main/java/tiny/Alone.java";
    private static final String ZERO = "static int more() { return 0; }";

    private TinyCourse tiny;
    private Course course;
    private ExerciseInfo exercise;
    private ExerciseCompiler whole;
    private WarmCompiler warm;
    private Compiled last;

    @BeforeAll
    void open(@TempDir Path folder) {
        tiny = new TinyCourse(folder);
        course = tiny.read();
        exercise = course.require("1.1");
        // its jars stay open, too: this is quicker
        whole =
                new ExerciseCompiler(
                        course, Tools.ofThisJvm(), EarlierChapters.From.REFERENCE, true);
        warm = new WarmCompiler(course, Tools.ofThisJvm(), EarlierChapters.From.REFERENCE);
    }

    @BeforeEach
    void startOver() throws IOException {
        tiny.starter(body("return Limits.MOST + Limits.more();"));
        limits("static final int MOST = 1; " + ZERO);
        tiny.write(ALONE, "package tiny; class Alone { static int least() { return 0; } }");
        tiny.test("@Test void isOne() { assertThat(One.one()).isEqualTo(1); }");
        last = (Compiled) warm.compile(exercise);
    }

    @AfterAll
    void close() throws IOException {
        warm.close();
        try (var left = Files.list(course.root().resolve(".learn/out"))) {
            assertThat(left.toList()).as("folders that are left").isEmpty();
        }
    }

    @Test
    @DisplayName("compiles a method's new body alone, with its lambdas and local classes")
    void compilesABodyAlone() throws IOException {
        tiny.starter(body("new Runnable() { public void run() {} }.run(); return Limits.more();"));
        comesToTheSame(true);
        tiny.starter(
                body(
                        "java.util.function.IntUnaryOperator f = n -> n + Limits.more(); return f.applyAsInt(1);"));
        comesToTheSame(true);
        comesToTheSame(true);
        limits("static final int MOST = 1; static int more() { return 7; }");
        comesToTheSame(true);
    }

    @Test
    @DisplayName("compiles the whole when a constant or a signature has changed")
    void compilesTheWholeForOthers() throws IOException {
        limits("static final int MOST = 2; " + ZERO);
        comesToTheSame(false);
        limits("static final int MOST = 2; static long more() { return 0; }");
        comesToTheSame(false);
        tiny.starter(body("return (int) (Limits.MOST + Limits.more());"));
        comesToTheSame(false);
        tiny.starter(body("return (int) (Limits.MOST - Limits.more());"));
        comesToTheSame(true);
    }

    @Test
    @DisplayName("compiles the whole when the order of a record's components has changed")
    void mindsTheOrderOfComponents() throws IOException {
        limits("static final int MOST = 1; record P(int a, int b) {}");
        tiny.starter(body("return new Limits.P(1, 2) instanceof Limits.P(var x, _) ? x : 0;"));
        comesToTheSame(false);
        limits("static final int MOST = 1; record P(int b, int a) {}");
        comesToTheSame(false);
    }

    @Test
    @DisplayName("compiles the whole when an annotation keeps shorter, or has lost a default")
    void mindsAnnotations() throws IOException {
        var kept = "@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.%s) ";
        limits("@interface A { int value() default 1; }");
        tiny.starter(STUB.replace("public static", "@Limits.A public static"));
        comesToTheSame(false);
        limits(kept.formatted("RUNTIME") + "@interface A { int value() default 1; }");
        comesToTheSame(false);
        limits(kept.formatted("RUNTIME") + "@interface A { int value() default 2; }");
        comesToTheSame(true);
        limits(kept.formatted("SOURCE") + "@interface A { int value() default 2; }");
        comesToTheSame(false);
        limits(kept.formatted("SOURCE") + "@interface A { int value(); }");
        comesToTheSame(false);
    }

    @Test
    @DisplayName("compiles the whole when a private class that a method returns is another")
    void mindsPrivateClasses() throws IOException {
        var more = "private static final class P %s {} static P p() { return new P(); }";
        limits(more.formatted("implements Runnable { public void run() {} }").replace("} {}", "}"));
        tiny.starter(body("Runnable r = Limits.p(); r.run(); return 1;"));
        comesToTheSame(false);
        limits(more.formatted(""));
        comesToTheSame(false);
    }

    @Test
    @DisplayName("says of an error what the compiler says of the whole, and goes on after it")
    void tellsErrorsInTheSameWords() throws IOException {
        tiny.starter(body("return \"one\" + nothing;"));
        comesToTheSame(false);
        Files.write(course.root().resolve(ALONE), new byte[] {'/', '/', (byte) 0xFF, '\n'});
        comesToTheSame(false);
        Files.delete(course.root().resolve(ALONE));
        tiny.write(ALONE, "package tiny; class Alone { static int least() { return 0; } }");
        tiny.starter(body("return Limits.MOST;"));
        comesToTheSame(true);
    }

    @Test
    @DisplayName("finds a source that was not needed before, and passes over one that is not")
    void findsWhatIsNew() throws IOException {
        tiny.write(ALONE, "package tiny; class Alone { broken");
        comesToTheSame(true);
        tiny.starter(body("return Alone.least();"));
        comesToTheSame(false);
        tiny.write(ALONE, "package tiny; class Alone { static int least() { return 3; } }");
        comesToTheSame(false);
        tiny.write(ALONE, "package tiny; class Alone { static int least() { return 4; } }");
        comesToTheSame(true);
        tiny.starter(body("return Limits.MOST;"));
        comesToTheSame(false);
    }

    @Test
    @DisplayName("compiles the whole when a file has come or gone, or the test has changed")
    void compilesTheWholeForFiles() throws IOException {
        var more = "01-tiny/src/main/java/tiny/More.java";
        tiny.write(more, "package tiny; class More {}");
        comesToTheSame(false);
        Files.delete(course.root().resolve(more));
        comesToTheSame(false);
        Files.delete(course.root().resolve(LIMITS));
        comesToTheSame(false);
        limits("static final int MOST = 1; " + ZERO);
        comesToTheSame(true);
        tiny.test("@Test void isOne() { assertThat(One.one()).isPositive(); }");
        comesToTheSame(false);
    }

    private void limits(String members) {
        tiny.write(LIMITS, "package tiny; class Limits { " + members + " }");
    }

    /// @param kept whether the classes of the last time stay where they are
    private void comesToTheSame(boolean kept) throws IOException {
        var output = course.root().resolve("whole");
        try {
            var result = warm.compile(exercise);
            var subject = Subject.learner(course.chapterOf(exercise));
            var expected = whole.compile(exercise, subject, output);
            assertThat(result.equals(last)).as("the folder is the same").isEqualTo(kept);
            if (expected instanceof Compiled compiled) {
                assertThat(result).as("the result").isInstanceOf(Compiled.class);
                last = (Compiled) result;
                assertThat(classes(last.classPath()))
                        .as("the classes")
                        .isEqualTo(classes(compiled.classPath()));
            } else {
                assertThat(result).as("the result").isEqualTo(expected);
            }
        } finally {
            Folders.delete(output);
        }
    }

    private Map<String, Integer> classes(Iterable<Path> classPath) throws IOException {
        var found = new TreeMap<String, Integer>();
        for (var entry : classPath) {
            if (entry.startsWith(course.root())) {
                try (var files = Files.walk(entry)) {
                    for (var file : files.filter(Files::isRegularFile).toList()) {
                        found.put(
                                entry.relativize(file).toString(),
                                Arrays.hashCode(Files.readAllBytes(file)));
                    }
                }
            }
        }
        return found;
    }
}
