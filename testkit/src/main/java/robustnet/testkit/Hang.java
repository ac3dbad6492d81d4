package robustnet.testkit;

/// Thrown for a test that did not end by its deadline. Its stack trace is the one of the thread
/// that hangs.
public final class Hang extends AssertionError {
    private static final long serialVersionUID = 1L;

    public Hang(String message) {
        super(message);
    }
}
