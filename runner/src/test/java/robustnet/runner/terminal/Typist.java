package robustnet.runner.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Types commands into a [Shell] and notes each answer that is not as expected, so that one walk
/// shows all that is wrong.
final class Typist {
    private final Tmux terminal;
    private final List<String> problems = new ArrayList<>();

    Typist(Tmux terminal) {
        this.terminal = terminal;
    }

    /// Types a command on an empty screen, and waits for its end.
    ///
    /// @param code its exit code; less than 0 for any
    /// @param texts what the screen shows then
    Screen says(int code, String command, String... texts) throws Exception {
        terminal.await(screen -> screen.text().endsWith("] $"), "a prompt");
        terminal.clear().type(command).press("Enter");
        var screen =
                terminal.await(
                        s -> s.text().matches("(?s).*\\n\\[\\d+] \\$"), "the end of " + command);
        var missing = Stream.of(texts).filter(text -> !screen.contains(text)).toList();
        check(missing.isEmpty(), "does not show " + missing, screen);
        boolean ended = code < 0 || screen.text().endsWith("[" + code + "] $");
        check(ended, "does not end with " + code, screen);
        return screen;
    }

    void check(boolean holds, String problem, Screen screen) {
        if (!holds) {
            problems.add(problem + ":\n" + screen.text());
        }
    }

    void finish() {
        assertThat(problems).as("screens that were not as expected").isEmpty();
    }
}
