package robustnet.runner.child;

import java.util.List;
import java.util.Optional;

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
        @Override
        public String toString() {
            return className + "." + method + "(" + file + (line > 0 ? ":" + line : "") + ")";
        }
    }

    /// What the testkit attached to a failure.
    ///
    /// @param kind a name of `robustnet.testkit.FailureNote.Kind`: WIRE, SEED, USUALLY or THREADS
    public record Note(String kind, String text) {}

    /// Whether it stems from a stub that is not written yet.
    public boolean isUnfinished() {
        return type.equals("robustnet.testkit.Unfinished") || isStub();
    }

    /// Whether the test passed although the `TODO` mark is still there: a test that tells nothing.
    public boolean passedOnStub() {
        return type.equals("robustnet.testkit.Unfinished") && cause.isEmpty();
    }

    /// Whether this or a cause of it was thrown by a stub.
    private boolean isStub() {
        return type.equals(UnsupportedOperationException.class.getName())
                        && message.startsWith("TODO ")
                || cause.filter(Failure::isStub).isPresent();
    }
}
