package robustnet.runner.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.runner.TinyCourse;

@DisplayName("watch mode in a terminal")
@LongWalk
class WatchInATerminalTest extends InATerminal {
    private Tmux terminal;

    @BeforeEach
    void open() throws Exception {
        terminal = learn();
    }

    @Test
    @DisplayName("follows saves and does what each key says")
    void walk() throws Exception {
        terminal.await(
                "1.1 One", "0 of 10 points", "01-tiny/src/main/java/tiny/One.java", "q quit");
        pagesOverTheReport();
        saves();
        sizes();
        passAndGoOn();
        listAndJump();
        resetAndUndo();
        anotherFile();

        terminal.type("Q");
        assertThat(terminal.awaitExit()).as("exit code").isZero();
    }

    private void pagesOverTheReport() throws Exception {
        terminal.type("?").await("paints the screen anew");
        terminal.press("Escape").await("q quit");
        terminal.type("h").await("Hint 1 of 3", "Count.");
        terminal.type("h").await("Hint 2 of 3", "Count to one.");
        terminal.type("h").await("Hint 3 of 3", "Return it.");
        terminal.type("q").await("q quit");
        terminal.type("d").await("1.1 One", "日本", "One.one()");
        terminal.type("qs").await("not passed yet");
        terminal.type("s").await("return 1;");
        terminal.press("Escape").await("q quit");
    }

    private void saves() throws Exception {
        course.save("return 0;");
        var red = terminal.await("✗ one is one (B1)", "expected: 1", "1 of 2 tests passed");
        assertThat(red.coloured()).as("colour").isTrue();
        course.save("return nothing;");
        terminal.await("cannot find symbol", "One.java:5");
        course.save("System.exit(0); return 1;");
        terminal.await("System.exit");
        course.save("java.util.concurrent.locks.LockSupport.park(); return 1;");
        terminal.await("tiny/One.java:5", "1 s");
        course.save("return 7;");
        terminal.await("but was: 7", "0 of 2 tests passed");
    }

    private void sizes() throws Exception {
        var small =
                terminal.resize(40, 10)
                        .await(
                                s -> s.contains("q quit") && !s.contains("previous"),
                                "what has room on 40 columns and 10 rows");
        assertThat(small.text().lines()).hasSizeLessThanOrEqualTo(10);
        assertThat(small.text()).contains("1.1 One", "✗ one is one", "0 of 2 tests");
        assertThat(small.text().lines()).allMatch(line -> Span.width(line) <= 40);
        terminal.press("End").await("less than");
        terminal.press("Home").await("✗ one is one");
        terminal.press("Down", "Down", "Up", "NPage", "PPage", "C-l");
        terminal.resize(80, 24).await("one is small", "q quit");
    }

    private void passAndGoOn() throws Exception {
        course.replace("return 1;");
        terminal.await("✓ one is one (B1)", "Because one is one.", "10 of 20 points");
        terminal.type("n").await("1.2 Two");
        terminal.type("p").await("1.1 One", "✓ one is small");
        terminal.type("s").await("They are the same");
        terminal.press("Escape").await("q quit");
    }

    private void listAndJump() throws Exception {
        terminal.type("l").await("1.2", "1.3");
        terminal.type("thr").await(s -> s.contains("Three") && !s.contains("Two"), "the filter");
        terminal.press("Enter").await("1.3 Three", "q quit");
        terminal.press("Enter").await("not started");
        terminal.type("a").await("✓ 1.1");
    }

    private void resetAndUndo() throws Exception {
        terminal.type("l").await("1.2").contains("1.1");
        terminal.type("one").press("Enter").await("1.1 One", "q quit");
        terminal.type("r").await("y resets");
        terminal.type("x").await(s -> !s.contains("y resets"), "no question");
        terminal.type("r").await("y resets");
        terminal.type("y").await(_ -> read().equals(TinyCourse.STUB), "the starter is back");
        terminal.await("is the starter again", "not started");
        terminal.type("u").await("take back");
        terminal.type("y").await(_ -> read().contains("return 1;"), "the work is back");
        terminal.await("✓ one is one (B1)");
    }

    private void anotherFile() throws Exception {
        course.save("return 7;");
        terminal.await("but was: 7");
        course.write("Two", "return 2;");
        terminal.await("press g");
        terminal.type("g").await("1.2 Two", "✓ it is 2");
    }

    private String read() {
        try {
            return Files.readString(course.own());
        } catch (IOException _) {
            return "";
        }
    }
}
