package robustnet.platform;

import java.io.IOException;

/// Thrown by a [RobustClient] that has sent a request, has got no answer, and may not send it
/// again: the server may have run it, or not, and may yet run it. Its cause says what happened
/// last. It is given, for exercise 7.7.
public final class UnknownOutcomeException extends IOException {
    private static final long serialVersionUID = 1L;

    /// @param message why nobody knows
    /// @param cause what happened last, or null
    public UnknownOutcomeException(String message, Throwable cause) {
        super(message, cause);
    }
}
