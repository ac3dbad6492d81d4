package robustnet.runner.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.child.Failures;
import robustnet.runner.child.RunResult;
import robustnet.runner.child.TestResult;
import robustnet.runner.child.Verdict;
import robustnet.runner.course.Chapter;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.mistake.Mistake;

class DiagnosesTest {
    private static final String PAYLOAD = "[the payload] \nexpected: 5\n but was: 1";
    private static final String END = "[the end] \nexpected: 5\n but was: 1";

    @TempDir Path root;

    private Course course;
    private ExerciseInfo exercise;

    @BeforeEach
    void aCourse() throws IOException {
        exercise =
                new ExerciseInfo(
                        "1.4",
                        "Frames",
                        1,
                        5,
                        false,
                        "robustnet.basics.FramesTest",
                        root.resolve("FramesTest.java"),
                        List.of(),
                        Stream.of("reads", "ends").map(Failures::test).toList());
        var folder = root.resolve("01-basics");
        course =
                new Course(
                        root,
                        List.of(new Chapter("01", "basics", folder, "basics", List.of(exercise))));
        write("docs/01-basics.md", "# Basics\n\n### B1 One `read` is not one message\n");
        record("trusts-one-read", "B1", Failures.failed("reads", PAYLOAD));
        record("trusts-a-header", "", Failures.failed("reads", PAYLOAD));
        record("never-ends", "B9", Failures.failed("ends", END));
    }

    @Test
    @DisplayName("failures like a mistake's are told with its belief and the page's section")
    void looksLikeOne() throws IOException {
        record("reads-ahead", "B1", Failures.failed("reads", END), Failures.failed("ends", END));

        var told = diagnose(Failures.failed("reads", END), Failures.failed("ends", END));

        assertThat(told)
                .containsExactly(
                        new Diagnosis(
                                "reads ahead",
                                "belief of reads-ahead",
                                Optional.of("docs/01-basics.md#b1-one-read-is-not-one-message")));
    }

    @Test
    @DisplayName("two are told only where both fail like this; more are left out")
    void looksLikeTwo() throws IOException {
        record("zzz", "", Failures.failed("reads", PAYLOAD));

        assertThat(diagnose(Failures.failed("reads", PAYLOAD)))
                .extracting(Diagnosis::name)
                .containsExactly("trusts a header", "trusts one read");
        assertThat(diagnose(Failures.failed("ends", END)))
                .containsExactly(
                        new Diagnosis("never ends", "belief of never-ends", Optional.empty()));
    }

    @Test
    @DisplayName("a pass looks like nothing, nor does what was never tried or is not written yet")
    void noDiagnosis() {
        var stub =
                Failures.failure(
                        "java.lang.UnsupportedOperationException", "TODO 1.4: read one frame");

        assertThat(diagnose(Failures.result("reads", new Verdict.Passed()))).isEmpty();
        assertThat(diagnose(Failures.result("reads", new Verdict.Failed(stub)))).isEmpty();
        assertThat(
                        diagnose(
                                Failures.result(
                                        "reads",
                                        new Verdict.NotRun(Verdict.Reason.SKIPPED, "disabled"))))
                .isEmpty();
        assertThat(Diagnoses.of(course).of(new ExerciseResult.NotCompiled(exercise, List.of())))
                .isEmpty();
    }

    @Test
    @DisplayName("failures that no mistake has look like nothing")
    void unknownFailures() {
        assertThat(diagnose(Failures.failed("reads", "[another thing] \nbut was: 1"))).isEmpty();
    }

    @Test
    @DisplayName("without its files, or with damaged ones, a check says what it said before")
    void damaged() throws IOException {
        Files.delete(root.resolve("solutions/01-basics/mistakes/1.4-never-ends.patch"));
        assertThat(diagnose(Failures.failed("ends", END))).isEmpty();

        var file = SignatureFile.of(course.chapters().getFirst());
        Files.writeString(file, "format 1\n1.4-never-ends\n1.4\n\n9.9-x y z=\n");
        assertThat(diagnose(Failures.failed("ends", END))).isEmpty();

        Files.delete(file);
        assertThat(diagnose(Failures.failed("ends", END))).isEmpty();
    }

    private List<Diagnosis> diagnose(TestResult... results) {
        var run = new RunResult(List.of(results), "", 0, Duration.ZERO);
        return Diagnoses.of(course).of(new ExerciseResult.Ran(exercise, run));
    }

    private void record(String slug, String pitfall, TestResult... results) throws IOException {
        var patch = "solutions/01-basics/mistakes/1.4-" + slug + ".patch";
        write(patch, "Belief: belief of " + slug + "\nPitfall: " + pitfall + "\n--- a\n+++ b\n");
        var chapter = course.chapters().getFirst();
        var file = SignatureFile.read(chapter);
        var signatures = new java.util.ArrayList<>(file.signatures("1.4"));
        signatures.add(Signature.of(exercise, Mistake.read(root.resolve(patch)), List.of(results)));
        file.with(exercise, signatures).write(SignatureFile.of(chapter));
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }
}
