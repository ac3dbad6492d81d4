package robustnet.testkit;

/// Thrown for a test that passed but left a thread running or a socket open.
public final class Leak extends AssertionError {
    private static final long serialVersionUID = 1L;

    public Leak(String message) {
        super(message);
    }
}
