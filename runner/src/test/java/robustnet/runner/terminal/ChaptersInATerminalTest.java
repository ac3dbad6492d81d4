package robustnet.runner.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the verbs on a course of two chapters, typed in a terminal")
@LongWalk
class ChaptersInATerminalTest extends InATerminal {
    private static final List<String> VERBS =
            List.of(
                    "list",
                    "check",
                    "watch",
                    "hint",
                    "docs",
                    "solution",
                    "goto",
                    "reset",
                    "undo",
                    "save",
                    "restore",
                    "start",
                    "upgrade-check",
                    "demo",
                    "doctor",
                    "dev",
                    "dev check",
                    "dev new",
                    "dev capture",
                    "dev diagnose",
                    "dev warm-up");

    private Tmux terminal;
    private Typist learner;

    @BeforeEach
    void open() throws Exception {
        course.secondChapter();
        terminal = openShell();
        learner = new Typist(terminal);
    }

    @Test
    @DisplayName("keep, bring back and take back the learner's work")
    void work() throws Exception {
        learner.says(0, "./learn list", "0 of 25 points"); // it remembers the starters
        course.save("return 0;");
        learner.says(0, "./learn save --list", "Nothing is saved yet");
        learner.says(0, "./learn save red", "Saved red: 1 file");
        learner.says(2, "./learn save red", "already, and nothing was saved", " or\n--force");
        course.save("return 7;");
        learner.says(0, "./learn save red --force", "Saved red: 1 file");
        learner.says(0, "./learn save --list", "\nred  ", "\nred.old-1  ");
        learner.says(2, "./learn restore rde", "Did you mean red?");
        learner.says(0, "./learn restore red.old-1", "Your work is red.old-1 again");
        has("return 0;");
        learner.says(0, "./learn goto 1.2", "Next: 1.2 Two");
        learner.says(2, "./learn start 1.2", "./learn start 01");
        learner.says(0, "./learn start 02", "Chapter 01 is the reference now", "Next: 2.1 Four");
        has("return 1;");
        learner.says(0, "./learn undo", "undo of start 02");
        has("return 0;");
        learner.says(0, "./learn --plain", "Next: 1.2 Two");
        learner.says(2, "./learn undo nothing", "There is no change nothing");
        var list = learner.says(0, "./learn undo --list", "undo of start 02", "restore red.old-1");
        var change = Pattern.compile("(\\S+) .* restore red.old-1").matcher(list.text());
        assertThat(change.find()).as("the name of a change").isTrue();
        learner.says(0, "./learn undo " + change.group(1), "undo of restore red.old-1");
        has("return 7;");
        upgrades();
        learner.finish();
    }

    private void has(String statement) {
        assertThat(course.own()).content().contains(statement);
    }

    private void upgrades() throws Exception {
        var newer = new LoopCourse(folder.resolve("newer"));
        learner.says(0, "./learn upgrade-check ../newer", "../newer can be taken");
        newer.save(
                "} public static int two() { throw new UnsupportedOperationException(\"TODO 1.1: x\");");
        learner.says(
                1, "./learn upgrade-check ../newer", "One.java:\n      its declarations changed");
        newer.save("throw new UnsupportedOperationException(\"TODO 1.1: another\");");
        learner.says(1, "./learn upgrade-check ../newer", "tiny/One.java: the code in it changed");
        learner.says(2, "./learn upgrade-check ../docs", "upgrade-check FOLDER");
    }

    @Test
    @DisplayName("go, check, and show what runs")
    void checks() throws Exception {
        learner.says(0, "./learn dev diagnose 1.1 --record", "1 mistakes recorded");
        learner.says(0, "./learn dev diagnose 1.1", "1 look like themselves");
        learner.says(0, "./learn goto next", "Next: 1.2 Two");
        learner.says(0, "./learn goto previous", "Next: 1.1 One");
        learner.says(2, "./learn goto previous", "no exercise before");
        learner.says(2, "./learn goto 3.9", "chapters 01 to 02");
        course.save("return 0;");
        learner.says(
                1, "./learn check all", "✗ one is one (B1)", "2.1 Four", "next: ./learn check 1.1");
        learner.says(1, "./learn check 02", "2.1 Four  not started");
        learner.says(1, "./learn check 1.1 --seed 7", "✗ one is one (B1)");
        learner.says(
                1, "./learn check 1.1 --json", "\"expected\" : \"1\"", "\"result\" : \"passed\"");
        learner.says(0, "./learn demo 01", "the demo says 0");
        learner.says(0, "./learn demo 01 --solution", "the demo says 1");
        learner.says(2, "./learn demo 02", "no demo yet");
        learner.finish();
    }

    @Test
    @DisplayName("have a help that fits on 80 columns")
    void help() throws Exception {
        terminal.resize(120, 60);
        learner.says(0, "./learn --help", "Usage: learn", "upgrade-check");
        for (var verb : VERBS) {
            var help = learner.says(0, "./learn " + verb + " --help", "Usage: learn " + verb);
            boolean fits = help.text().lines().allMatch(line -> Span.width(line) <= 80);
            learner.check(fits, "is too wide", help);
        }
        learner.finish();
    }
}
