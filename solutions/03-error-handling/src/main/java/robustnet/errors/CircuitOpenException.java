package robustnet.errors;

import java.net.ConnectException;

/// The circuit is open: the call was not even tried, so nothing was sent.
///
/// It is a `ConnectException`, because to the caller it is the same: no connection was made.
public final class CircuitOpenException extends ConnectException {
    private static final long serialVersionUID = 1L;

    /// @param message why, and until when
    public CircuitOpenException(String message) {
        super(message);
    }
}
