package robustnet.tls;

import java.net.ProtocolException;

/// Thrown for a sealed frame that is not the next one that the peer has sealed. Close the
/// connection: nothing that comes over it can be believed any more.
public final class BrokenSealException extends ProtocolException {
    private static final long serialVersionUID = 1L;

    public BrokenSealException(String message) {
        super(message);
    }
}
