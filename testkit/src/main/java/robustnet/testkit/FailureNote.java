package robustnet.testkit;

/// A note that the testkit attaches to a failure as a suppressed exception: what went over the
/// wire, the seed, what such a failure usually means. It has no stack trace: the text is all there
/// is.
public final class FailureNote extends Exception {
    private static final long serialVersionUID = 1L;

    /// What a note tells.
    public enum Kind {
        /// The numbered steps of what each side sent.
        WIRE,
        /// The seed that reproduces the failure.
        SEED,
        /// One line on what such a failure usually means.
        USUALLY,
        /// Where threads stand, when something hangs.
        THREADS
    }

    private final Kind kind;

    public FailureNote(Kind kind, String text) {
        super(text, null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    @Override
    public String toString() {
        return "\n" + getMessage().stripTrailing();
    }
}
