package robustnet.concurrency;

/// What a server does with a request. Called by many threads at once, one for each connection.
/// Given.
///
/// [robustnet.errors.ReplyCache#handle] fits it: then a request that is sent again is not done
/// again.
@FunctionalInterface
public interface RequestHandler {
    /// Answers one request.
    ///
    /// @param requestId the id that the client has given it, unsigned
    /// @param request the request's bytes; the handler may keep and change the array
    /// @return the reply's bytes, not null; may be empty
    /// @throws Exception if the request failed; the client is told the exception's message, so it
    ///   must hold no secret. An Error is treated alike
    byte[] handle(long requestId, byte[] request) throws Exception;

    /// Answers a ping; with the ping's own bytes, unless overridden.
    ///
    /// @param ping the ping's bytes; may be kept and changed
    /// @return the pong's bytes, not null; may be empty
    default byte[] pong(byte[] ping) {
        return ping;
    }
}
