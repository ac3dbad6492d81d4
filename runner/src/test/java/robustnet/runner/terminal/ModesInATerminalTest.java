package robustnet.runner.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("watch mode, asked for in other ways, in a terminal")
@LongWalk
class ModesInATerminalTest extends InATerminal {
    @Test
    @DisplayName("--poll sees saves; an exercise that is named is opened, done or not")
    void polls() throws Exception {
        var terminal = learn("watch", "1.2", "--poll");
        terminal.await("1.2 Two", "not checked yet", "q quit");
        course.write("Two", "return 7;");
        terminal.await("✗ it is 2");
        course.write("Two", "return 2;");
        terminal.await("1.2 passed", "✓ it is 2", "5 of 20 points");
        quits(terminal);

        var again = learn("watch", "1.2");
        again.await("1.2 passed", "n: next 1.3 Three", "q quit");
        course.save("return 0;");
        again.await("this is 1.1 now", "✗ one is one (B1)");
        quits(again);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--manual", "--poll --manual"})
    @DisplayName(
            "--manual checks when Enter is pressed, and not before, whatever else is asked for")
    void byHand(String options) throws Exception {
        var terminal = learn(("watch " + options).split(" "));
        terminal.await("not checked yet: press Enter", "q quit");
        var other = learn("watch", "--poll");
        other.await("1.1 One", "q quit");
        course.save("return 0;");
        other.await("✗ one is one (B1)", "1 of 2 tests passed");
        help(terminal);
        terminal.await("not checked yet: press Enter");
        terminal.press("Enter").await("✗ one is one (B1)", "1 of 2 tests passed");
        course.save("return 1;");
        other.await("1.1 passed");
        help(terminal);
        terminal.await("✗ one is one (B1)", "1 of 2 tests passed");
        terminal.press("Enter").await("1.1 passed", "10 of 20 points");
        quits(terminal);
        quits(other);
    }

    @Test
    @DisplayName("twice on one course gives the same verdicts twice")
    void twice() throws Exception {
        var both = List.of(learn(), learn("watch"));
        for (var terminal : both) {
            terminal.await("1.1 One", "q quit");
        }
        course.save("return 0;");
        for (var terminal : both) {
            terminal.await("✗ one is one (B1)", "1 of 2 tests passed");
        }
        course.replace("return 1;");
        for (var terminal : both) {
            terminal.await("1.1 passed", "10 of 20 points");
        }
        for (var terminal : both) {
            quits(terminal);
        }
        assertThat(course.root().resolve(".learn/state.txt")).content().contains("1.1");
    }

    @Test
    @DisplayName("goes on after a stack overflow, no memory and much output")
    void breaks() throws Exception {
        var terminal = learn();
        terminal.await("1.1 One", "q quit");
        breaks(terminal, "return one() + 1;", "recursion without end", "One.java:5");
        breaks(terminal, "return new long[1 << 30].length;", "out of memory", "One.java:5");
        breaks(
                terminal,
                "for (int i = 0; i < 100; i++) System.out.println(\"x\".repeat(60_000)); return 0;",
                "✗ one is one (B1)",
                "your program printed");
        quits(terminal);
    }

    private void breaks(Tmux terminal, String statements, String... texts) throws Exception {
        course.save(statements);
        terminal.await(texts);
        course.save("return 1;");
        terminal.await("1.1 passed", "passed: 2 of 2 tests", "10 of 20 points");
    }

    /// Something that needs an answer, so that time passes.
    private static void help(Tmux terminal) throws Exception {
        terminal.type("?").await("paints the screen anew");
        terminal.press("Escape").await("q quit");
    }
}
