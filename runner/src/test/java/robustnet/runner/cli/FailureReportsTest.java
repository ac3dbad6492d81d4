package robustnet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robustnet.runner.TinyCourse;

@DisplayName("What ./learn check says of a failure")
class FailureReportsTest {
    private static final String OTHER =
            """
            package tiny;

            public final class Two {
                public static int two() {
                    throw new UnsupportedOperationException("TODO 1.2: return two");
                }
            }
            """;
    private static final String TEST_OF_OTHER =
            """
            package tiny;

            import org.junit.jupiter.api.Test;
            import robustnet.testkit.Exercise;

            @Exercise(id = "1.2", title = "Two", level = 1, minutes = 5, edit = Two.class)
            class TwoTest {
                @Test
                void isTwo() {
                    org.assertj.core.api.Assertions.assertThat(Two.two()).isEqualTo(2);
                }
            }
            """;

    @TempDir private Path folder;
    private TinyCourse course;
    private Terminal learn;

    @BeforeEach
    void makeCourse() {
        course = new TinyCourse(folder);
        learn = new Terminal(folder);
    }

    private void makeOther() {
        course.write("01-tiny/src/main/java/tiny/Two.java", OTHER);
        course.write("01-tiny/src/test/java/tiny/TwoTest.java", TEST_OF_OTHER);
    }

    @Test
    @DisplayName("of a stack trace that an assertion quotes only the learner's frames are shown")
    void filtersQuotedTraces() {
        course.starter(
                TinyCourse.body(
                        "java.util.List.of(1).forEach(i -> { throw new IllegalStateException(\"oops\"); });"
                                + " return 1;"));
        course.test(
                """
                @Test
                void type() {
                    assertThatThrownBy(One::one).isInstanceOf(java.io.IOException.class);
                }

                @Test
                void message() {
                    assertThatThrownBy(One::one).hasMessageContaining("other");
                }
                """);

        learn.run("check", "1.1");

        assertThat(learn.out())
                .contains("java.lang.IllegalStateException: oops")
                .contains("at 01-tiny/src/main/java/tiny/One.java:5")
                .doesNotContain("org.assertj", "java.base", "OneTest.java", "remaining lines");
        learn.run("check", "1.1", "--verbose");
        assertThat(learn.out()).contains("org.assertj", "java.base");
    }

    @Test
    @DisplayName("of a stub of another exercise it is said first, with the learner's line")
    void namesTheExerciseThatIsNeeded() {
        makeOther();
        course.starter(
                TinyCourse.body(
                        "try { return java.util.concurrent.CompletableFuture.supplyAsync(Two::two).get(); }"
                                + " catch (Exception e) { throw new RuntimeException(e); }"));

        assertThat(learn.run("check", "1.1")).isEqualTo(1);

        assertThat(learn.out().lines().skip(1).findFirst())
                .hasValue("  1.1 uses 1.2, which is not written yet: ./learn check 1.2");
        assertThat(learn.out())
                .contains(
                        "not written yet: TODO 1.2: return two — 01-tiny/src/main/java/tiny/Two.java:5")
                .doesNotContain("CompletableFuture.java", "not started");
        assertThat(learn.out().lines().toList().getLast()).isEqualTo("first: ./learn check 1.2");
    }

    @Test
    @DisplayName(
            "an exercise that one builds on is named before one begins, while it is not written")
    void namesWhatIsNeeded() {
        makeOther();
        assertThat(learn.run("goto", "1.1")).isZero();
        assertThat(learn.out()).doesNotContain("needs");

        var reference = "solutions/01-tiny/src/main/java/tiny/One.java";
        course.write(reference, TinyCourse.returning("1; // not Two.two() - 1"));
        learn.run("goto", "1.1");
        assertThat(learn.out()).as("named in a comment").doesNotContain("needs");

        course.write(reference, TinyCourse.returning("Two.two() - 1"));
        learn.run("goto", "1.1");
        assertThat(learn.out()).contains("  needs   1.2 Two, which is not written yet");

        course.write(reference, TinyCourse.returning("new Helper().two() - 1"));
        course.write(
                "solutions/01-tiny/src/main/java/tiny/Helper.java",
                "package tiny;\n\nclass Helper { int two() { return Two.two(); } One other; }\n");
        learn.run("goto", "1.1");
        assertThat(learn.out())
                .as("built on it through a helper")
                .contains("  needs   1.2 Two, which is not written yet");

        course.write(
                "01-tiny/src/main/java/tiny/Two.java", "package tiny;\n\nfinal class Two {}\n");
        learn.run("goto", "1.1");
        assertThat(learn.out()).doesNotContain("needs");
    }

    @Test
    @DisplayName("a stub of another exercise is found where it only ended a thread, or was quoted")
    void findsAStubInWhatWasPrinted() {
        makeOther();
        course.starter(
                TinyCourse.body(
                        "var t = new Thread(Two::two); t.start();"
                                + " try { t.join(); } catch (InterruptedException e) { } return 7;"));
        learn.run("check", "1.1");
        assertThat(learn.out()).contains("1.1 uses 1.2, which is not written yet");

        course.starter(TinyCourse.body("return Two.two();"));
        course.test(
                "@Test void quoted() {"
                        + " assertThatThrownBy(One::one).isInstanceOf(java.io.IOException.class); }");
        learn.run("check", "1.1");
        assertThat(learn.out())
                .contains("1.1 uses 1.2, which is not written yet")
                .contains("TODO 1.2: return two — 01-tiny/src/main/java/tiny/Two.java:5");
    }

    @Test
    @DisplayName(
            "what it usually means is said once, then 'as above'; a seed as an option of check")
    void saysWhatItUsuallyMeansOnce() {
        course.starter(TinyCourse.body("throw new IllegalStateException(\"refused\");"));
        course.test(
                """
                @Test
                void first(Testbed testbed) throws Exception {
                    testbed.random().nextInt();
                    throw new java.net.ConnectException("no");
                }

                @Test
                void second(Testbed testbed) throws Exception {
                    throw new java.net.ConnectException("no");
                }
                """);

        learn.run("check", "1.1");

        assertThat(learn.out())
                .containsOnlyOnce("nobody listens on that port")
                .containsOnlyOnce("usually: as above")
                .containsPattern("same random numbers: \\./learn check 1\\.1 --seed -?\\d+")
                .doesNotContain("course.seed");
    }

    @Test
    @DisplayName("the last line of a red check says where help is")
    void saysWhereHelpIs() {
        course.starter(TinyCourse.returning("7"));

        learn.run("check", "1.1");

        assertThat(learn.out().lines().toList().getLast())
                .isEqualTo("stuck? ./learn hint 1.1 gives a hint, ./learn docs 1.1 shows the page");
        makeOther();
        learn.run("check", "all");
        assertThat(learn.out().lines().toList().getLast()).isEqualTo("next: ./learn check 1.1");
        course.starter(TinyCourse.returning("1"));
        learn.run("check", "1.1");
        assertThat(learn.out()).doesNotContain("stuck?", "next:");
    }
}
