package robustnet.runner.child;

import org.opentest4j.AssertionFailedError;
import org.opentest4j.ValueWrapper;
import robustnet.testkit.FailureNote;
import tools.jackson.core.JsonGenerator;

/// Writes a throwable as JSON. Everything is bounded, and a throwable whose own methods throw is
/// written all the same.
final class FailureWriter {
    private static final int MAX_TEXT = 64 * 1024;
    private static final int MAX_FRAMES = 200;
    private static final int MAX_CAUSES = 8;

    private FailureWriter() {}

    static void write(JsonGenerator json, Throwable failure) {
        write(json, failure, MAX_CAUSES);
    }

    private static void write(JsonGenerator json, Throwable failure, int causes) {
        json.writeStartObject();
        json.writeStringProperty("type", failure.getClass().getName());
        json.writeStringProperty("message", message(failure));
        if (failure instanceof AssertionFailedError assertion) {
            writeValue(json, "expected", assertion.getExpected());
            writeValue(json, "actual", assertion.getActual());
        }
        json.writeName("frames");
        writeFrames(json, failure.getStackTrace());
        json.writeArrayPropertyStart("notes");
        for (var suppressed : failure.getSuppressed()) {
            if (suppressed instanceof FailureNote note) {
                json.writeStartObject();
                json.writeStringProperty("kind", note.kind().name());
                json.writeStringProperty("text", bounded(note.getMessage()));
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        var cause = causeOf(failure);
        if (cause != null && cause != failure && causes > 0) {
            json.writeName("cause");
            write(json, cause, causes - 1);
        }
        json.writeEndObject();
    }

    static void writeFrames(JsonGenerator json, StackTraceElement[] frames) {
        json.writeStartArray();
        for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
            var frame = frames[i];
            json.writeStartObject();
            json.writeStringProperty("class", frame.getClassName());
            json.writeStringProperty("method", frame.getMethodName());
            json.writeStringProperty(
                    "file", frame.getFileName() == null ? "" : frame.getFileName());
            json.writeNumberProperty("line", frame.getLineNumber());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeValue(JsonGenerator json, String name, ValueWrapper value) {
        if (value != null) {
            json.writeStringProperty(name, bounded(value.getStringRepresentation()));
        }
    }

    private static String message(Throwable failure) {
        try {
            return bounded(failure.getMessage());
        } catch (Throwable t) {
            return "(its getMessage() threw " + t.getClass().getName() + ")";
        }
    }

    private static Throwable causeOf(Throwable failure) {
        try {
            return failure.getCause();
        } catch (Throwable _) {
            return null;
        }
    }

    private static String bounded(String text) {
        if (text == null) {
            return "";
        }
        return text.length() <= MAX_TEXT
                ? text
                : text.substring(0, MAX_TEXT) + "… (" + text.length() + " characters in all)";
    }
}
