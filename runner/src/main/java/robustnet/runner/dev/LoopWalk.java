package robustnet.runner.dev;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.terminal.Screen;
import robustnet.runner.terminal.Tmux;

/// The walk through the learner's loop that the pictures show: begins 1.4 after three exercises,
/// gets it wrong, mends it, looks around, and hangs in 1.2.
final class LoopWalk implements AutoCloseable {
    private static final int COLUMNS = 92;
    private static final int ROWS = 28;

    /// A screen that takes keys.
    private static final String READY = "q quit";

    /// A page that lies over the report.
    private static final String BACK = "q  back";

    private final ScratchCourse copy;
    private final Album album;
    private final Tmux terminal;

    /// @throws IOException if no terminal can be started
    LoopWalk(ScratchCourse copy, Album album) throws IOException, InterruptedException {
        this.copy = copy;
        this.album = album;
        var prompt = Map.of("PS1", "$ ");
        terminal = Tmux.start(copy.socket(), copy.root(), prompt, COLUMNS, ROWS, List.of("sh"));
    }

    /// @throws IllegalStateException if a screen does not come; the message shows the one that did
    void walk() throws IOException, InterruptedException {
        for (var id : List.of("1.1", "1.2", "1.3")) {
            copy.solve(exercise(id));
            run("./learn check " + id).await("passed: ", "$");
        }
        run("./learn");
        picture(
                terminal.await("1.4", READY),
                "loop-start",
                "The runner shows an exercise that nobody has begun, and the keys.");
        mistake();
        pass();
        hang();
    }

    private void mistake() throws IOException, InterruptedException {
        copy.mistake(exercise("1.4"), "trusts-one-read");
        picture(
                terminal.await("8 of 12 tests", "31 of 545", READY),
                "loop-red",
                "A red report: what was expected, what came, and which mistake this looks like.");
        terminal.type("s").await("press s again");
        page("s", "loop-solution", "The reference beside the learner's code.");
        leave();
    }

    private void pass() throws IOException, InterruptedException {
        copy.solve(exercise("1.4"));
        picture(
                terminal.await("12 of 12 tests", "35 of 545", READY),
                "loop-green",
                "A green report, and why it works.");
        page("d", "loop-docs", "The page's section, in the terminal.");
        leave();
        terminal.type("l").await("1.5 ", "1.1 ");
        terminal.type("frame");
        picture(
                terminal.await(s -> s.contains("Frame decoder") && !s.contains("1.5"), "a filter"),
                "loop-list",
                "The list of all exercises, filtered by a word.");
        terminal.press("Escape").press("Escape");
        terminal.await(READY);
    }

    private void hang() throws IOException, InterruptedException {
        terminal.type("l").await("1.5 ", "1.1 ");
        terminal.type("echo client").press("Enter").await("1.2 Echo client", READY);
        copy.mistake(exercise("1.2"), "has-no-read-timeout");
        picture(
                terminal.await("did not end within 5 s", "tests passed", READY),
                "loop-hang",
                "A test that hung: where the code waits, and what the peer waits for.");
        terminal.type("q").await("./learn goes on");
    }

    /// Opens a page over the report.
    private void page(String key, String name, String description)
            throws IOException, InterruptedException {
        picture(terminal.type(key).await(BACK), name, description);
    }

    private void leave() throws IOException, InterruptedException {
        terminal.type("q").await(READY);
    }

    private Tmux run(String command) throws IOException, InterruptedException {
        terminal.await(screen -> screen.text().endsWith("$"), "a prompt");
        return terminal.clear().type(command).press("Enter");
    }

    private void picture(Screen screen, String name, String description) throws IOException {
        album.add(screen, name, "./learn", description);
    }

    private ExerciseInfo exercise(String id) {
        return copy.course().require(id);
    }

    @Override
    public void close() throws IOException {
        terminal.close();
    }
}
