package robustnet.runner.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;
import robustnet.runner.report.Style;

/// The terminal as a live screen with keys. The terminal is put back as it was when this is closed,
/// and also when the process is ended by a signal.
///
/// Its methods may be called by many threads.
final class ScreenView implements DemoView {
    private static final int HISTORY = 40;
    private static final int KEPT_EVENTS = 4;
    private static final int ESCAPE = 27;
    private static final int CTRL_C = 3;
    private static final int CTRL_D = 4;
    private static final long ARROW_MILLIS = 50;
    private static final long PATIENCE_MILLIS = 100;

    private final Terminal terminal;
    private final PrintWriter out;
    private final Style style;
    private final String title;
    private final int servers;
    private final Consumer<String> commands;
    private final Attributes before;
    private final Thread keys;
    private final Thread restoring = new Thread(this::restore);
    private final Deque<Double> throughput = new ArrayDeque<>();
    private final Deque<Double> p99Millis = new ArrayDeque<>();
    private final Deque<String> events = new ArrayDeque<>();
    private final long start = System.nanoTime();
    private List<String> summary = List.of();
    private String metrics = "";
    private Report last;
    private int chosen = 1;
    private boolean closed;

    /// @param out where the summary goes when the screen is gone
    /// @param commands takes what the keys ask for
    ScreenView(
            Terminal terminal,
            PrintWriter out,
            Style style,
            String title,
            int servers,
            Consumer<String> commands) {
        this.terminal = terminal;
        this.out = out;
        this.style = style;
        this.title = title;
        this.servers = servers;
        this.commands = commands;
        before = terminal.enterRawMode();
        var raw = terminal.getAttributes();
        // Ctrl-C as a signal would end the stack's JVM as well, before it has said its last words.
        raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        terminal.setAttributes(raw);
        Runtime.getRuntime().addShutdownHook(restoring);
        write(Ansi.OPEN);
        terminal.handle(Terminal.Signal.WINCH, _ -> paint());
        keys = Thread.ofPlatform().daemon().name("keys").start(this::readKeys);
        paint();
    }

    @Override
    public synchronized void show(StackProcess.Message message) {
        var report = message.report();
        switch (report.type()) {
            case "start" -> metrics = report.metrics();
            case "tick" -> {
                last = report;
                remember(throughput, report.total().requestsPerSecond());
                remember(p99Millis, report.total().p99Millis());
            }
            default -> summary = Summary.of(report, style);
        }
        paint();
    }

    private static void remember(Deque<Double> values, double value) {
        values.add(value);
        if (values.size() > HISTORY) {
            values.remove();
        }
    }

    @Override
    public synchronized void note(String command) {
        events.addFirst(
                "%3d s  %s".formatted((System.nanoTime() - start) / 1_000_000_000, command));
        if (events.size() > KEPT_EVENTS) {
            events.removeLast();
        }
        paint();
    }

    private synchronized void paint() {
        if (closed) {
            return;
        }
        var size = terminal.getSize();
        int columns = size.getColumns() > 0 ? size.getColumns() : 80;
        int rows = size.getRows() > 0 ? size.getRows() : 24;
        var screen = new StringBuilder(Ansi.HOME);
        var lines =
                new ScreenText(
                                title,
                                last,
                                chosen,
                                List.copyOf(throughput),
                                List.copyOf(p99Millis),
                                terminal.encoding().equals(UTF_8) ? "▁▂▃▄▅▆▇█" : "_.-=+*%#",
                                new ArrayList<>(events),
                                metrics)
                        .lines(columns);
        for (int i = 0; i < Math.min(rows, lines.size()); i++) {
            screen.append(i == 0 ? "" : "\r\n").append(styled(lines.get(i))).append(Ansi.TO_END);
        }
        write(screen.append(Ansi.BELOW).toString());
    }

    private String styled(ScreenText.Line line) {
        return switch (line.kind()) {
            case TITLE, CHOSEN -> style.bold(line.text());
            case PLAIN -> line.text();
            case DIM -> style.dim(line.text());
            case BAD -> style.bad(line.text());
        };
    }

    private void write(String text) {
        terminal.writer().write(text);
        terminal.flush();
    }

    private void readKeys() {
        try {
            var keys = terminal.reader();
            int key = 0;
            while (key != NonBlockingReader.EOF && !isClosed()) {
                // Never for ever: the terminal cannot be closed while a read has it locked.
                key = keys.read(PATIENCE_MILLIS);
                pressed(key == ESCAPE ? arrow(keys) : key);
            }
        } catch (IOException _) {
            // The terminal is closed.
        }
    }

    /// The letter of an arrow key, as if it were k or j; 0 for any other.
    private static int arrow(NonBlockingReader keys) throws IOException {
        if (keys.read(ARROW_MILLIS) != '[') {
            return 0;
        }
        return switch (keys.read(ARROW_MILLIS)) {
            case 'A' -> '-';
            case 'B' -> '+';
            default -> 0;
        };
    }

    private void pressed(int key) {
        switch (key) {
            case 'q', 'Q', CTRL_C, CTRL_D, NonBlockingReader.EOF -> commands.accept("quit");
            case 'k' -> commands.accept("kill " + chosen());
            case 'f' -> commands.accept("freeze " + chosen());
            case 's' -> commands.accept("slow " + chosen());
            case 'c' -> commands.accept("corrupt " + chosen());
            case 'r' -> commands.accept("restore " + chosen());
            case '-' -> choose(chosen() - 1);
            case '+' -> choose(chosen() + 1);
            default -> choose(key - '0');
        }
    }

    private synchronized int chosen() {
        return chosen;
    }

    private synchronized void choose(int server) {
        if (1 <= server && server <= servers) {
            chosen = server;
            paint();
        }
    }

    /// Puts the terminal back, and prints the summary where it stays.
    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(restoring);
            keys.join();
            terminal.close();
        } catch (IOException | IllegalStateException _) {
            // The terminal is gone, or the hook is running.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        lastLines().forEach(out::println);
        out.flush();
    }

    private synchronized List<String> lastLines() {
        var lines = summary;
        summary = List.of();
        return lines;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void restore() {
        if (!closed) {
            closed = true;
            write(Ansi.CLOSE);
            terminal.setAttributes(before);
        }
    }
}
