package robustnet.runner.dev;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import robustnet.runner.terminal.Tmux;

/// The walk through the learner's loop that the pictures show.
final class LoopWalk {
    private static final int COLUMNS = 96;
    private static final int ROWS = 28;

    private final ScratchCourse copy;
    private final Album album;

    LoopWalk(ScratchCourse copy, Album album) {
        this.copy = copy;
        this.album = album;
    }

    /// @throws IllegalStateException if a screen does not come; the message shows the one that did
    void walk() throws IOException, InterruptedException {
        var prompt = Map.of("PS1", "$ ");
        try (var terminal =
                Tmux.start(copy.socket(), copy.root(), prompt, COLUMNS, ROWS, List.of("sh"))) {
            var frames = copy.course().require("1.4");
            copy.mistake(frames, "trusts-one-read");
            terminal.await("$");
            terminal.clear().type("./learn check 1.4").press("Enter");
            var red = terminal.await("stuck?");
            album.add(red, "check-red", "./learn check 1.4", "A failing check.");
        }
    }
}
