package robustnet.errors;

import java.io.IOException;

/// The server answered that it has no room for the request at the moment. It has not run it, so
/// sending it again, after a pause, is harmless whatever it does.
public final class ServerBusyException extends IOException {
    private static final long serialVersionUID = 1L;

    /// @param message what the server said
    public ServerBusyException(String message) {
        super(message);
    }
}
