package robustnet.concurrency;

import java.net.ConnectException;

/// Thrown by a [LoadBalancer] that has no backend to choose: each is unhealthy, has an open
/// circuit, or was excluded. Nothing has been sent anywhere, so the call can be repeated later. It
/// is given, for exercise 6.5.
public final class NoBackendException extends ConnectException {
    private static final long serialVersionUID = 1L;

    /// @param message says what is wrong with each backend
    public NoBackendException(String message) {
        super(message);
    }
}
