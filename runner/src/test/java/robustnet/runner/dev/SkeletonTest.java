package robustnet.runner.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robustnet.runner.check.Checker;
import robustnet.runner.course.CourseException;

class SkeletonTest {
    @TempDir Path root;

    @Test
    @DisplayName("a new exercise passes the gate at once, but for the number of its mistakes")
    void passesTheGate() throws Exception {
        var tiny = new HalvesCourse(root);

        var written = Skeleton.of(tiny.read(), "1.2", "DoubleIt", null).write();

        assertThat(written).hasSize(5).allSatisfy(file -> assertThat(file).exists());
        var course = tiny.read();
        var parts =
                new Gate(course, Checker.of(course), 1, 2)
                        .check(course.select("1.2"), false, _ -> {});
        assertThat(parts.getFirst().title()).isEqualTo("Double It");
        assertThat(parts.getFirst().findings())
                .extracting(Finding::text)
                .satisfiesExactly(
                        text -> assertThat(text).contains("1 mistake for 1.2, at least 4"),
                        text -> assertThat(text).contains("./learn dev diagnose --record 1.2"));
    }

    @Test
    @DisplayName("nothing is overwritten, and then nothing at all is written")
    void overwritesNothing() throws Exception {
        var tiny = new HalvesCourse(root);
        var test = "01-basics/src/test/java/robustnet/basics/DoubleItTest.java";
        tiny.write(test, "// mine");

        var skeleton = Skeleton.of(tiny.read(), "1.2", "DoubleIt", "Doubles");

        assertThatThrownBy(skeleton::write)
                .isInstanceOf(CourseException.class)
                .hasMessageContaining("DoubleItTest");
        assertThat(root.resolve(test)).hasContent("// mine");
        assertThat(root.resolve("01-basics/src/main/java/robustnet/basics/DoubleIt.java"))
                .doesNotExist();
        assertThat(Files.readString(root.resolve(HalvesCourse.PAGE))).doesNotContain("Doubles");
    }

    @Test
    @DisplayName("an id that is taken, malformed or of no chapter is refused with a sentence")
    void badIds() throws Exception {
        var course = new HalvesCourse(root).read();

        for (var id : new String[] {"1.1", "1", "one", "9.1"}) {
            assertThatThrownBy(() -> Skeleton.of(course, id, null, null))
                    .as("id %s", id)
                    .isInstanceOf(CourseException.class);
        }
    }
}
