package robustnet.tls;

import javax.net.ssl.SSLSession;
import robustnet.basics.Handler;

/// Decides who is served: a [TlsServer] asks it once for each connection, when the handshake is
/// done. Called by many threads at once. Given, for exercises 5.2 and 5.4.
@FunctionalInterface
public interface Admission {
    /// Returns what answers the requests of this connection.
    ///
    /// @param session what the handshake has agreed on, and whose certificate it has seen
    /// @throws AuthenticationException if the client is not served; the client is told the message
    Handler admit(SSLSession session) throws AuthenticationException;

    /// Serves everyone who gets through the handshake.
    static Admission everyone(Handler handler) {
        return _ -> handler;
    }
}
