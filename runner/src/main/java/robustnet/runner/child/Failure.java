package robustnet.runner.child;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A throwable as it left the child.
///
/// @param type the class's name
/// @param message what it says; empty if nothing
/// @param expected the expected value, where the assertion names one
/// @param actual the actual value, where the assertion names one
/// @param frames the stack, innermost first, at most some hundreds
/// @param cause what caused it
/// @param notes what the testkit attached, in order
/// @param invocation the display name of the invocation that failed, where a test has several; else
///   empty
public record Failure(
        String type,
        String message,
        Optional<String> expected,
        Optional<String> actual,
        List<Frame> frames,
        Optional<Failure> cause,
        List<Note> notes,
        String invocation) {
    private static final String UNFINISHED = "robustnet.testkit.Unfinished";
    private static final String STUB = "java.lang.UnsupportedOperationException: TODO ";
    private static final Pattern TODO = Pattern.compile("TODO (\\d+\\.\\d+)[^\\n]*");

    public Failure {
        frames = List.copyOf(frames);
        notes = List.copyOf(notes);
    }

    /// A line of a stack trace.
    ///
    /// @param className the binary name
    /// @param file the source's name without folders; empty if unknown
    /// @param line from 1; 0 or less if unknown
    public record Frame(String className, String method, String file, int line) {
        /// `Frames.java:42`
        public String place() {
            return file + (line > 0 ? ":" + line : "");
        }

        @Override
        public String toString() {
            return className + "." + method + "(" + place() + ")";
        }
    }

    /// What the testkit attached to a failure.
    ///
    /// @param kind a name of `robustnet.testkit.FailureNote.Kind`: WIRE, SEED, USUALLY or THREADS
    public record Note(String kind, String text) {}

    /// Whether it stems from a stub that is not written yet, or tells that there still is one.
    public boolean isUnfinished() {
        return type.equals(UNFINISHED) || stub().isPresent();
    }

    /// Whether the test passed although the `TODO` mark is still there: a test that tells nothing.
    public boolean passedOnStub() {
        return type.equals(UNFINISHED) && cause.isEmpty();
    }

    /// The stub that it stems from: as its own type, as that of a cause, or quoted in an assertion
    /// that expected another exception.
    public Optional<Stub> stub() {
        var text = type + ": " + message;
        if (text.startsWith(STUB)) {
            return stub(message, frames);
        }
        var ofCause = cause.flatMap(Failure::stub);
        int quoted = text.lastIndexOf(STUB);
        if (ofCause.isPresent() || quoted < 0) {
            return ofCause;
        }
        var trace = text.substring(quoted);
        return stub(trace, trace.lines().flatMap(l -> TraceLine.frame(l).stream()).toList());
    }

    private static Optional<Stub> stub(String text, List<Frame> frames) {
        var todo = TODO.matcher(text);
        return todo.find()
                ? Optional.of(new Stub(todo.group(1), todo.group().strip(), frames))
                : Optional.empty();
    }

    /// A stub that was called.
    ///
    /// @param id the exercise that it belongs to: `1.4`
    /// @param text what it says: `TODO 1.4: read one frame`
    /// @param frames the stack, innermost first; empty if unknown
    public record Stub(String id, String text, List<Frame> frames) {
        public Stub {
            frames = List.copyOf(frames);
        }
    }
}
