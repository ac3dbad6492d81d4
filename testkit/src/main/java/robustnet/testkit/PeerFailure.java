package robustnet.testkit;

/// Thrown by a [ScriptedPeer] when the program at the other end did not do what the script expects
/// of it.
public final class PeerFailure extends AssertionError {
    private static final long serialVersionUID = 1L;

    /// How the program's behaviour differed.
    public enum Kind {
        /// It ended the stream (FIN) too early, or where a reset was expected.
        END_OF_STREAM,
        /// It reset the connection (RST).
        RESET,
        /// It did nothing for as long as the peer was patient.
        TIMEOUT,
        /// It sent other bytes.
        MISMATCH,
        /// It accepts no connections.
        REFUSED,
        /// It sent bytes where none were due.
        UNEXPECTED_BYTES
    }

    private final Kind kind;
    private final String usually;

    PeerFailure(Kind kind, String message, String usually) {
        super(message);
        this.kind = kind;
        this.usually = usually;
    }

    /// How the program's behaviour differed from the script.
    public Kind kind() {
        return kind;
    }

    /// What such a failure usually means for the program: one line, beginning with "usually: ".
    public String usually() {
        return usually;
    }
}
