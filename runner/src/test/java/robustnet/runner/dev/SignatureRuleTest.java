package robustnet.runner.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robustnet.runner.diagnosis.Signature;
import robustnet.runner.diagnosis.SignatureFile;
import robustnet.runner.mistake.Mistake;

class SignatureRuleTest {
    private static final String SHIFTS = "solutions/01-basics/mistakes/1.1-shifts.patch";

    @TempDir Path root;

    private HalvesCourse tiny;

    @BeforeEach
    void aRecordedCourse() throws IOException {
        tiny = new HalvesCourse(root);
        assertThat(problems()).contains("1.1-shifts is new", "./learn dev diagnose --record 1.1");
        var exercise = tiny.exercise();
        var file = SignatureFile.of(tiny.read().chapters().getFirst());
        var signatures =
                mistakes().stream().map(m -> Signature.of(exercise, m, List.of())).toList();
        new SignatureFile(List.of()).with(exercise, signatures).write(file);
        assertThat(problems()).as("all is recorded").isEmpty();
    }

    @Test
    @DisplayName("a mistake that changes something else is due, one with another header is not")
    void editedMistake() throws IOException {
        tiny.replace(SHIFTS, "Belief: shifts", "Belief: a shift divides");
        assertThat(problems()).isEmpty();

        tiny.replace(SHIFTS, "return n >> 1;", "return n >>> 1;");
        assertThat(problems()).contains("1.1-shifts is new, or was edited");
    }

    @Test
    @DisplayName("a mistake that is gone is due")
    void deletedMistake() throws IOException {
        Files.delete(root.resolve(SHIFTS));

        assertThat(problems()).contains("1.1-shifts is no longer there");
    }

    @Test
    @DisplayName("a test with another name is due, one with another text is not")
    void editedTest() throws IOException {
        tiny.replace(HalvesCourse.TEST, "half of four is two", "half of four is 2");
        assertThat(problems()).isEmpty();

        tiny.replace(HalvesCourse.TEST, "void four()", "void halfOfFour()");
        assertThat(problems()).contains("a test was added, renamed or removed");
    }

    private List<Mistake> mistakes() {
        return Mistake.of(tiny.read().chapters().getFirst().mistakes(), "1.1");
    }

    private String problems() {
        var tally = new Tally();
        new SignatureRule(tiny.read()).check(tiny.exercise(), mistakes(), tally);
        return tally.findings().isEmpty() ? "" : tally.findings().getFirst().text();
    }
}
