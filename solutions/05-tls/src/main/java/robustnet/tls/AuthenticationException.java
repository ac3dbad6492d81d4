package robustnet.tls;

import javax.net.ssl.SSLException;

/// The server has refused this client: it did not believe who the client is, or does not serve it.
/// Nothing of a request has been acted upon, and the same client would be refused again.
///
/// It is an [SSLException], so that nobody who knows only the JDK's exceptions takes it for a lost
/// connection. Given, for exercises 5.2 and 5.4.
public final class AuthenticationException extends SSLException {
    private static final long serialVersionUID = 1L;

    /// @param message why; a server tells it to the client, so it holds no secret
    public AuthenticationException(String message) {
        super(message);
    }

    /// @param message what was refused
    /// @param cause how the refusal came
    public AuthenticationException(String message, Throwable cause) {
        super(message, cause);
    }
}
