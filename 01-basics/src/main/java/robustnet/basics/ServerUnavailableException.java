package robustnet.basics;

import java.io.IOException;

/// No whole reply came: the connection was refused or timed out, was reset, or ended. Nobody knows
/// whether the server has acted on the request. It may be sent again, on a new connection, if it is
/// harmless to run it twice.
public final class ServerUnavailableException extends IOException {
    private static final long serialVersionUID = 1L;

    /// @param message what was missing
    /// @param cause what the socket said, or null
    public ServerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
