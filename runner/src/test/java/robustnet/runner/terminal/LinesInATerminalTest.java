package robustnet.runner.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.runner.Main;
import robustnet.runner.TinyCourse;

@DisplayName("watch mode line by line, in a terminal")
@LongWalk
class LinesInATerminalTest extends InATerminal {
    private Tmux terminal;

    @Test
    @DisplayName("does what each line asks for, and answers those that ask for nothing it knows")
    void everyLine() throws Exception {
        course.secondChapter();
        terminal = watch(Map.of(), "--plain");
        terminal.await("Each save is checked", "? shows", "checked 1.1: not started, 2 tests");
        nothingBegun();
        checks();
        resetsAndTakesBack();
        walks();
        assertThat(terminal.screen().styled()).as("escape codes with --plain").isFalse();

        quits("quit");
    }

    private void nothingBegun() throws Exception {
        line("?", "Enter        checks now", "n  next      the next", "?  help", "./learn docs");
        line("help", "Enter        checks now");
        for (int i = 0; i < 2; i++) {
            line("nothing", "\"nothing\" is not known here: ? shows what is.");
            line("s", "\"s\" is not known here");
            line("p", "This is the first exercise.");
            line("g", "You have saved no other exercise's file.");
            line("u", "There is nothing to take back");
            line("a", "You have not begun any exercise yet.");
        }
        line("", "checked 1.1: not started, 2 tests");
    }

    private void checks() throws Exception {
        terminal.clear();
        course.save("return 0;");
        terminal.await("✗ one is one (B1)", "checked 1.1: failed 1 of 2 tests");
        line("", "✗ one is one (B1)", "checked 1.1: failed 1 of 2 tests");
        line("all", "✗ 1.1   One", "checked all: 0 of the 1 that you have begun passed");
    }

    private void resetsAndTakesBack() throws Exception {
        line("r", "reset 1.1 to the starter? y resets");
        line("maybe", "\"maybe\" is not known here");
        line("y", "There is no question to say yes to.");
        assertThat(course.own()).as("a yes too late").content().contains("return 0;");
        line("reset", "reset 1.1 to the starter? y resets");
        line("y", "1.1 is the starter again", "checked 1.1: not started");
        assertThat(course.own()).hasContent(TinyCourse.STUB);
        line("undo", "take back: reset 1.1");
        line("yes", "1.1: failed 1 of 2 tests");
        assertThat(course.own()).content().contains("return 0;");
    }

    private void walks() throws Exception {
        terminal.clear();
        course.write("Two", "return 2;");
        terminal.await("you saved Two.java (1.2); you are at 1.1: type g and Enter to go there");
        line("go", "now at 1.2 Two", "checked 1.2: passed 1 of 1 tests");
        line("a", "✗ 1.1   One", "✓ 1.2   Two", "checked all: 1 of the 2");
        line("n", "now at 1.3 Three");
        line("NEXT", "now at 2.1 Four");
        line("n", "This is the last exercise.");
        line("previous", "now at 1.3 Three");
    }

    @Test
    @DisplayName("checks at Enter only with --manual, and ends at q, Ctrl-C and Ctrl-D")
    void ends() throws Exception {
        var dumb = Map.of("TERM", "dumb");
        course.save("return 7;");
        terminal = watch(dumb, "--manual", "--poll");
        terminal.await("Enter checks; ", "checked 1.1: failed 0 of 2 tests");
        var other = watch(dumb, "--poll");
        other.await("Each save is checked", "checked 1.1: failed 0 of 2 tests");
        course.save("return 0;");
        other.await("checked 1.1: failed 1 of 2 tests");
        line("x", "\"x\" is not known here");
        assertThat(terminal.screen().text()).as("after a save").doesNotContain("checked 1.1");
        line("", "checked 1.1: failed 1 of 2 tests");
        quits("q");

        other.press("C-c");
        assertThat(other.awaitExit()).as("exit code after Ctrl-C").isEqualTo(130);
        var third = watch(dumb);
        third.await("checked 1.1: failed 1 of 2 tests");
        assertThat(third.screen().styled()).as("escape codes with TERM=dumb").isFalse();
        third.press("C-d");
        assertThat(third.awaitExit()).as("exit code after Ctrl-D").isZero();
    }

    private Tmux watch(Map<String, String> environment, String... options) throws Exception {
        var command = new ArrayList<>(Launcher.command(course.root(), Main.class, "watch"));
        command.addAll(List.of(options));
        return open(40, environment, command);
    }

    /// Types a line on an empty screen, and waits for what is said to it.
    private void line(String text, String... answers) throws Exception {
        terminal.clear().type(text).press("Enter").await(answers);
    }

    private void quits(String line) throws Exception {
        terminal.type(line).press("Enter");
        assertThat(terminal.awaitExit()).as("exit code after " + line).isZero();
    }
}
