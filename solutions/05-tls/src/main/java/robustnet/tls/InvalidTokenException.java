package robustnet.tls;

import java.security.GeneralSecurityException;

/// Thrown for a token that is not to be believed.
///
/// It is the same for every reason, and has no cause. Who makes tokens up learns nothing from how
/// they are refused.
public final class InvalidTokenException extends GeneralSecurityException {
    private static final long serialVersionUID = 1L;

    public InvalidTokenException() {
        super("the token is not valid");
    }
}
