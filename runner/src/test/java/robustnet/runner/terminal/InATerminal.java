package robustnet.runner.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import robustnet.runner.Main;

/// A small course, and the terminals that a test opens on it; they are closed after the test.
abstract class InATerminal {
    @TempDir Path folder;
    LoopCourse course;
    private final List<Tmux> terminals = new ArrayList<>();

    @BeforeEach
    void writeCourse() {
        course = new LoopCourse(folder.resolve("course"));
    }

    @AfterEach
    void closeTerminals() throws IOException {
        for (var terminal : terminals) {
            terminal.close();
        }
    }

    /// Starts `./learn` on 80 columns and 24 rows.
    Tmux learn(String... arguments) throws Exception {
        return open(24, Map.of(), Launcher.command(course.root(), Main.class, arguments));
    }

    /// Starts a program on 80 columns.
    Tmux open(int rows, Map<String, String> environment, List<String> command) throws Exception {
        var socket = folder.resolve("s" + terminals.size());
        var terminal = Tmux.start(socket, course.root(), environment, 80, rows, command);
        terminals.add(terminal);
        return terminal;
    }

    /// Starts a [Shell] on 80 columns and 40 rows.
    Tmux openShell() throws Exception {
        return open(40, Map.of(), Launcher.command(course.root(), Shell.class));
    }

    static void quits(Tmux terminal) throws Exception {
        terminal.type("q");
        assertThat(terminal.awaitExit()).as("exit code").isZero();
    }
}
