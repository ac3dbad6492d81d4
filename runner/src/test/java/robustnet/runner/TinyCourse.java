package robustnet.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import robustnet.runner.compile.Compilation;
import robustnet.runner.compile.EarlierChapters;
import robustnet.runner.compile.ExerciseCompiler;
import robustnet.runner.compile.Subject;
import robustnet.runner.compile.Tools;
import robustnet.runner.course.Catalogue;
import robustnet.runner.course.Course;

/// A course of one chapter and one exercise, in a temporary folder: `One.one()` should return 1.
public final class TinyCourse {
    public static final String STUB =
            """
            package tiny;

            public final class One {
                public static int one() {
                    throw new UnsupportedOperationException("TODO 1.1: return one");
                }
            }
            """;

    private final Path root;

    /// @param root an empty folder
    public TinyCourse(Path root) {
        this.root = root;
        write("pom.xml", "<project><modules></modules></project>");
        starter(STUB);
        write("solutions/01-tiny/src/main/java/tiny/One.java", returning("1"));
        test(
                """
                @Test
                @DisplayName("one is one (B1)")
                void isOne() {
                    assertThat(One.one()).as("one").isEqualTo(1);
                }
                """);
    }

    public Path root() {
        return root;
    }

    public Path own() {
        return root.resolve("01-tiny/src/main/java/tiny/One.java");
    }

    /// `One` with a method that returns `expression`.
    public static String returning(String expression) {
        return body("return " + expression + ";");
    }

    /// `One` with a method that consists of `statements`.
    public static String body(String statements) {
        return STUB.replaceAll("throw .*;", java.util.regex.Matcher.quoteReplacement(statements));
    }

    public TinyCourse starter(String source) {
        return write("01-tiny/src/main/java/tiny/One.java", source);
    }

    /// Replaces the members of the test class.
    public TinyCourse test(String members) {
        return declaration(
                "@Exercise(id = \"1.1\", title = \"One\", level = 2, minutes = 5, edit = One.class)",
                members);
    }

    /// Replaces the declaration, too.
    public TinyCourse declaration(String annotation, String members) {
        return write(
                "01-tiny/src/test/java/tiny/OneTest.java",
                """
                package tiny;

                import static org.assertj.core.api.Assertions.*;
                import java.util.*;
                import java.util.stream.*;
                import org.junit.jupiter.api.*;
                import org.junit.jupiter.params.ParameterizedTest;
                import org.junit.jupiter.params.provider.ValueSource;
                import robustnet.testkit.*;

                """
                        + annotation
                        + "\nclass OneTest {\n"
                        + members
                        + "}\n");
    }

    public TinyCourse write(String path, String text) {
        try {
            var file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Course read() {
        return Catalogue.read(root);
    }

    /// The class path of a test class `tiny.<name>`, compiled with the learner's code.
    public List<Path> compiled(String name, String source) {
        var course = write("01-tiny/src/test/java/tiny/" + name + ".java", source).read();
        var chapter = course.chapters().getFirst();
        var file = chapter.testSources().resolve("tiny/" + name + ".java");
        var compiled =
                new ExerciseCompiler(course, Tools.ofThisJvm(), EarlierChapters.From.REFERENCE)
                        .compile(
                                chapter,
                                List.of(file),
                                Subject.learner(chapter),
                                course.root().resolve("out"));
        return ((Compilation.Compiled) compiled).classPath();
    }
}
