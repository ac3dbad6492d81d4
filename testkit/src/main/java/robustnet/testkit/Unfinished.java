package robustnet.testkit;

/// Thrown in place of a pass where an exercise's files still hold their `TODO` mark: such an
/// exercise is not finished, whatever its tests say. A test that fails by itself keeps its own
/// failure.
public final class Unfinished extends AssertionError {
    private static final long serialVersionUID = 1L;

    /// @param message which exercise is not finished, and the file and line of the mark
    public Unfinished(String message) {
        super(message);
    }
}
