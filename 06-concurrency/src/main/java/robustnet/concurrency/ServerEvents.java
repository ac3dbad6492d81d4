package robustnet.concurrency;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/// Is told what happens to a server. Given, for metrics and tests.
///
/// The server calls it from its own threads, several at a time, and goes on when it returns: it
/// should be quick. What it throws is logged and harms nobody, [#accepted] apart, which ends its
/// own connection.
public interface ServerEvents {
    /// Listens to nothing.
    ServerEvents NONE = new ServerEvents() {};

    /// A client has got a place: called in the connection's own thread, before any byte and before
    /// the handshake.
    ///
    /// @param socket the connection, an `SSLSocket` on a TLS server; options may be set,
    ///   `SO_TIMEOUT` apart; nothing read, written or closed
    /// @throws IOException if an option cannot be set. Whatever it throws ends this connection
    default void accepted(Socket socket) throws IOException {}

    /// A client is refused, because the places are taken: called before a byte is written to it,
    /// and also for one that is closed without a word.
    default void refused() {}

    /// `accept` has failed, and will be tried again.
    default void acceptFailed(IOException failure) {}

    /// A request was done with: its reply was written, or could not be. Pings do not count.
    ///
    /// @param took from the call of the handler to the end of the reply's writing
    /// @param bytesIn the bytes of its frame
    /// @param bytesOut the bytes of its reply's frame; 0 if it was not written
    /// @param failed whether there was no `RESPONSE`: the handler has thrown, or the reply could
    ///   not be written
    default void answered(Duration took, int bytesIn, int bytesOut, boolean failed) {}

    /// A connection has ended: called exactly once for each call of [#accepted], however that went,
    /// just before its place is free again or just after.
    default void closed() {}
}
