package robustnet.basics;

/// What a [FrameServer] does with a request. Called by many threads at once, one for each client.
@FunctionalInterface
public interface Handler {
    /// Answers one request.
    ///
    /// @param request the request's bytes; the handler may keep and change the array
    /// @return the reply's bytes, not null; may be empty
    /// @throws Exception if the request failed; the client is told the exception's message, so it
    ///   must hold no secret. An Error is treated alike
    byte[] handle(byte[] request) throws Exception;
}
