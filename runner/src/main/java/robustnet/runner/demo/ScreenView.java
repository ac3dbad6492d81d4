package robustnet.runner.demo;

import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import robustnet.runner.report.Style;
import robustnet.runner.screen.Key;
import robustnet.runner.screen.LiveScreen;

/// The stack on a live screen with keys.
///
/// Its methods may be called by many threads.
final class ScreenView implements DemoView {
    private static final int HISTORY = 40;
    private static final int KEPT_EVENTS = 4;

    private final LiveScreen screen;
    private final PrintWriter out;
    private final Style style;
    private final String title;
    private final int servers;
    private final Consumer<String> commands;
    private final Deque<Double> throughput = new ArrayDeque<>();
    private final Deque<Double> p99Millis = new ArrayDeque<>();
    private final Deque<String> events = new ArrayDeque<>();
    private final long start = System.nanoTime();
    private List<String> summary = List.of();
    private String metrics = "";
    private Report last;
    private int chosen = 1;

    /// @param screen is closed with this
    /// @param out where the summary goes when the screen is gone
    /// @param commands takes what the keys ask for
    ScreenView(
            LiveScreen screen,
            PrintWriter out,
            Style style,
            String title,
            int servers,
            Consumer<String> commands) {
        this.screen = screen;
        this.out = out;
        this.style = style;
        this.title = title;
        this.servers = servers;
        this.commands = commands;
        screen.listen(this::pressed, this::paint);
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
        var text =
                new ScreenText(
                        title,
                        last,
                        chosen,
                        List.copyOf(throughput),
                        List.copyOf(p99Millis),
                        screen.unicode() ? "▁▂▃▄▅▆▇█" : "_.-=+*%#",
                        new ArrayList<>(events),
                        metrics);
        screen.paint(
                (columns, rows) ->
                        text.lines(columns).stream().limit(rows).map(this::styled).toList());
    }

    private String styled(ScreenText.Line line) {
        return switch (line.kind()) {
            case TITLE, CHOSEN -> style.bold(line.text());
            case PLAIN -> line.text();
            case DIM -> style.dim(line.text());
            case BAD -> style.bad(line.text());
        };
    }

    private void pressed(Key key) {
        switch (key) {
            case Key.Letter(int letter) -> pressed(letter);
            case Key.Name.UP -> choose(chosen() - 1);
            case Key.Name.DOWN -> choose(chosen() + 1);
            case Key.Name.CTRL_C, Key.Name.CTRL_D, Key.Name.END_OF_INPUT -> commands.accept("quit");
            case Key.Name.CTRL_L -> {
                screen.forget();
                paint();
            }
            case Key.Name.CTRL_Z -> screen.suspend();
            default -> {
                // What is pasted, and keys that nothing is told about.
            }
        }
    }

    private void pressed(int letter) {
        switch (letter) {
            case 'q', 'Q' -> commands.accept("quit");
            case 'k' -> commands.accept("kill " + chosen());
            case 'f' -> commands.accept("freeze " + chosen());
            case 's' -> commands.accept("slow " + chosen());
            case 'c' -> commands.accept("corrupt " + chosen());
            case 'r' -> commands.accept("restore " + chosen());
            default -> choose(letter - '0');
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
        screen.close();
        lastLines().forEach(out::println);
        out.flush();
    }

    private synchronized List<String> lastLines() {
        var lines = summary;
        summary = List.of();
        return lines;
    }
}
