package robustnet.runner.watch;

import java.util.function.Consumer;
import robustnet.runner.report.Style;
import robustnet.runner.screen.LiveScreen;

/// Watch mode on a screen. Scenes are shown by one thread; keys come from another.
final class WatchScreen implements Display {
    private final LiveScreen live;
    private final CheckScreen screen;

    /// @param live is closed with this
    /// @param sink takes keys, and the wish for a new painting
    WatchScreen(LiveScreen live, Style style, Consumer<Event> sink) {
        this.live = live;
        screen = new CheckScreen(style);
        live.listen(
                key -> sink.accept(new Event.Pressed(key)), () -> sink.accept(new Event.Repaint()));
    }

    @Override
    public void show(Scene scene) {
        live.paint((columns, rows) -> screen.lines(scene, columns, rows));
    }

    @Override
    public void forget() {
        live.forget();
    }

    @Override
    public void suspend() {
        live.suspend();
    }

    @Override
    public void close() {
        live.close();
    }
}
