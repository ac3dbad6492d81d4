package robustnet.testkit;

/// Thrown by a test of an exercise whose files still hold their `TODO` mark.
public final class Unfinished extends AssertionError {
    private static final long serialVersionUID = 1L;

    /// @param message which exercise is not finished, and the file and line of the mark
    /// @param cause what the test threw, or null where it passed
    public Unfinished(String message, Throwable cause) {
        super(message, cause);
    }
}
