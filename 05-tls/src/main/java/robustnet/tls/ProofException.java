package robustnet.tls;

import java.net.ProtocolException;

/// Thrown when the peer has not proved that it knows the secret. Close the connection.
public final class ProofException extends ProtocolException {
    private static final long serialVersionUID = 1L;

    /// @param message why; it goes into logs, so it holds no secret and no proof
    public ProofException(String message) {
        super(message);
    }
}
