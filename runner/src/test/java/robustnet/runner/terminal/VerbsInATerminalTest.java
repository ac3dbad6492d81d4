package robustnet.runner.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.runner.TinyCourse;

@DisplayName("every verb, typed in a terminal")
@LongWalk
class VerbsInATerminalTest extends InATerminal {
    private static final int ANY = -1;

    private Typist learner;

    @BeforeEach
    void open() throws Exception {
        learner = new Typist(openShell());
    }

    @Test
    @DisplayName("answers, with colour, and says by its exit code how it went")
    void everyVerb() throws Exception {
        untouched();
        checks();
        changes();
        withoutColour();
        learner.says(2, "./learn check 1.9", "1.9");
        learner.says(ANY, "./learn doctor", "JDK", "open files");
        learner.finish();
    }

    private void untouched() throws Exception {
        learner.says(0, "./learn list", "1.1   One", "0 of 20 points");
        learner.says(1, "./learn check 1.1", "1.1 One  not started");
        learner.says(0, "./learn hint 1.1", "hint 1 of 3", "Count.");
        learner.says(0, "./learn docs 1.1", "日本", "How it is judged");
        learner.says(1, "./learn solution 1.1", "not passed yet");
        learner.says(0, "./learn solution 1.1 --anyway --diff", "+        return 1;");
        learner.says(0, "./learn undo", "nothing to take back");
    }

    private void checks() throws Exception {
        course.save("return nothing;");
        learner.says(1, "./learn check", "tiny/One.java:5", "cannot find symbol");
        course.save("return 0;");
        var red = learner.says(1, "./learn check", "✗ one is one (B1)", "expected: 1");
        learner.check(red.coloured(), "no colour on a terminal", red);
    }

    private void changes() throws Exception {
        learner.says(0, "./learn save red", "Saved red", "./learn restore red");
        learner.says(0, "./learn reset 1.1", "kept in .learn/backup");
        assertThat(course.own()).as("after reset").hasContent(TinyCourse.STUB);
        learner.says(0, "./learn undo", "undo of reset 1.1");
        assertThat(course.own()).as("after undo").content().contains("return 0;");
        learner.says(0, "./learn solution 1.1 --anyway --apply", "kept in .learn/backup");
        assertThat(course.own()).as("the reference").content().contains("return 1;");
        learner.says(0, "./learn check", "✓ one is one (B1)", "10 of 10 points");
        learner.says(0, "./learn demo 01", "the demo says 1");
        learner.says(0, "./learn restore red", "Your work is red again");
        assertThat(course.own()).as("after restore").content().contains("return 0;");
        learner.says(0, "./learn undo --list", "restore red", "reset 1.1");
        learner.says(0, "./learn undo", "undo of restore red");
        learner.says(0, "./learn goto 1.3", "1.3 Three");
        learner.says(0, "./learn start 01", "No chapter comes before 01");
        learner.says(2, "./learn upgrade-check", "git");
    }

    private void withoutColour() throws Exception {
        for (var how : List.of("NO_COLOR=1 ", "TERM=dumb ")) {
            var list = learner.says(0, how + "./learn list", "10 of 20 points");
            learner.check(!list.styled(), how + "shows escape codes", list);
        }
        var next = learner.says(0, "TERM=dumb ./learn", "Next: 1.2 Two");
        learner.check(!next.styled(), "TERM=dumb shows escape codes", next);
        var list = learner.says(0, "./learn list --plain", "10 of 20 points");
        learner.check(!list.styled(), "--plain shows escape codes", list);
    }
}
