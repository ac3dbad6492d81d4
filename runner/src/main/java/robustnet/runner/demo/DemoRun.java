package robustnet.runner.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import robustnet.runner.report.Style;
import robustnet.runner.screen.LiveScreen;

/// One run of the stack from its start to its summary. For use by one thread.
public final class DemoRun {
    /// How it is shown.
    public enum Look {
        /// A live screen with keys; lines where the terminal cannot do that.
        SCREEN,
        /// One line a second.
        LINES,
        /// One JSON object a second.
        JSON
    }

    /// What the learner asked for.
    ///
    /// @param subject whose code it is: `your code`
    /// @param servers how many, 1 to 9
    /// @param faults what goes wrong by itself
    /// @param seconds how long; 0 for until somebody ends it
    public record Settings(String subject, int servers, FaultPlan faults, int seconds, Look look) {}

    /// The stack as a program, compiled.
    ///
    /// @param folder where it works
    public record Program(List<Path> classPath, Path folder, String mainClass) {}

    private final Settings settings;
    private final Iterator<FaultPlan.Step> faults;
    private final CountDownLatch over = new CountDownLatch(1);
    private final PrintWriter out;
    private final Style style;
    private volatile StackProcess process;
    private volatile DemoView view;

    /// @param out where to show it
    public DemoRun(Settings settings, PrintWriter out, Style style) {
        this.settings = settings;
        this.out = out;
        this.style = style;
        faults = settings.faults().steps(settings.servers(), new SplittableRandom()).iterator();
    }

    /// Runs the stack and shows it, until its time is over or somebody ends it.
    ///
    /// @param log takes what the program says on its standard error
    /// @param err where to say what went wrong
    /// @return whether calls were answered, and nothing happened that must not
    public boolean run(Program program, Path log, PrintWriter err)
            throws IOException, InterruptedException {
        try (var started = StackProcess.start(program, settings.servers(), log)) {
            process = started;
            Report summary;
            try (var shown = open()) {
                view = shown;
                summary = showAll();
            } finally {
                over.countDown();
            }
            return verdict(summary, err);
        }
    }

    private DemoView open() {
        return switch (settings.look()) {
            case SCREEN -> openScreen();
            case LINES -> new LineView(out, style);
            case JSON -> new JsonView(out);
        };
    }

    private DemoView openScreen() {
        var title = "The whole stack, on " + settings.subject();
        return LiveScreen.open()
                .<DemoView>map(
                        screen ->
                                new ScreenView(
                                        screen,
                                        out,
                                        style,
                                        title,
                                        settings.servers(),
                                        this::command))
                .orElseGet(() -> new LineView(out, style));
    }

    private void command(String command) {
        process.command(command);
        var shown = view;
        if (shown != null) {
            shown.note(command);
        }
    }

    /// @return the summary, or null if there was none
    private Report showAll() throws InterruptedException {
        int ticks = 0;
        for (var next = process.next(); next.isPresent(); next = process.next()) {
            var report = next.get().report();
            view.show(next.get());
            switch (report.type()) {
                case "start" -> Thread.ofVirtual().name("faults").start(this::spoil);
                case "tick" -> {
                    if (++ticks == settings.seconds() || nobodyReadsOn()) {
                        process.command("quit");
                    }
                }
                default -> {
                    return report;
                }
            }
        }
        return null;
    }

    /// Whether the pipe that this is shown in has ended.
    private boolean nobodyReadsOn() {
        return out.checkError() || System.out.checkError();
    }

    private void spoil() {
        long start = System.nanoTime();
        try {
            while (faults.hasNext()) {
                var step = faults.next();
                long wait = start + step.at().toNanos() - System.nanoTime();
                if (over.await(wait, TimeUnit.NANOSECONDS)) {
                    return;
                }
                command(step.command());
            }
        } catch (InterruptedException _) {
            // Nobody interrupts it.
        }
    }

    private boolean verdict(Report summary, PrintWriter err) {
        if (summary == null) {
            var words = process.lastWords();
            err.println(
                    "The stack ended before its time, or said nothing for 20 s"
                            + (words.isEmpty() ? "." : ". Its last words:"));
            words.forEach(line -> err.println("  " + line));
            err.println("./learn check 07 says more; ./learn demo --solution runs the reference.");
            return false;
        }
        var total = summary.total();
        return total.requests() > total.failed() && summary.problem().isEmpty();
    }
}
