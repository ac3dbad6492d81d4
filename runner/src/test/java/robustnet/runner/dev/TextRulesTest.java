package robustnet.runner.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robustnet.runner.mistake.Mistake;
import robustnet.runner.mistake.PatchedReference;

/// The rules that only read. Each is shown to fail when it should; that the unbroken course passes
/// is in GateTest.
class TextRulesTest {
    @TempDir Path root;

    private final Tally tally = new Tally();
    private HalvesCourse tiny;

    @BeforeEach
    void aCourse() throws IOException {
        tiny = new HalvesCourse(root);
    }

    @Test
    @DisplayName(
            "a patch that does not fit the reference is found; one whose place has moved still applies")
    void patches() throws Exception {
        tiny.replace(
                HalvesCourse.REFERENCE,
                "/// Halves numbers.",
                "/// Halves numbers.\n///\n/// Whole ones.");
        assertThat(applied("identity")).contains("return n;").doesNotContain("n / 2");

        tiny.replace(HalvesCourse.REFERENCE, "return n / 2;", "return n / 2 * 1;");
        assertThat(applied("identity")).contains("does not fit");
    }

    @Test
    @DisplayName("a patch of a missing file, and one that changes nothing, are found")
    void emptyPatches() throws Exception {
        tiny.replace("solutions/01-basics/mistakes/1.1-identity.patch", "Half.java", "Whole.java");
        assertThat(applied("identity"))
                .contains("no file src/main/java/robustnet/basics/Whole.java");

        tiny.mistake("same", "B1", "HalfTest.four", "four", "return n / 2;");
        assertThat(applied("same")).contains("changes nothing");

        tiny.write("solutions/01-basics/mistakes/1.1-empty.patch", "Belief: none\n");
        assertThat(applied("empty")).contains("no unified diff");
    }

    @Test
    @DisplayName("a header without its fields is found")
    void header() throws Exception {
        tiny.write("solutions/01-basics/mistakes/1.1-bare.patch", "Belief: none\n");

        assertThat(tiny.mistake("bare").missing()).containsExactly("Caught-by:", "Says:");
    }

    @Test
    @DisplayName(
            "too few mistakes, a pitfall without a mistake and a mistake without a test are found")
    void pitfalls() throws Exception {
        tiny.replace(HalvesCourse.TEST, "(B1)", "(B1, B9)");
        Files.delete(root.resolve("solutions/01-basics/mistakes/1.1-floors.patch"));
        tiny.replace(
                "solutions/01-basics/mistakes/1.1-shifts.patch", "Pitfall: B2", "Pitfall: B7b");
        var course = tiny.read();

        var mistakes = Mistake.of(course.chapters().getFirst().mistakes(), "1.1");
        new PitfallRule(course).check(tiny.exercise(), mistakes, tally);

        assertThat(tally.findings())
                .extracting(Finding::text)
                .satisfiesExactly(
                        few -> assertThat(few).contains("3 mistakes"),
                        noMistake -> assertThat(noMistake).contains("falls into B2, B9"),
                        noTest -> assertThat(noTest).contains("(B7b)"));
    }

    @Test
    @DisplayName("Javadoc that differs is shown as the lines that differ")
    void javadoc() throws Exception {
        tiny.replace(HalvesCourse.REFERENCE, "rounded towards zero", "rounded down");

        assertThat(api())
                .contains("the Javadoc of Half: public static int of(int n)")
                .contains("-Returns half of `n`, rounded towards zero.")
                .contains("+Returns half of `n`, rounded down.");
    }

    @Test
    @DisplayName(
            "a public method that only one side has is found, a private one is nobody's business")
    void signatures() throws Exception {
        tiny.replace(
                HalvesCourse.REFERENCE,
                "private Half() {}",
                "private Half() {}\n    private void help() {}");
        new ApiRule(tiny.read()).check(tiny.exercise(), tally);
        assertThat(tally.findings()).isEmpty();

        tiny.replace(
                HalvesCourse.REFERENCE,
                "public static int of(int n)",
                "public static int of(int n) throws Exception");
        assertThat(api())
                .contains("only in the starter:   Half: public static int of(int n)\n")
                .contains(
                        "only in the reference: Half: public static int of(int n) throws Exception");
    }

    @Test
    @DisplayName(
            "components of records, members of interfaces and constants are part of what is promised")
    void kindsOfTypes() throws Exception {
        var before = "/// Returns half";
        var more =
                """
                public record Pair(int a, int b) {}
                    public interface Halver { int half(int n); }
                    public enum Way { UP, DOWN }
                    public static final int TWO = 2;
                    /// Returns half\
                """;
        tiny.replace(HalvesCourse.STARTER, before, more);
        tiny.replace(
                HalvesCourse.REFERENCE,
                before,
                more.replace("int b", "long b")
                        .replace("int half(int n)", "int half(long n)")
                        .replace("DOWN", "AWAY")
                        .replace("TWO = 2", "TWO = 3"));

        assertThat(api())
                .contains("Half: public record Pair(int a, long b)")
                .contains("Half: Halver: int half(long n)")
                .contains("Half: Way: AWAY")
                .contains("Half: public static final int TWO = 3");
    }

    @Test
    @DisplayName("a mistake that no exercise owns, and a given file that differs, are found")
    void strays() throws Exception {
        tiny.write("solutions/01-basics/mistakes/1.2-lost.patch", "");
        tiny.write(
                "01-basics/src/main/java/robustnet/basics/Given.java",
                "package robustnet.basics;\ninterface Given {}\n");

        var part = CourseRules.check(tiny.read());

        assertThat(part.findings())
                .extracting(Finding::where)
                .containsExactly(
                        "solutions/01-basics/mistakes/1.2-lost.patch",
                        "01-basics/src/main/java/robustnet/basics/Given.java");
    }

    private String api() {
        new ApiRule(tiny.read()).check(tiny.exercise(), tally);
        assertThat(tally.findings()).hasSize(1);
        return tally.findings().getFirst().text();
    }

    /// The patched file, or why it could not be patched.
    private String applied(String slug) {
        var chapter = tiny.read().chapters().getFirst();
        try (var copy = PatchedReference.of(chapter, tiny.mistake(slug).patch())) {
            return Files.readString(copy.sources().resolve("robustnet/basics/Half.java"));
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}
