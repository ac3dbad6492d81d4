package robustnet.basics;

import java.io.IOException;

/// The server answered a request with an error. The same request would most likely fail again.
public final class RequestFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    /// @param message the server's message
    public RequestFailedException(String message) {
        super(message);
    }
}
