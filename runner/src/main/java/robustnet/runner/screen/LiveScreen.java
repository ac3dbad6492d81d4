package robustnet.runner.screen;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import robustnet.runner.report.Ascii;

/// The terminal as a screen of its own, and its keys. It paints only lines that have changed. The
/// terminal is put back as it was when this is closed, and also when a signal ends the process.
///
/// Its methods may be called by many threads.
public final class LiveScreen implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final Terminal terminal;
    private final Attributes before;
    private final Thread restoring = new Thread(this::leave, "restores the terminal");
    private final Thread reading = Thread.ofPlatform().daemon().name("keys").unstarted(this::read);
    private Consumer<Key> keys = _ -> {};
    private Runnable spoilt = () -> {};
    private List<String> painted = List.of();
    private int columns;
    private int rows;
    private boolean entered;
    private volatile boolean closed;

    /// What is to be seen.
    @FunctionalInterface
    public interface Picture {
        /// @return at most `rows` lines, none of them wider than `columns`
        List<String> lines(int columns, int rows);
    }

    private LiveScreen(Terminal terminal) {
        this.terminal = terminal;
        before = terminal.getAttributes();
        enter();
        Runtime.getRuntime().addShutdownHook(restoring);
    }

    /// Makes a screen of this process's terminal.
    ///
    /// @return empty if there is none, or one that cannot be a screen
    public static Optional<LiveScreen> open() {
        var encoding = Charset.forName(System.getProperty("stdout.encoding", "UTF-8"), UTF_8);
        try {
            return Optional.of(
                    new LiveScreen(
                            TerminalBuilder.builder()
                                    .system(true)
                                    .dumb(false)
                                    .encoding(encoding)
                                    .build()));
        } catch (IOException | RuntimeException | LinkageError _) {
            return Optional.empty();
        }
    }

    /// Reads keys from now on. To be called once.
    ///
    /// @param keys takes them, in a thread of its own
    /// @param spoilt is told, in any thread, that the next picture is wanted at once: the size has
    ///   changed, or the process was stopped for a while
    public void listen(Consumer<Key> keys, Runnable spoilt) {
        this.keys = keys;
        this.spoilt = spoilt;
        terminal.handle(Terminal.Signal.WINCH, _ -> spoil());
        terminal.handle(Terminal.Signal.CONT, _ -> comeBack());
        reading.start();
    }

    /// Whether it shows other letters than ASCII.
    public boolean unicode() {
        return terminal.encoding().equals(UTF_8);
    }

    private synchronized void enter() {
        if (closed || entered) {
            return;
        }
        entered = true;
        terminal.enterRawMode();
        var raw = terminal.getAttributes();
        // Ctrl-C and Ctrl-Z as keys: as signals they would reach the child JVM as well, and the
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

    /// Shows `picture`, as much of it as has changed; nothing once this is closed.
    public synchronized void paint(Picture picture) {
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
        var lines = picture.lines(columns, rows);
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
        return unicode() ? line : Ascii.inColumns(line);
    }

    /// Paints the next picture whole: what is on the screen is not what was painted.
    public synchronized void forget() {
        painted = List.of();
    }

    /// Stops the process and its launcher as Ctrl-Z does; returns when they go on.
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
        spoil();
    }

    private void spoil() {
        forget();
        spoilt.run();
    }

    private void read() {
        var reader = Keys.of(terminal.reader());
        try {
            while (!closed) {
                // Never for ever: the terminal cannot be closed while a read has it locked.
                var key = reader.read(PATIENCE);
                key.ifPresent(keys);
                if (key.isPresent() && key.get() == Key.Name.END_OF_INPUT) {
                    return;
                }
            }
        } catch (IOException _) {
            keys.accept(Key.Name.END_OF_INPUT);
        }
    }

    private void write(String text) {
        terminal.writer().write(text);
        terminal.flush();
    }

    @Override
    public void close() {
        synchronized (this) {
            leave();
            closed = true;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(restoring);
            reading.join();
            terminal.close();
        } catch (IOException | IllegalStateException _) {
            // The terminal is gone, or the hook is running.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
