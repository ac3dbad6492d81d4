package robustnet.runner.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import robustnet.runner.report.Style;
import robustnet.runner.screen.Key;
import robustnet.runner.screen.Keys;

/// The terminal as a screen of its own, and its keys. It paints only lines that have changed. The
/// terminal is put back as it was when this is closed, and also when a signal ends the process.
///
/// Scenes are shown by one thread; keys and signals come from others.
final class WatchScreen implements Display {
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final Terminal terminal;
    private final CheckScreen screen;
    private final Consumer<Event> sink;
    private final Attributes before;
    private final Thread restoring = new Thread(this::leave, "restores the terminal");
    private final Thread keys;
    private List<String> painted = List.of();
    private int columns;
    private int rows;
    private boolean entered;
    private volatile boolean closed;

    /// @param sink takes keys, and the wish for a new painting
    WatchScreen(Terminal terminal, Style style, Consumer<Event> sink) {
        this.terminal = terminal;
        this.sink = sink;
        screen = new CheckScreen(style);
        before = terminal.getAttributes();
        enter();
        Runtime.getRuntime().addShutdownHook(restoring);
        terminal.handle(Terminal.Signal.WINCH, _ -> sink.accept(new Event.Repaint()));
        terminal.handle(Terminal.Signal.CONT, _ -> comeBack());
        keys = Thread.ofPlatform().daemon().name("keys").start(this::readKeys);
    }

    private synchronized void enter() {
        if (closed || entered) {
            return;
        }
        entered = true;
        terminal.enterRawMode();
        var raw = terminal.getAttributes();
        // Ctrl-C and Ctrl-Z as keys: as signals they would reach the tests' JVM as well, and the
        // shell would write on this screen.
        raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        raw.setControlChar(Attributes.ControlChar.VMIN, 1);
        raw.setControlChar(Attributes.ControlChar.VTIME, 0);
        terminal.setAttributes(raw);
        write(Ansi.OPEN);
    }

    private synchronized void leave() {
        if (entered) {
            entered = false;
            write(Ansi.CLOSE);
            terminal.setAttributes(before);
        }
    }

    @Override
    public synchronized void show(Scene scene) {
        if (!entered) {
            return;
        }
        var size = terminal.getSize();
        int nowColumns = size.getColumns() > 0 ? size.getColumns() : 80;
        int nowRows = size.getRows() > 0 ? size.getRows() : 24;
        if (nowColumns != columns || nowRows != rows) {
            columns = nowColumns;
            rows = nowRows;
            painted = List.of();
        }
        var lines = screen.lines(scene, columns, rows);
        var change = new StringBuilder();
        if (painted.isEmpty()) {
            change.append(Ansi.CLEAR);
        }
        for (int i = 0; i < lines.size(); i++) {
            if (i >= painted.size() || !lines.get(i).equals(painted.get(i))) {
                change.append(Ansi.toRow(i + 1)).append(shown(lines.get(i))).append(Ansi.TO_END);
            }
        }
        if (lines.size() < painted.size()) {
            change.append(Ansi.toRow(lines.size() + 1)).append(Ansi.BELOW);
        }
        painted = lines;
        if (!change.isEmpty()) {
            write(change.toString());
        }
    }

    private String shown(String line) {
        return terminal.encoding().equals(UTF_8) ? line : Ansi.ascii(line);
    }

    @Override
    public synchronized void forget() {
        painted = List.of();
    }

    /// Stops the process and its launcher as Ctrl-Z does; returns when they go on.
    @Override
    public void suspend() {
        leave();
        try {
            // To the whole group: the launcher's shell waits for this process.
            new ProcessBuilder("sh", "-c", "kill -TSTP 0").start().waitFor();
        } catch (IOException _) {
            // No shell, so nobody to go back to.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        comeBack();
    }

    private void comeBack() {
        enter();
        sink.accept(new Event.Repaint());
    }

    private void readKeys() {
        var reader = Keys.of(terminal.reader());
        try {
            while (!closed) {
                // Never for ever: the terminal cannot be closed while a read has it locked.
                var key = reader.read(PATIENCE);
                key.map(Event.Pressed::new).ifPresent(sink);
                if (key.isPresent() && key.get() == Key.Name.END_OF_INPUT) {
                    return;
                }
            }
        } catch (IOException _) {
            sink.accept(new Event.Pressed(Key.Name.END_OF_INPUT));
        }
    }

    private void write(String text) {
        terminal.writer().write(text);
        terminal.flush();
    }

    @Override
    public void close() {
        leave();
        closed = true;
        try {
            Runtime.getRuntime().removeShutdownHook(restoring);
            keys.join();
            terminal.close();
        } catch (IOException | IllegalStateException _) {
            // The terminal is gone, or the hook is running.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
