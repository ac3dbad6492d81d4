package robustnet.tls;

import java.io.IOException;

/// Thrown when a peer could not prove who it is.
public final class AuthenticationException extends IOException {
    private static final long serialVersionUID = 1L;

    public AuthenticationException(String message) {
        super(message);
    }
}
