package robustnet.runner.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the keys of watch mode in a terminal")
@LongWalk
class KeysInATerminalTest extends InATerminal {
    private Tmux terminal;

    @BeforeEach
    void open() throws Exception {
        course.secondChapter();
        terminal = learn("watch", "1.3");
        terminal.await("1.3 Three", "not checked yet", "q quit");
    }

    @Test
    @DisplayName("scroll, search, choose and leave; what is pasted is no key")
    void keys() throws Exception {
        terminal.type("d").await("Three ends it", "Step 16");
        scrollsThePage();
        searches();
        chooses();
        pastes();
        scrollsTheReport();

        terminal.press("C-d");
        assertThat(terminal.awaitExit()).as("exit code after Ctrl-D").isZero();
    }

    private void scrollsThePage() throws Exception {
        var first = "Three ends it";
        moves("j", "Step 17", "k", first);
        moves("Down", "Step 17", "Up", first);
        moves("Space", "Step 35", "b", first);
        moves("NPage", "Step 35", "PPage", first);
        moves("G", "Step 40", "g", first);
        moves("End", "Step 40", "Home", first);
        for (int i = 0; i < 8; i++) {
            terminal.press("Right");
        }
        terminal.await("the end of a wide line");
        for (int i = 0; i < 8; i++) {
            terminal.press("Left");
        }
        terminal.await(first, "0123456789");
    }

    /// Presses a key that takes `first` off the screen and brings `then`, and one that goes back.
    private void moves(String there, String then, String back, String first) throws Exception {
        terminal.press(there).await(s -> s.contains(then) && !s.contains(first), there + " moves");
        terminal.press(back).await(s -> s.contains(first) && !s.contains(then), back + " moves");
    }

    private void searches() throws Exception {
        terminal.type("/").type("REST").await("/REST").contains("Step 1");
        terminal.press("Enter").await("Step 34", "n N  next");
        terminal.await(KeysInATerminalTest::isMarked, "the word that was found, set off");
        terminal.type("n").await("100 %", "Step 30, a rest");
        terminal.type("N").await("Step 15, a rest", "Step 16");
        terminal.type("nn").await(s -> !s.contains("100 %"), "from the top again");
        terminal.type("/zzz").press("Enter").await("\"zzz\" is not here");
        terminal.type("/then").press("BSpace").await("/the");
        terminal.press("Escape").await(s -> !s.contains("/the") && s.contains("back"), "the page");
        terminal.press("Escape").await("q quit");
    }

    private static boolean isMarked(Screen screen) {
        return screen.rows().stream()
                .flatMap(row -> row.stream())
                .anyMatch(span -> span.pen().inverse());
    }

    private void chooses() throws Exception {
        terminal.type("l").await("» → 1.3", "2.1");
        for (var step : new String[] {"End 2.1", "Home 1.1", "Down 1.2", "Up 1.1"}) {
            chooses(step.split(" ")[0], step.split(" ")[1]);
        }
        chooses("NPage", "2.1");
        chooses("PPage", "1.1");
        terminal.type("tin").await(s -> s.contains("filter: tin") && !s.contains("2.1"), "few");
        terminal.press("BSpace").await("filter: ti\n");
        terminal.press("Escape").await("type to filter", "2.1");
        terminal.type("zzz").await("no exercise has this");
        terminal.press("Enter").press("Escape").await("type to filter", "2.1");
        terminal.press("Escape").await("q quit");
        terminal.type("l").await("type to filter").contains("2.1");
        terminal.press("C-d").await("1.3 Three", "q quit");
    }

    private void chooses(String key, String id) throws Exception {
        terminal.press(key).await(s -> s.text().matches("(?s).*\n» . " + id + " .*"), key);
    }

    private void pastes() throws Exception {
        terminal.paste("q\nr\ny\n").type("?").await("paints the screen anew");
        terminal.press("Escape").await("q quit", "not checked yet");
        terminal.type("l").paste("two\nq").await(s -> !s.contains("Three"), "the filter");
        terminal.press("Escape").await("type to filter").contains("Three");
        terminal.press("Escape").await("q quit");
        terminal.type("d").await("back").contains("Three");
        terminal.type("/").paste("rest\nq").await("/rest");
        terminal.press("Escape").await("n N  next");
        terminal.type("q").await("q quit");
    }

    private void scrollsTheReport() throws Exception {
        course.write(
                "Three",
                "for (int i = 1; i <= 30; i++) System.out.println(\"line \" + i); return 7;");
        terminal.await("✗ it is 3", "0 of 1 tests passed", "↓");
        moves("j", "↑ 1", "k", "✗ it is 3");
        moves("Down", "↑ 1", "Up", "✗ it is 3");
        moves("Space", "↑ ", "b", "✗ it is 3");
        moves("NPage", "↑ ", "PPage", "✗ it is 3");
        moves("G", "10 more lines", "Home", "✗ it is 3");
        moves("End", "10 more lines", "Home", "✗ it is 3");
    }

    @Test
    @DisplayName("act from within a page, drop a question, end a check, and paint anew")
    void more() throws Exception {
        pagesAreLeft();
        questionsAreDropped();
        checksAreEnded();
        terminal.clear().press("C-l").await("1.3 Three", "cancelled after 0 of 1", "q quit");
        terminal.type("d").await("q  back");
        terminal.press("C-c");
        assertThat(terminal.awaitExit()).as("exit code after Ctrl-C in a page").isZero();
    }

    private void pagesAreLeft() throws Exception {
        terminal.type("d").await("Three ends it").contains("q  back");
        terminal.type("d").press("Enter").await("Step 17", "q  back");
        terminal.type("n").await("2.1 Four", "q quit");
        terminal.type("d").await("Four is more.");
        terminal.type("p").await("1.3 Three", "q quit");
        leaves("h", "There are no hints yet.");
        leaves("s", "press s again");
        leaves("r", "y resets");
        leaves("a", "You have not begun any exercise yet.");
        leaves("?", "paints the screen anew");
        terminal.type("dl").await("type to filter");
        terminal.type("q").await("q quit");
        terminal.type("dpp").await("1.1 One", "q quit");
        terminal.type("h").await("Hint 1 of 3").contains("q  back");
        terminal.type("d").await("日本");
        terminal.press("C-d").await("1.1 One", "q quit");
        terminal.type("nn").await("1.3 Three", "q quit");
    }

    private void leaves(String key, String text) throws Exception {
        terminal.type("d").await("Three ends it", "q  back");
        terminal.type(key).await(text);
        terminal.press("Escape").await(s -> !s.contains(text) && s.contains("q quit"), "no more");
    }

    private void questionsAreDropped() throws Exception {
        for (var key : new String[] {"Escape", "Down", "x"}) {
            terminal.type("r").await("y resets");
            terminal.press(key).await(s -> !s.contains("y resets"), key + " drops the question");
        }
        terminal.type("u").await("There is nothing to take back");
        terminal.type("g").await("You have saved no other exercise's file.");
    }

    private void checksAreEnded() throws Exception {
        course.write("Three", "java.util.concurrent.locks.LockSupport.park(); return 3;");
        terminal.await("checking …", "Esc cancels");
        terminal.press("Escape").await("cancelled: not checked yet", "q quit");
        terminal.type("a").await("checking all …  1 of 1: 1.3", "Esc cancels");
        terminal.press("Escape").await("cancelled after 0 of 1", "q quit");
    }
}
