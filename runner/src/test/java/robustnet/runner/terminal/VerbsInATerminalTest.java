package robustnet.runner.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("every verb, typed in a terminal")
@NeedsTmux
class VerbsInATerminalTest {
    @TempDir private Path folder;
    private LoopCourse course;
    private Tmux terminal;
    private Typist learner;

    @BeforeEach
    void open() throws Exception {
        course = new LoopCourse(folder.resolve("course"));
        var shell = Jvm.command(course.root(), Shell.class);
        terminal = Tmux.start(folder.resolve("s"), course.root(), Map.of(), 80, 40, shell);
        learner = new Typist(terminal);
    }

    @AfterEach
    void close() throws IOException {
        terminal.close();
    }

    @Test
    @DisplayName("answers, with colour, and says by its exit code how it went")
    void everyVerb() throws Exception {
        learner.says(0, "./learn list", "1.1   One", "0 of 20 points");
        learner.says(1, "./learn check 1.1", "1.1 One  not started");
        learner.says(0, "./learn hint 1.1", "hint 1 of 3", "Count.");
        learner.says(0, "./learn docs 1.1", "日本", "How it is judged");
        learner.says(0, "./learn solution 1.1 --anyway --diff", "+        return 1;");

        course.save("return nothing;");
        learner.says(1, "./learn check", "tiny/One.java:5", "cannot find symbol");
        course.save("return 0;");
        var red = learner.says(1, "./learn check", "✗ one is one (B1)", "expected: 1");
        learner.check(red.coloured(), "no colour on a terminal", red);
        learner.says(0, "./learn reset 1.1", "Your work is kept in");
        course.save("return 1;");
        learner.says(0, "./learn check", "✓ one is one (B1)", "10 of 10 points");
        learner.says(0, "./learn demo 01", "the demo says 1");

        for (var how : new String[] {"NO_COLOR=1 ", "TERM=dumb "}) {
            var plain = learner.says(0, how + "./learn", "Next: 1.2 Two");
            learner.check(!plain.styled(), how + "shows escape codes", plain);
        }
        var plain = learner.says(0, "./learn list --plain", "10 of 20 points");
        learner.check(!plain.styled(), "--plain shows escape codes", plain);
        learner.says(2, "./learn check 1.9", "1.9");
        learner.finish();
    }
}
