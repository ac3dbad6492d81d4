package robustnet.runner.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robustnet.runner.check.Checker;
import robustnet.runner.course.CourseException;

/// The rules that run tests. Each is shown to fail when it should.
class GateTest {
    @TempDir Path root;

    private final Tally tally = new Tally();
    private HalvesCourse tiny;

    @BeforeEach
    void aCourse() throws IOException {
        tiny = new HalvesCourse(root);
    }

    @Test
    @DisplayName("a course that keeps all rules passes, and each part is reported when it is ready")
    void passes() throws Exception {
        var course = tiny.read();
        var reported = new ArrayList<Part>();
        HalvesCourse.record(course);

        var parts =
                new Gate(course, Checker.of(course), 1, 2)
                        .check(course.exercises(), true, reported::add);

        assertThat(parts).flatExtracting(Part::findings).isEmpty();
        assertThat(parts).extracting(Part::name).containsExactly("course", "1.1");
        assertThat(parts.getLast().counts()).isEqualTo("2 tests, 4 mistakes");
        assertThat(parts.getLast().passed())
                .as("starter 2, reference 2, mistakes 4, pitfalls 3, signatures 1, api 1, page 3")
                .isEqualTo(16);
        assertThat(reported).isEqualTo(parts);
    }

    @Test
    @DisplayName("a test that passes on the stub is found")
    void vacuousTest() throws Exception {
        tiny.replace(
                HalvesCourse.TEST, "assertThat(Half.of(4)).as(\"half of four\").isEqualTo(2);", "");

        starter();

        assertThat(tally.findings())
                .singleElement()
                .matches(f -> f.where().equals("HalfTest.four"))
                .matches(f -> f.text().contains("tests nothing"));
        assertThat(tally.passed()).as("the other test").isEqualTo(1);
    }

    @Test
    @DisplayName("a test that is skipped on the starter is found")
    void skippedTest() throws Exception {
        tiny.replace(
                HalvesCourse.TEST,
                "    @Test\n    @DisplayName(\"half of four",
                "    @org.junit.jupiter.api.Disabled\n    @Test\n    @DisplayName(\"half of four");

        starter();

        assertThat(tally.findings())
                .singleElement()
                .matches(f -> f.text().contains("does not run"));
    }

    @Test
    @DisplayName("a starter that is no longer untouched is found")
    void touchedStarter() throws Exception {
        tiny.replace(
                HalvesCourse.STARTER,
                "throw new UnsupportedOperationException(\"TODO 1.1: halve\");",
                "return n / 2;");

        starter();

        assertThat(tally.findings())
                .singleElement()
                .matches(f -> f.text().contains("not the untouched starter"));
    }

    @Test
    @DisplayName("a starter that does not compile is found")
    void brokenStarter() throws Exception {
        tiny.replace(HalvesCourse.STARTER, "public static int of", "public static in of");

        starter();

        assertThat(tally.findings())
                .singleElement()
                .matches(f -> f.text().contains("does not compile"));
    }

    @Test
    @DisplayName("a reference that fails its tests is found, with how often and why")
    void wrongReference() throws Exception {
        tiny.replace(HalvesCourse.REFERENCE, "return n / 2;", "return n >> 1;");
        var course = tiny.read();

        new ReferenceRule(course, Checker.of(course), 2).check(tiny.exercise(), tally);

        assertThat(tally.findings())
                .singleElement()
                .matches(f -> f.where().equals("HalfTest.minusThree"))
                .matches(f -> f.text().contains("2 of 2 runs"))
                .matches(f -> f.text().contains("half of minus three"));
    }

    @Test
    @DisplayName("a mistake that no test catches is found")
    void uncaughtMistake() throws Exception {
        tiny.mistake("harmless", "B1", "HalfTest.four", "half of four", "return n >> 1;");

        assertThat(findingOf("harmless")).contains("does not catch it");
    }

    @Test
    @DisplayName("a mistake that is caught with another message is found, with what the test says")
    void otherMessage() throws Exception {
        tiny.mistake(
                "throws",
                "B1",
                "HalfTest.four",
                "half of four",
                "throw new IllegalStateException(\"oops\");");

        assertThat(findingOf("throws")).contains("without saying \"half of four\"", "oops");
    }

    @Test
    @DisplayName("a mistake that does not compile is found")
    void uncompilableMistake() throws Exception {
        tiny.mistake("types", "B1", "HalfTest.four", "half of four", "return \"\";");

        assertThat(findingOf("types")).contains("does not compile");
    }

    @Test
    @DisplayName("a mistake that ends the JVM is caught, if its text says so")
    void mistakeThatExits() throws Exception {
        tiny.mistake("exits", "B1", "HalfTest.four", "Half.java", "System.exit(0); return 0;");

        mistake("exits");

        assertThat(tally.findings()).isEmpty();
    }

    @Test
    @DisplayName("a mistake that only shows in a JVM of its own is caught there")
    void mistakeThatSharingHides() throws Exception {
        tiny.mistake(
                "hides",
                "B1",
                "HalfTest.four",
                "half of four",
                "return Half.class.getClassLoader() == ClassLoader.getSystemClassLoader() ? 0 : n / 2;");

        mistake("hides");

        assertThat(tally.findings()).isEmpty();
    }

    @Test
    @DisplayName("a mistake whose test does not exist is found")
    void noSuchTest() throws Exception {
        tiny.mistake("astray", "B1", "HalfTest.five", "half of five", "return 0;");

        assertThat(findingOf("astray")).contains("no test HalfTest.five");
    }

    @Test
    @DisplayName("a malformed declaration stops the gate before it runs")
    void malformedDeclaration() throws Exception {
        tiny.replace(HalvesCourse.TEST, "level = 1", "level = 5");
        assertThatThrownBy(tiny::read).isInstanceOf(CourseException.class);

        tiny.replace(HalvesCourse.TEST, "level = 5, minutes = 5", "level = 1, minutes = 0");
        assertThatThrownBy(tiny::read).isInstanceOf(CourseException.class);
    }

    @Test
    @DisplayName("an id that is declared twice stops the gate before it runs")
    void duplicateId() throws Exception {
        tiny.write(
                "01-basics/src/test/java/robustnet/basics/OtherTest.java",
                "package robustnet.basics;\nimport robustnet.testkit.Exercise;\n@Exercise(id = \"1.1\", title = \"Other\", level = 1,"
                        + " minutes = 5, edit = Half.class)\nclass OtherTest {}\n");

        assertThatThrownBy(tiny::read)
                .isInstanceOf(CourseException.class)
                .hasMessageContaining("twice");
    }

    private void starter() throws InterruptedException {
        var course = tiny.read();
        new StarterRule(course, Checker.of(course)).check(tiny.exercise(), tally);
    }

    private void mistake(String slug) throws InterruptedException {
        var course = tiny.read();
        var checker = Checker.of(course);
        try (var quick = checker.quickly()) {
            new MistakeRule(course, checker, quick)
                    .check(tiny.exercise(), tiny.mistake(slug), tally);
        }
    }

    private String findingOf(String slug) throws InterruptedException {
        mistake(slug);
        assertThat(tally.findings()).hasSize(1);
        return tally.findings().getFirst().text();
    }
}
