package robustnet.runner.child;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Tells the parent what happens: each event is one line, `\n<token><json>\n`, written in a single
/// call. Where a test begins and ends stands in both streams. Thread-safe. An event that cannot be
/// written is lost: the parent counts what it did not hear of as not passed.
final class EventWriter {
    private final SharedOutput out;
    private final SharedOutput err;
    private final String prefix;
    private final JsonFactory factory = new JsonFactory();

    /// Made in advance: when the heap is full is no time to make one.
    private final byte[] outOfMemory;

    private volatile boolean lost;

    /// @param out standard output, which the events go to
    /// @param err standard error, which is told too when another test begins
    EventWriter(SharedOutput out, SharedOutput err, String token) {
        this.out = out;
        this.err = err;
        this.prefix = "\n" + token;
        this.outOfMemory = line("{\"event\":\"outOfMemory\"}");
    }

    void discovered(long tests) {
        write("discovered", json -> json.writeNumberProperty("tests", tests));
    }

    void testStarted(TestKey key, String name) {
        var started = lineOf("started", json -> writeKey(json, key, name));
        mark(started);
        send(started);
    }

    /// @param outcome `passed`, `failed`, `skipped` or `aborted`
    /// @param reason why it was skipped or aborted; may be empty
    /// @param failure null if there is none
    void testFinished(
            TestKey key, String name, Part part, String outcome, String reason, Throwable failure) {
        if (part != Part.INVOCATION) {
            mark(lineOf("ended", _ -> {}));
        }
        write(
                "result",
                json -> {
                    writeKey(json, key, name);
                    json.writeStringProperty("part", part.name());
                    json.writeStringProperty("outcome", outcome);
                    json.writeStringProperty("reason", reason);
                    if (failure != null) {
                        json.writeName("failure");
                        FailureWriter.write(json, failure);
                    }
                });
    }

    void exit(String call, StackTraceElement[] frames) {
        write(
                "exit",
                json -> {
                    json.writeStringProperty("call", call);
                    json.writeName("frames");
                    FailureWriter.writeFrames(json, frames);
                });
    }

    void outOfMemory() {
        send(outOfMemory);
    }

    void crashed(Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            outOfMemory();
            return;
        }
        write(
                "crashed",
                json -> {
                    json.writeName("failure");
                    FailureWriter.write(json, failure);
                });
    }

    void finished() {
        write("finished", _ -> {});
    }

    void ready() {
        write("ready", _ -> {});
    }

    /// Whether an event could not be written.
    boolean hasLost() {
        return lost;
    }

    private static void writeKey(JsonGenerator json, TestKey key, String name) {
        json.writeStringProperty("class", key.className());
        json.writeStringProperty("method", key.method());
        json.writeStringProperty("name", name);
    }

    private void write(String event, Consumer<JsonGenerator> content) {
        send(lineOf(event, content));
    }

    /// Tells it on standard error, only so that what is printed there can be told apart: nothing
    /// depends on it.
    private void mark(byte[] line) {
        try {
            err.write(line, 0, line.length);
            err.flush();
        } catch (IOException _) {
            // What is printed there then counts for the test before.
        }
    }

    /// The event's line; that the memory is full if there is no room for it.
    private byte[] lineOf(String event, Consumer<JsonGenerator> content) {
        try {
            return line(json(event, content));
        } catch (OutOfMemoryError _) {
            return outOfMemory;
        }
    }

    private String json(String event, Consumer<JsonGenerator> content) {
        var text = new StringWriter();
        try (var json = factory.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("event", event);
            content.accept(json);
            json.writeEndObject();
        }
        return text.toString();
    }

    private byte[] line(String json) {
        // Half a surrogate pair in a message becomes a question mark here; it must not cost the
        // event.
        return (prefix + json + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void send(byte[] line) {
        try {
            out.write(line, 0, line.length);
            out.flush();
        } catch (IOException _) {
            // The pipe is closed: nobody listens any more, or the code under test has closed it.
            lost = true;
        }
    }
}
