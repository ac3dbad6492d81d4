package robustnet.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robustnet.testkit.junit.sample.Student;

class SubjectTest {
    private static final String PACKAGE = Student.class.getPackageName() + ".";

    @Test
    @DisplayName("what the tests need beside the test class is not the learner's code either")
    void isInTheSources(@TempDir Path sources) throws IOException {
        var folder = sources.resolve(PACKAGE.replace('.', '/'));
        Files.createDirectories(folder);
        Files.createFile(folder.resolve("Student.java"));
        var subject = Subject.of(Optional.of(sources), SubjectTest.class, Student.class);

        assertThat(subject.owns(frame("Student$Part", "Student.java"))).isTrue();
        assertThat(subject.owns(frame("Helper", "Helper.java"))).isFalse();
    }

    @Test
    @DisplayName("without the sources all of the package but the test class is")
    void isInThePackage() {
        var subject = Subject.of(Optional.empty(), SubjectTest.class, Student.class);

        assertThat(subject.owns(frame("Helper", "Helper.java"))).isTrue();
        assertThat(subject.owns(new StackTraceElement("other.Helper", "m", "Helper.java", 1)))
                .isFalse();
    }

    private static StackTraceElement frame(String type, String file) {
        return new StackTraceElement(PACKAGE + type, "method", file, 1);
    }
}
