package robustnet.runner.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robustnet.runner.check.Checker;
import robustnet.runner.dev.Measuring.Answer;
import robustnet.runner.dev.Measuring.Outcome;
import robustnet.runner.diagnosis.Diagnoses;

class MeasuringTest {
    @TempDir Path root;

    private HalvesCourse tiny;

    @BeforeEach
    void aCourse() throws IOException {
        tiny = new HalvesCourse(root);
    }

    @Test
    @DisplayName("what was recorded of mistakes is what a diagnosis finds, at the first look")
    void recordedMistakes() throws Exception {
        HalvesCourse.record(tiny.read());

        assertThat(answers())
                .extracting(Answer::name, Answer::outcome, Answer::looks)
                .containsExactly(
                        tuple("1.1-floors", Outcome.WITH_ANOTHER, 1),
                        tuple("1.1-identity", Outcome.ITSELF, 1),
                        tuple("1.1-nothing", Outcome.ITSELF, 1),
                        tuple("1.1-shifts", Outcome.WITH_ANOTHER, 1));
    }

    @Test
    @DisplayName("a mistake that twice fails in another way is told at the third look")
    void thirdLook() throws Exception {
        assertThat(answerOfWhatFailsAsRecordedInRun(3))
                .extracting(Answer::outcome, Answer::looks)
                .containsExactly(Outcome.ITSELF, 3);
    }

    @Test
    @DisplayName("a mistake that three times fails in another way counts as not told")
    void noFourthLook() throws Exception {
        assertThat(answerOfWhatFailsAsRecordedInRun(4))
                .extracting(Answer::outcome, Answer::looks)
                .containsExactly(Outcome.WRONG, 3);
    }

    @Test
    @DisplayName("the report says at which look the mistakes were told, and is well if all were")
    void report() {
        var out = new StringWriter();
        var report = new DiagnosisReport(new PrintWriter(out));

        report.measured(
                tiny.exercise(),
                List.of(told("1.1-floors", 1), told("1.1-identity", 1), told("1.1-shifts", 3)),
                List.of());

        assertThat(report.end()).isTrue();
        assertThat(out.toString())
                .contains(
                        "3 look like themselves",
                        "told at the first look 2, at the second 0, at the third 1");
    }

    @Test
    @DisplayName("one mistake that is not told is named, and not well")
    void reportOfAMiss() {
        var out = new StringWriter();
        var report = new DiagnosisReport(new PrintWriter(out));
        var missed = new Answer("1.1-shifts", Outcome.WRONG, List.of(), Duration.ZERO, 3);

        report.measured(tiny.exercise(), List.of(told("1.1-floors", 1), missed), List.of());

        assertThat(report.end()).isFalse();
        assertThat(out.toString())
                .contains(
                        "1.1-shifts looks like nothing known",
                        "told at the first look 1, at the second 0, at the third 0");
    }

    private static Answer told(String name, int look) {
        return new Answer(name, Outcome.ITSELF, List.of("itself"), Duration.ZERO, look);
    }

    /// Of a mistake that fails both tests when it is recorded, then one only, and after `later`
    /// runs both again. It counts its runs in a file.
    private Answer answerOfWhatFailsAsRecordedInRun(int later) throws Exception {
        var runs = root.resolve("runs").toUri();
        tiny.mistake(
                "wavers",
                "B1",
                "HalfTest.four",
                "half of four",
                """
                if (n != 4) return 7; \
                try { \
                var runs = java.nio.file.Path.of(java.net.URI.create("%s")); \
                boolean counted = java.nio.file.Files.exists(runs); \
                java.nio.file.Files.writeString(runs, (counted ? java.nio.file.Files.readString(runs) : "") + "x"); \
                return counted && java.nio.file.Files.size(runs) != %d ? 2 : 7; \
                } catch (java.io.IOException e) { throw new java.io.UncheckedIOException(e); }"""
                        .formatted(runs, 1 + later));
        HalvesCourse.record(tiny.read());
        return answers().stream()
                .filter(answer -> answer.name().equals("1.1-wavers"))
                .findFirst()
                .orElseThrow();
    }

    private List<Answer> answers() throws InterruptedException {
        var course = tiny.read();
        var checker = Checker.of(course);
        var answers = new ArrayList<Answer>();
        try (var quick = checker.quickly()) {
            var run = new MistakeRun(course, checker, quick);
            var measuring = new Measuring(course, checker, run, Diagnoses.of(course));
            new Corpus(course, course.exercises(), 2)
                    .each(measuring::of, (_, all) -> answers.addAll(all));
            assertThat(measuring.ofCorrect(tiny.exercise()))
                    .as("the reference and the starter")
                    .isEmpty();
        }
        return answers;
    }
}
