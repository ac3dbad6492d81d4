package robustnet.runner.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import robustnet.runner.TinyCourse;

@DisplayName("The catalogue")
class CatalogueTest {
    private static final String EXERCISE =
            "@Exercise(id = \"1.1\", title = \"One\", level = 2, minutes = 5, edit = One.class)";

    @TempDir private Path folder;
    private TinyCourse course;

    @BeforeEach
    void makeCourse() {
        course = new TinyCourse(folder);
    }

    @Test
    @DisplayName(
            "reads an exercise and its tests from the source, nested and parameterised ones too")
    void readsAnExercise() {
        course.test(
                """
                @Test @DisplayName("a " + "sentence") @Weight(3) @TimeLimit(seconds = 9) void first() {}
                @ParameterizedTest @ValueSource(ints = 1) void second(int n) {}
                void helper() {}
                @Nested class Inner { @RepeatedTest(2) void third() {} }
                """);

        var exercise = course.read().require("1.1");

        assertThat(exercise.points()).isEqualTo(10);
        assertThat(exercise.testClass()).isEqualTo("tiny.OneTest");
        assertThat(exercise.editFiles()).containsExactly(course.own());
        assertThat(exercise.tests())
                .extracting(
                        TestInfo::shortName,
                        TestInfo::displayName,
                        TestInfo::weight,
                        TestInfo::timeLimit)
                .containsExactly(
                        tuple("OneTest.first", "a sentence", 3, Duration.ofSeconds(9)),
                        tuple("OneTest.second", "second", 1, TestInfo.DEFAULT_LIMIT),
                        tuple("OneTest.Inner.third", "third", 1, TestInfo.DEFAULT_LIMIT));
    }

    @Test
    @DisplayName("knows where a chapter's parts lie")
    void knowsTheChapter() {
        var chapter = course.read().chapters().getFirst();

        assertThat(chapter)
                .extracting(Chapter::number, Chapter::name, Chapter::pkg)
                .containsExactly("01", "tiny", "tiny");
        assertThat(chapter.referenceSources()).isDirectory();
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "level = 2 | level = 5 | level should be 1 to 4",
                "level = 2 | level = LEVEL | should be a literal",
                "id = \"1.1\" | id = \"1\" | should be chapter.exercise",
                "id = \"1.1\" | id = \"2.1\" | does not belong to the chapter",
                "minutes = 5 | minutes = 0 | at least 1",
                "edit = One.class | edit = {} | names no class",
                "title = \"One\", | bonus = false, | title is missing",
            })
    @DisplayName("says file and line of a malformed declaration")
    void saysWhereADeclarationIsMalformed(String right, String wrong, String text) {
        course.declaration(EXERCISE.replace(right, wrong), "@Test void test() {}");

        assertThatThrownBy(course::read)
                .isInstanceOf(CourseException.class)
                .hasMessageContaining(text)
                .hasMessageContaining("OneTest.java:11: ");
    }

    @Test
    @DisplayName("refuses two tests of one name: results go by name")
    void refusesOverloadedTests() {
        course.test("@Test void test() {}\n@ParameterizedTest void test(int n) {}\n");

        assertThatThrownBy(course::read)
                .isInstanceOf(CourseException.class)
                .hasMessageContaining("two tests are named test");
    }

    @Test
    @DisplayName("refuses two exercises of one id")
    void refusesDuplicates() throws IOException {
        var test = folder.resolve("01-tiny/src/test/java/tiny/OneTest.java");
        course.write(
                "01-tiny/src/test/java/tiny/TwoTest.java",
                Files.readString(test).replace("OneTest", "TwoTest"));

        assertThatThrownBy(course::read).hasMessageContaining("declared twice");
    }

    @Test
    @DisplayName("is read from its cache until a test file changes, and survives a damaged cache")
    void usesItsCache() throws IOException {
        var first = course.read();
        var cache = folder.resolve(".learn/catalogue.bin");
        var stamp = Files.getLastModifiedTime(cache);

        assertThat(course.read()).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(cache)).as("written once").isEqualTo(stamp);

        Files.write(cache, new byte[] {0, 0, 0, 1, 127, 1, 1, 1});
        assertThat(course.read()).as("after damage").isEqualTo(first);

        course.test("@Test void other() {}\n");
        assertThat(course.read().require("1.1").tests())
                .extracting(TestInfo::method)
                .containsExactly("other");
    }

    @Test
    @DisplayName("selects by exercise, chapter and all, and names the nearest for anything else")
    void selects() {
        course.write("02-empty/pom.xml", "");
        var read = course.read();

        for (var what : new String[] {"1.1", "1", "01", "tiny", "01-tiny", "all"}) {
            assertThat(read.select(what)).as(what).hasSize(1);
        }
        for (var answer :
                Map.of(
                                "1.12", "\"1.12\": chapter 01 has 1.1.",
                                "3.1", ": the course has the chapters 01 to 02.",
                                "2.1", ": chapter 02 has no exercises yet.",
                                "7", ": the course has the chapters 01 to 02.",
                                "01.1", ". Did you mean 1.1?",
                                "one", ". Did you mean 1.1 One?",
                                "tyni", ". Did you mean tiny?")
                        .entrySet()) {
            assertThatThrownBy(() -> read.select(answer.getKey()), answer.getKey())
                    .isInstanceOf(CourseException.class)
                    .hasMessageContaining(answer.getValue());
        }
    }

    @Test
    @DisplayName("an exercise is finished when its files are there and hold no mark of it")
    void knowsWhatIsFinished() throws IOException {
        var exercise = course.read().require("1.1");

        assertThat(TodoMark.find("1.1", exercise.editFiles()))
                .containsExactly(new TodoMark(course.own(), 5, "return one"));
        assertThat(TodoMark.finished(exercise)).as("a stub").isFalse();

        course.starter(TinyCourse.STUB.replace("TODO 1.1", "TODO 1.12"));
        assertThat(TodoMark.finished(exercise)).as("a mark of 1.12").isTrue();

        Files.delete(course.own());
        assertThat(TodoMark.finished(exercise)).as("no file").isFalse();
    }
}
