package robustnet.runner.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import robustnet.runner.child.ChildCommand;

/// The JVM in which the stack runs: it writes reports, and reads commands. It ends itself when
/// nobody holds the other end of its input any more.
///
/// [#command(String)] may be called by any thread, the rest by one.
final class StackProcess implements AutoCloseable {
    /// Longer than starting the stack takes on a slow machine.
    private static final int SILENCE_SECONDS = 20;

    private static final Duration ENDING = Duration.ofSeconds(7);
    private static final int LAST_LINES = 6;

    /// @param json the line as it came
    record Message(String json, Report report) {}

    private final Process process;
    private final Writer commands;
    private final Path log;
    private final BlockingQueue<Optional<Message>> messages = new LinkedBlockingQueue<>();

    private StackProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        commands = process.outputWriter();
        Thread.ofVirtual().name("reports").start(this::readAll);
    }

    /// @param program what runs the stack, told how many servers
    /// @param log takes what it says on its standard error
    static StackProcess start(DemoRun.Program program, int servers, Path log) throws IOException {
        var builder =
                ChildCommand.java(
                        program.classPath(), program.folder(), List.of(), program.mainClass());
        builder.command().add(Integer.toString(servers));
        return new StackProcess(builder.redirectError(log.toFile()).start(), log);
    }

    private void readAll() {
        try (var lines = process.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{\"type\":")) { // the learner's code may print as well
                    messages.add(Optional.of(new Message(line, Report.of(line))));
                }
            }
        } catch (IOException | IllegalArgumentException _) {
            // Killed in the middle of a line.
        } finally {
            messages.add(Optional.empty());
        }
    }

    /// Waits for the next report.
    ///
    /// @return empty if there are no more, or none came for a long time
    Optional<Message> next() throws InterruptedException {
        // Second by second: the time that both were stopped by Ctrl-Z counts as one.
        for (int i = 0; i < SILENCE_SECONDS; i++) {
            var message = messages.poll(1, TimeUnit.SECONDS);
            if (message != null) {
                return message;
            }
        }
        return Optional.empty();
    }

    /// Tells the stack what to do; in vain if it has ended.
    void command(String command) {
        synchronized (commands) {
            try {
                commands.write(command + "\n");
                commands.flush();
            } catch (IOException _) {
                // Seen by the reader, too.
            }
        }
    }

    /// The last words of the stack's standard error.
    List<String> lastWords() {
        try {
            var lines = Files.readAllLines(log);
            return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        } catch (IOException | UncheckedIOException _) {
            return List.of();
        }
    }

    /// Lets the stack end, by force if it takes too long.
    @Override
    public void close() {
        try {
            commands.close();
        } catch (IOException _) {
            // It has ended.
        }
        try {
            if (!process.waitFor(ENDING.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
