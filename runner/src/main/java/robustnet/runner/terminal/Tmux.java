package robustnet.runner.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A program in a terminal of its own. A tmux server that nobody else sees runs it; keys are typed,
/// and the screen is read until it shows what is waited for. [#close] ends the server and with it
/// the terminal; no other server is touched.
///
/// The program's environment holds `PATH`, `HOME`, `LC_ALL`, `TERM=xterm-256color` and what the
/// caller adds, so that the learner's own settings change nothing. Used by one thread.
public final class Tmux implements AutoCloseable {
    /// How long [#await] and the others wait. A loaded machine needs much; a good run needs little.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration CALL = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 15;

    private final Path socket;
    private int columns;

    private Tmux(Path socket, int columns) {
        this.socket = socket;
        this.columns = columns;
    }

    /// Whether this machine has tmux.
    public static boolean present() {
        try {
            return new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Starts a program.
    ///
    /// @param socket where the server listens; a short path (Unix socket paths end at about 100
    ///   letters) in a folder that is there
    /// @param environment more variables, or others
    /// @param command the program and its arguments
    /// @throws IOException if tmux cannot be started or refuses
    public static Tmux start(
            Path socket,
            Path workingFolder,
            Map<String, String> environment,
            int columns,
            int rows,
            List<String> command)
            throws IOException, InterruptedException {
        var tmux = new Tmux(socket, columns);
        var options =
                "set -g remain-on-exit on ; set -g status off ; new-session -d -x %d -y %d -c";
        var words = new ArrayList<>(List.of("start-server", ";"));
        words.addAll(List.of(options.formatted(columns, rows).split(" ")));
        words.addAll(List.of(workingFolder.toString(), "--", "env", "-i"));
        words.addAll(List.of("LC_ALL=C.UTF-8", "TERM=xterm-256color"));
        for (var name : List.of("PATH", "HOME")) {
            words.add(name + "=" + System.getenv().getOrDefault(name, ""));
        }
        environment.forEach((name, value) -> words.add(name + "=" + value));
        words.addAll(command);
        tmux.call(words);
        return tmux;
    }

    /// Types letters.
    public Tmux type(String letters) throws IOException, InterruptedException {
        call(List.of("send-keys", "-l", "--", letters));
        return this;
    }

    /// Presses keys by tmux's names, such as `Enter`, `Escape`, `Up`, `PageDown`, `C-c`.
    public Tmux press(String... names) throws IOException, InterruptedException {
        call(Stream.concat(Stream.of("send-keys"), Stream.of(names)).toList());
        return this;
    }

    /// Pastes text, marked as pasted if the program has asked for that (bracketed paste).
    public Tmux paste(String text) throws IOException, InterruptedException {
        call(List.of("set-buffer", "--", text));
        call(List.of("paste-buffer", "-p"));
        return this;
    }

    /// Waits until the screen shows all these texts.
    ///
    /// @return the screen that does
    /// @throws IllegalStateException if it does not within a minute; the message shows the screen
    public Screen await(String... texts) throws IOException, InterruptedException {
        return await(
                screen -> Stream.of(texts).allMatch(screen::contains), String.join(" and ", texts));
    }

    /// Waits until the screen is as `wanted` says.
    ///
    /// @param what the condition in words, for the message
    /// @throws IllegalStateException if it does not within a minute; the message shows the screen
    public Screen await(Predicate<Screen> wanted, String what)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var screen = screen();
            if (wanted.test(screen)) {
                return screen;
            }
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException(
                        "the screen never showed: " + what + "\n" + screen.text());
            }
            Thread.sleep(POLL_MILLIS); // tmux has no event for "the screen changed"
        }
    }

    /// The screen as it is now.
    public Screen screen() throws IOException, InterruptedException {
        return Screen.of(columns, call(List.of("capture-pane", "-p", "-e")));
    }

    /// Gives the terminal another size; the program is told as by any terminal.
    public Tmux resize(int newColumns, int newRows) throws IOException, InterruptedException {
        columns = newColumns;
        call(List.of("resize-window", "-x", "" + newColumns, "-y", "" + newRows));
        return this;
    }

    /// Empties the screen and what scrolled off it; the program is not told.
    public Tmux clear() throws IOException, InterruptedException {
        call(List.of("send-keys", "-R", ";", "clear-history"));
        return this;
    }

    /// The process that was started in the terminal.
    public ProcessHandle process() throws IOException, InterruptedException {
        long id = Long.parseLong(call(List.of("list-panes", "-F", "#{pane_pid}")).strip());
        return ProcessHandle.of(id).orElseThrow();
    }

    /// Waits until the program has ended.
    ///
    /// @return its exit code
    /// @throws IllegalStateException if it does not end within a minute
    public int awaitExit() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var status = call(List.of("list-panes", "-F", "#{pane_dead} #{pane_dead_status}"));
            if (status.matches("1 \\d+\\s*")) {
                return Integer.parseInt(status.substring(2).strip());
            }
            // tmux 3.3 now and then sleeps through the end of a program; the end of another wakes
            // it.
            call(List.of("run-shell", "-b", "true"));
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("still running\n" + screen().text());
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /// Closes the terminal under the program, as closing its window does.
    @Override
    public void close() throws IOException {
        try {
            call(List.of("kill-server"));
        } catch (IllegalStateException _) {
            // The server is gone already.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String call(List<String> words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("tmux", "-u", "-S", socket.toString()));
        command.addAll(List.of("-f", "/dev/null"));
        command.addAll(words);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("TMUX");
        var process = builder.start();
        process.getOutputStream().close();
        var late = process.onExit().orTimeout(CALL.toSeconds(), TimeUnit.SECONDS);
        late.exceptionally(_ -> process.destroyForcibly()); // ends the read below
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        if (late.isCompletedExceptionally()) {
            throw new IllegalStateException("tmux does not answer: " + words);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException("tmux " + words + ": " + output.strip());
        }
        return output;
    }
}
