package robustnet.runner.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import robustnet.runner.TinyCourse;

/// A course of one chapter with three exercises, a page, a mistake and a demo, for the terminal
/// tests: whatever a learner can ask for, it has.
final class LoopCourse {
    private static final String PAGE =
            """
            # Tiny

            ## 1.1 One

            One is **first**. Two words in wide letters: 日本 and 東京.

            | call | gives |
            |---|---|
            | `One.one()` | 1 |

            ### How it is judged

            By *one* test.

            <details><summary>Hint 1: nudge</summary>

            Count.

            </details>
            <details><summary>Hint 2: concept</summary>

            Count to one.

            </details>
            <details><summary>Hint 3: almost code</summary>

            Return it.

            </details>

            **Why it works**

            Because one is one.

            **Pitfalls**

            ### B1 One is not zero

            Counting begins at one here.

            ## 1.2 Two

            Two follows.

            <details><summary>Hint 1: nudge</summary>

            Twice.

            </details>

            ## 1.3 Three

            Three ends it, %s.

            ```text
            0123456789 %s the end of a wide line
            ```

            %s
            """
                    .formatted(
                            "after forty steps",
                            "and so on ".repeat(10),
                            IntStream.rangeClosed(1, 40)
                                    .mapToObj(i -> "- Step " + i + (i % 15 == 0 ? ", a rest" : ""))
                                    .collect(Collectors.joining("\n")));

    private static final String TEST =
            """
            package tiny;

            import static org.assertj.core.api.Assertions.assertThat;

            import org.junit.jupiter.api.DisplayName;
            import org.junit.jupiter.api.Test;
            import org.junit.jupiter.params.ParameterizedTest;
            import org.junit.jupiter.params.provider.ValueSource;
            import robustnet.testkit.Exercise;
            import robustnet.testkit.TimeLimit;

            @Exercise(id = "1.1", title = "One", level = 2, minutes = 5, edit = One.class)
            class OneTest {
                @Test
                @TimeLimit(seconds = 1)
                @DisplayName("one is one (B1)")
                void isOne() {
                    assertThat(One.one()).as("one").isEqualTo(1);
                }

                @Test
                @DisplayName("one is small")
                void isSmall() {
                    assertThat(One.one()).as("one").isLessThan(2);
                }
            }
            """;

    private static final String BODY =
            """
            package tiny;

            public final class %s {
                public static int get() {
                    %s
                }
            }
            """;

    private static final String MISTAKE =
            """
            Belief: counting begins at zero
            Pitfall: B1
            Caught-by: OneTest.isOne
            Says: one
            --- a/src/main/java/tiny/One.java
            +++ b/src/main/java/tiny/One.java
            @@ -2,5 +2,5 @@

             public final class One {
                 public static int one() {
            -        return 1;
            +        return 0;
                 }
             }
            """;

    private static final String STACK =
            """
            package tiny;

            final class StackDemo {
                public static void main(String[] args) throws Exception {
                    System.out.println("{\\"type\\":\\"start\\",\\"metrics\\":\\"here\\"}");
                    report("tick");
                    System.in.readNBytes("quit".length());
                    report("summary");
                }

                private static void report(String type) {
                    System.out.println(
                            "{\\"type\\":\\"%s\\",\\"seconds\\":1.0,".formatted(type)
                                    + "\\"total\\":{\\"requests\\":1},"
                                    + "\\"servers\\":[],\\"problem\\":\\"\\"}");
                }
            }
            """;

    private final TinyCourse course;

    /// @param root an empty folder
    LoopCourse(Path root) {
        course = new TinyCourse(root);
        course.write("docs/01-tiny.md", PAGE);
        course.write("solutions/01-tiny/mistakes/1.1-from-zero.patch", MISTAKE);
        course.write("01-tiny/src/test/java/tiny/OneTest.java", TEST);
        more("01-tiny", "1.2", "Two");
        more("01-tiny", "1.3", "Three");
        course.write(
                "01-tiny/src/test/java/tiny/TinyDemo.java",
                """
                package tiny;
                final class TinyDemo {
                    public static void main(String[] args) {
                        System.out.println("the demo says " + One.one());
                    }
                }
                """);
    }

    /// Adds a chapter of one exercise, whose class is `Four`.
    void secondChapter() {
        course.write("docs/02-more.md", "# More\n\n## 2.1 Four\n\nFour is more.\n");
        more("02-more", "2.1", "Four");
    }

    /// Adds a whole stack of no servers, which ends when it is told to.
    void stack() {
        course.write("01-tiny/src/test/java/tiny/StackDemo.java", STACK);
    }

    private void more(String chapter, String id, String name) {
        var stub = "throw new UnsupportedOperationException(\"TODO %s: return it\");";
        int value = List.of("One", "Two", "Three", "Four").indexOf(name) + 1;
        course.write(main(chapter, name), BODY.formatted(name, stub.formatted(id)));
        course.write(
                "solutions/" + main(chapter, name), BODY.formatted(name, "return " + value + ";"));
        course.write(
                chapter + "/src/test/java/tiny/" + name + "Test.java",
                """
                package tiny;
                import org.junit.jupiter.api.*;
                import robustnet.testkit.Exercise;
                @Exercise(id = "%1$s", title = "%2$s", level = 1, minutes = 5, edit = %2$s.class)
                class %2$sTest {
                    @Test @DisplayName("it is %3$d")
                    void isIt() {
                        Assertions.assertEquals(%3$d, %2$s.get());
                    }
                }
                """
                        .formatted(id, name, value));
    }

    private static String main(String chapter, String name) {
        return chapter + "/src/main/java/tiny/" + name + ".java";
    }

    /// Saves one of the other exercises of chapter 01 with a method of these statements.
    void write(String name, String statements) {
        course.write(main("01-tiny", name), BODY.formatted(name, statements));
    }

    Path root() {
        return course.root();
    }

    Path own() {
        return course.own();
    }

    /// Saves 1.1 with a method of these statements, as most editors do: in place.
    void save(String statements) throws IOException {
        Files.writeString(course.own(), TinyCourse.body(statements));
    }

    /// Saves 1.1 as vim does: a new file takes the old one's place.
    void replace(String statements) throws IOException {
        var beside = course.own().resolveSibling("One.java~new");
        Files.writeString(beside, TinyCourse.body(statements));
        Files.move(beside, course.own(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}
