package robustnet.runner.child;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A running child JVM: its events come out of a queue, its output is kept up to a cap. Closing it
/// kills it.
final class ChildProcess implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(2);

    private final Process process;
    private final Offspring offspring;
    private final ChildOutput output;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Thread stdout;
    private final Thread stderr;

    private ChildProcess(Process process, Offspring offspring, String token, ChildOutput output) {
        this.process = process;
        this.offspring = offspring;
        this.output = output;
        var reader = new EventReader();
        var outSplitter =
                splitter(
                        token,
                        Stream.OUT,
                        json -> {
                            var event = reader.read(json);
                            tellOutput(Stream.OUT, event);
                            events.add(event);
                        });
        var errSplitter =
                splitter(token, Stream.ERR, json -> tellOutput(Stream.ERR, reader.read(json)));
        stdout =
                Thread.ofVirtual()
                        .name("child's stdout")
                        .start(
                                () -> {
                                    try {
                                        pump(process.getInputStream(), outSplitter);
                                    } finally {
                                        events.add(new Event.EndOfOutput());
                                    }
                                });
        stderr =
                Thread.ofVirtual()
                        .name("child's stderr")
                        .start(() -> pump(process.getErrorStream(), errSplitter));
    }

    private EventSplitter splitter(String token, Stream stream, Consumer<byte[]> events) {
        return new EventSplitter(
                token,
                (bytes, offset, length) -> output.write(stream, bytes, offset, length),
                events);
    }

    /// What is printed counts for the test that runs.
    private void tellOutput(Stream stream, Event event) {
        switch (event) {
            case Event.Started(var key, _) -> output.begins(stream, key);
            case Event.Ended _ -> output.ends(stream);
            case Event.Finished finished when finished.part() != Part.INVOCATION ->
                    output.ends(stream);
            default -> {}
        }
    }

    /// Starts the JVM and hands it the request.
    static ChildProcess start(ProcessBuilder command, ChildRequest request, int outputCap)
            throws IOException {
        var offspring = Offspring.of(command);
        var process = command.start();
        var output = new ChildOutput(outputCap);
        var child = new ChildProcess(process, offspring, request.token(), output);
        child.send(request);
        return child;
    }

    /// Hands it a request; a further one only when it has said that it is ready.
    void send(ChildRequest request) {
        try {
            // It stays open: its end is how the child knows that we are gone.
            var stdin = process.getOutputStream();
            stdin.write((request.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
            stdin.flush();
        } catch (IOException _) {
            // It has died: the queue tells.
        }
    }

    /// The next event; null if none came within `wait`.
    Event next(Duration wait) throws InterruptedException {
        return events.poll(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
    }

    boolean ended(Duration wait) throws InterruptedException {
        return process.waitFor(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Only once it has ended.
    int exitCode() {
        return process.exitValue();
    }

    /// What it may have left behind; gone once it is closed.
    CrashFile crashFile() {
        return CrashFile.of(process.pid());
    }

    ChildOutput output() {
        return output;
    }

    /// Kills it if it still runs, and what it has started, and reads what it has printed to the
    /// end. Keeps the thread's interrupt.
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        // Through the handle: Process.destroyForcibly would close the pipes on what is still in
        // them.
        process.toHandle().destroyForcibly();
        try {
            process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS);
            offspring.end();
            // Bounded: a grandchild that escaped may hold the pipes open.
            stdout.join(END);
            stderr.join(END);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        crashFile().delete();
    }

    private static void pump(InputStream in, EventSplitter splitter) {
        var buffer = new byte[16 * 1024];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                splitter.accept(buffer, n);
            }
        } catch (IOException _) {
            // killed: what was read stands
        }
        splitter.end();
    }
}
