package robustnet.runner.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the runner in a shell")
@LongWalk
class ShellInATerminalTest extends InATerminal {
    private Tmux terminal;

    @BeforeEach
    void open() throws Exception {
        Launcher.write(course.root());
        terminal = open(24, Map.of("PS1", "[$?] $ "), List.of("sh", "-i"));
        prompted();
    }

    @Test
    @DisplayName("gives the terminal back as it was, is plain where it should, and ends with it")
    void shell() throws Exception {
        run("./learn list | cat").await("0 of 20 points");
        assertThat(prompted().styled()).as("escape codes in a pipe").isFalse();

        course.save("return 7;");
        run("TERM=dumb ./learn watch").await("but was: 7", "checked 1.1: failed");
        course.save("return 0;");
        terminal.await("but was: 0", "1 of 2 tests");
        assertThat(terminal.screen().styled()).as("escape codes with TERM=dumb").isFalse();
        terminal.press("C-d");
        assertThat(prompted().text()).endsWith("[0] $");

        run("NO_COLOR=1 ./learn");
        assertThat(terminal.await("q quit", "✗ one is one").coloured()).as("NO_COLOR").isFalse();
        terminal.press("C-z").await(s -> s.text().endsWith("] $"), "a prompt");
        run("fg").await("q quit");
        terminal.press("C-c");
        assertThat(prompted().text()).as("what was before").contains("fg").contains("goes on");
        run("echo typed");
        terminal.await("\ntyped\n");

        endsWithItsTerminal();
    }

    private void endsWithItsTerminal() throws Exception {
        run("./learn").await("q quit", "✗ one is one");
        var processes = terminal.process().descendants().toList();
        assertThat(processes).as("the runner and the JVM that waits for tests").isNotEmpty();

        terminal.close();

        for (var process : processes) {
            assertThat(process.onExit())
                    .as("the end of a process after its terminal was closed")
                    .succeedsWithin(Duration.ofSeconds(20));
        }
    }

    private Tmux run(String command) throws Exception {
        prompted();
        return terminal.clear().type(command).press("Enter");
    }

    private Screen prompted() throws Exception {
        return terminal.await(s -> s.text().endsWith("] $"), "a prompt");
    }
}
